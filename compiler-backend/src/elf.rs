//! Reading the ELF file: sections, symbols, relocations; everything that cannot be translated at all is refused here.

use crate::error::{Error, Place};
use crate::riscv::{self, Instruction, Undecoded};
use object::LittleEndian;
use object::elf;
use object::read::elf::{FileHeader, ProgramHeader, SectionHeader, Sym};
use std::collections::BTreeMap;

type Header = elf::FileHeader32<LittleEndian>;
const LE: LittleEndian = LittleEndian;

/// An executable, checked to be one that can be translated.
pub struct Elf<'a> {
    /// Where it starts.
    pub entry: u32,
    /// Executable sections in order of address, not empty.
    pub code: Vec<Section<'a>>,
    /// The other sections of the image in order of address, not empty; without unwinding tables.
    pub data: Vec<Section<'a>>,
    /// Relocations of both.
    pub relocations: Vec<Relocation>,
    /// Where the block of thread-local storage lies, if it lies in the data sections and so is the one thread's.
    pub thread_block: Option<u32>,
    /// The value of `__global_pointer$` if it moves with the data.
    pub global_pointer: Option<u32>,
    names: BTreeMap<u32, String>,
    /// Ranges in executable sections that symbols call data.
    data_in_code: Vec<(u32, u32)>,
    /// Ranges that are occupied: sections and loaded segments.
    occupied: Vec<(u32, u32)>,
}

/// A section of the image.
pub struct Section<'a> {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: u32,
    /// Its length in bytes. The bytes may be fewer: the rest is zero.
    pub size: u32,
    /// Its alignment, a power of two.
    pub align: u32,
    /// Its content in the file.
    pub bytes: &'a [u8],
}

impl Section<'_> {
    /// The address behind it. Checked not to wrap.
    pub fn end(&self) -> u32 {
        self.address + self.size
    }

    /// Does it hold this address?
    pub fn contains(&self, address: u32) -> bool {
        (self.address..self.end()).contains(&address)
    }
}

/// What a relocation's symbol is relative to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// An executable section.
    Code,
    /// Another section of the image.
    Data,
    /// Nothing: a number.
    Absolute {
        /// The symbol's name.
        symbol: String,
    },
    /// A weak symbol that nothing defines: null.
    Undefined,
    /// A section that is not kept.
    Unwinding {
        /// The section's name.
        section: String,
    },
}

/// A relocation that the linker has applied and kept.
#[derive(Clone, Debug)]
pub struct Relocation {
    /// Where.
    pub address: u32,
    /// `R_RISCV_*`.
    pub kind: u32,
    /// Is the place in an executable section?
    pub in_code: bool,
    /// What the symbol belongs to.
    pub base: Base,
    /// The symbol's value.
    pub symbol: u32,
    /// Added to it.
    pub addend: i32,
}

impl Relocation {
    /// Symbol plus addend.
    pub fn target(&self) -> u32 {
        self.symbol.wrapping_add_signed(self.addend)
    }
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::NotElf(error.to_string())
}

impl<'a> Elf<'a> {
    /// Reads and checks a file.
    pub fn parse(file: &'a [u8]) -> Result<Self, Error> {
        let header = header(file)?;
        for segment in header.program_headers(LE, file).map_err(damaged)? {
            match segment.p_type(LE) {
                elf::PT_DYNAMIC => return Err(Error::Dynamic { what: "PT_DYNAMIC" }),
                elf::PT_INTERP => return Err(Error::Dynamic { what: "PT_INTERP" }),
                _ => {}
            }
        }
        let sections = header.sections(LE, file).map_err(damaged)?;
        let name = |section: &elf::SectionHeader32<LittleEndian>| {
            let name = sections.section_name(LE, section).unwrap_or(b"?");
            String::from_utf8_lossy(name).into_owned()
        };

        // What each section is to us, by index.
        let mut roles = Vec::new();
        let (mut code, mut data) = (Vec::new(), Vec::new());
        let mut thread_zeros = Vec::new();
        for section in sections.iter() {
            let flags = section.sh_flags(LE);
            let name = name(section);
            if flags & elf::SHF_ALLOC == 0 {
                roles.push(Role::NotLoaded);
                continue;
            }
            let executable = flags & elf::SHF_EXECINSTR != 0;
            if executable && flags & elf::SHF_WRITE != 0 {
                return Err(Error::WritableCode { section: name });
            }
            if name == ".eh_frame" || name == ".eh_frame_hdr" || name.starts_with(".gcc_except") {
                roles.push(Role::Unwinding(name));
                continue;
            }
            let (address, size) = (section.sh_addr(LE), section.sh_size(LE));
            if address.checked_add(size).is_none() {
                return Err(Error::Overlap { section: name });
            }
            roles.push(if executable { Role::Code } else { Role::Data });
            if size == 0 {
                continue;
            }
            let section = Section {
                name,
                address,
                size,
                align: section.sh_addralign(LE).max(1),
                bytes: section.data(LE, file).map_err(damaged)?,
            };
            if flags & elf::SHF_TLS != 0 && section.bytes.is_empty() {
                // It may lie in the place of others: programs that set up their thread themselves have it elsewhere.
                thread_zeros.push(section);
                continue;
            }
            // Code is in the file; and addresses keep their low bits only if alignments are what they should be.
            if executable && section.bytes.len() != section.size as usize {
                return Err(damaged("an executable section without content"));
            }
            if !section.align.is_power_of_two() {
                return Err(damaged("an alignment that is no power of two"));
            }
            if executable { &mut code } else { &mut data }.push(section);
        }
        if code.is_empty() {
            return Err(Error::NoCode);
        }
        let overlaps = |section: &Section, other: &Section| {
            section.address < other.end() && other.address < section.end()
        };
        let apart = thread_zeros.iter().all(|section| {
            let mut all = code.iter().chain(&data);
            !all.any(|other| overlaps(section, other))
        });
        if apart {
            data.append(&mut thread_zeros);
        }
        code.sort_by_key(|section| section.address);
        data.sort_by_key(|section| section.address);
        let mut all: Vec<&Section> = code.iter().chain(&data).collect();
        all.sort_by_key(|section| section.address);
        if let Some(pair) = all.windows(2).find(|pair| pair[0].end() > pair[1].address) {
            return Err(Error::Overlap {
                section: pair[1].name.clone(),
            });
        }

        let mut elf = Elf {
            entry: header.e_entry(LE),
            occupied: all.iter().map(|s| (s.address, s.end())).collect(),
            code,
            data,
            relocations: Vec::new(),
            thread_block: None,
            global_pointer: None,
            names: BTreeMap::new(),
            data_in_code: Vec::new(),
        };
        let mut thread_start = 0;
        for segment in header.program_headers(LE, file).map_err(damaged)? {
            if segment.p_type(LE) == elf::PT_LOAD {
                let start = segment.p_vaddr(LE);
                elf.occupied
                    .push((start, start.saturating_add(segment.p_memsz(LE))));
            }
            if segment.p_type(LE) == elf::PT_TLS {
                thread_start = segment.p_vaddr(LE);
                elf.thread_block = Some(thread_start).filter(|_| apart);
            }
        }
        let symbols = sections
            .symbols(LE, file, elf::SHT_SYMTAB)
            .map_err(damaged)?;
        elf.read_symbols(&symbols, &roles);
        elf.read_relocations(file, &sections, &symbols, &roles, thread_start)?;
        if !elf.is_instruction(elf.entry) {
            return Err(Error::Entry {
                entry: elf.place(elf.entry),
            });
        }
        Ok(elf)
    }

    fn read_symbols(&mut self, symbols: &SymbolTable<'a>, roles: &[Role]) {
        // Mapping symbols: $x begins code, $d begins data, up to the next one.
        let mut mapping = BTreeMap::new();
        for symbol in symbols.iter() {
            let Ok(name) = symbol.name(LE, symbols.strings()) else {
                continue;
            };
            let name = String::from_utf8_lossy(name).into_owned();
            let value = symbol.st_value(LE);
            let role = roles.get(usize::from(symbol.st_shndx(LE)));
            match role {
                Some(Role::Code) if name.starts_with("$x") => {
                    mapping.insert(value, false);
                }
                Some(Role::Code) if name.starts_with("$d") => {
                    mapping.insert(value, true);
                }
                Some(Role::Code) if symbol.st_type() == elf::STT_OBJECT => {
                    let end = value.saturating_add(symbol.st_size(LE));
                    self.data_in_code.push((value, end));
                }
                _ => {}
            }
            if name == "__global_pointer$" && matches!(role, Some(Role::Data)) {
                self.global_pointer = Some(value);
            }
            if !matches!(role, Some(Role::Code | Role::Data))
                || name.is_empty()
                || name.starts_with(['$', '.'])
            {
                continue;
            }
            // The name of a function or an object is better than a label's.
            if symbol.st_type() != elf::STT_NOTYPE || !self.names.contains_key(&value) {
                self.names.insert(value, name);
            }
        }
        let ends = mapping.keys().skip(1).copied().chain([u32::MAX]);
        let ranges: Vec<_> = mapping
            .iter()
            .zip(ends)
            .filter(|((_, is_data), _)| **is_data)
            .map(|((start, _), end)| {
                let section_end = self.code_section(*start).map_or(*start, Section::end);
                (*start, end.min(section_end))
            })
            .collect();
        self.data_in_code.extend(ranges);
    }

    fn read_relocations(
        &mut self,
        file: &'a [u8],
        sections: &SectionTable<'a>,
        symbols: &SymbolTable<'a>,
        roles: &[Role],
        thread_start: u32,
    ) -> Result<(), Error> {
        let mut relocated = vec![false; roles.len()];
        for section in sections.iter() {
            let Some((entries, link)) = section.rela(LE, file).map_err(damaged)? else {
                continue;
            };
            let place = section.sh_info(LE) as usize;
            let in_code = match roles.get(place) {
                Some(Role::Code) => true,
                Some(Role::Data) => false,
                _ => continue,
            };
            relocated[place] = true;
            if link != symbols.section() {
                return Err(damaged("relocations without the symbol table"));
            }
            for entry in entries {
                let index = entry.r_sym(LE) as usize;
                // Entry 0 is the symbol of relocations without one.
                let symbol = symbols
                    .symbols()
                    .get(index)
                    .ok_or_else(|| damaged("a relocation of a symbol that does not exist"))?;
                let section_index = symbol.st_shndx(LE);
                let base = match roles.get(usize::from(section_index)) {
                    Some(Role::Code) => Base::Code,
                    Some(Role::Data) => Base::Data,
                    Some(Role::Unwinding(name)) => Base::Unwinding {
                        section: name.clone(),
                    },
                    // Entry 0 of the table has no name; linkers refuse what is undefined and not weak.
                    _ if index != 0 && section_index == elf::SHN_UNDEF => Base::Undefined,
                    _ => Base::Absolute {
                        symbol: String::from_utf8_lossy(
                            symbol.name(LE, symbols.strings()).unwrap_or(b"?"),
                        )
                        .into_owned(),
                    },
                };
                let kind = entry.r_type(LE);
                // Offsets into the thread's block are relative to it, and so are its symbols, but not its sections.
                let start = match kind {
                    elf::R_RISCV_TPREL_HI20
                    | elf::R_RISCV_TPREL_LO12_I
                    | elf::R_RISCV_TPREL_LO12_S
                        if symbol.st_type() == elf::STT_SECTION =>
                    {
                        thread_start
                    }
                    _ => 0,
                };
                self.relocations.push(Relocation {
                    address: entry.r_offset.get(LE),
                    kind,
                    in_code,
                    base,
                    symbol: symbol.st_value(LE).wrapping_sub(start),
                    addend: entry.r_addend.get(LE),
                });
            }
        }
        for ((section, role), relocated) in sections.iter().zip(roles).zip(relocated) {
            if matches!(role, Role::Code) && section.sh_size(LE) > 0 && !relocated {
                let name = sections.section_name(LE, section).unwrap_or(b"?");
                return Err(Error::NoRelocations {
                    section: String::from_utf8_lossy(name).into_owned(),
                });
            }
        }
        Ok(())
    }

    /// The executable section that holds this address.
    pub fn code_section(&self, address: u32) -> Option<&Section<'a>> {
        self.code.iter().find(|section| section.contains(address))
    }

    /// The bytes of the instruction at an address of an executable section, or what lies there instead. `None` outside, where
    /// no instruction begins, and where symbols say that data lie.
    pub fn code_word(&self, address: u32) -> Option<u32> {
        let section = self.code_section(address)?;
        let offset = (address - section.address) as usize;
        let in_data = self
            .data_in_code
            .iter()
            .any(|(start, end)| (*start..*end).contains(&address));
        if !address.is_multiple_of(2) || in_data {
            return None;
        }
        match section.bytes[offset..] {
            [low, high, ..] if low & 3 != 3 => Some(u16::from_le_bytes([low, high]).into()),
            [a, b, c, d, ..] => Some(u32::from_le_bytes([a, b, c, d])),
            _ => None,
        }
    }

    /// The instruction at this address.
    pub fn instruction(&self, address: u32) -> Result<Instruction, Undecoded> {
        riscv::decode(self.code_word(address).ok_or(Undecoded::Illegal)?)
    }

    /// Is there an instruction at this address, even one that is not supported?
    pub fn is_instruction(&self, address: u32) -> bool {
        self.instruction(address) != Err(Undecoded::Illegal)
    }

    /// The four bytes of a data section at this address.
    pub fn data_word(&self, address: u32) -> Option<u32> {
        let bytes = self.data_bytes(address)?.get(..4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The bytes of a data section from this address on, as they are in the file.
    pub fn data_bytes(&self, address: u32) -> Option<&'a [u8]> {
        let section = self.data.iter().find(|s| s.contains(address))?;
        section.bytes.get((address - section.address) as usize..)
    }

    /// Does this address lie in what is loaded, or right behind?
    pub fn is_occupied(&self, address: u32) -> bool {
        self.occupied
            .iter()
            .any(|(start, end)| (*start..=*end).contains(&address))
    }

    /// The address of a symbol.
    pub fn symbol(&self, name: &str) -> Option<u32> {
        let found = self.names.iter().find(|(_, symbol)| *symbol == name);
        found.map(|(address, _)| *address)
    }

    /// Does a symbol name this address?
    pub fn is_named(&self, address: u32) -> bool {
        self.names.contains_key(&address)
    }

    /// The address with its symbol, for a message.
    pub fn place(&self, address: u32) -> Place {
        let symbol = self.names.range(..=address).next_back();
        Place {
            address,
            symbol: symbol.map(|(start, name)| (name.clone(), address - start)),
        }
    }
}

type SectionTable<'a> = object::read::elf::SectionTable<'a, Header>;
type SymbolTable<'a> = object::read::elf::SymbolTable<'a, Header>;

/// What a section is to us.
enum Role {
    NotLoaded,
    Code,
    Data,
    Unwinding(String),
}

/// The header, with everything refused that it tells.
fn header(file: &[u8]) -> Result<&Header, Error> {
    let Some(ident) = file.get(..20).filter(|ident| ident[..4] == elf::ELFMAG) else {
        return Err(damaged("no ELF header"));
    };
    let field = |at: usize| u16::from_le_bytes([ident[at], ident[at + 1]]);
    match ident[4] {
        elf::ELFCLASS32 => {}
        elf::ELFCLASS64 => return Err(Error::Elf64),
        _ => return Err(damaged("unknown class")),
    }
    if ident[5] != elf::ELFDATA2LSB {
        return Err(Error::BigEndian);
    }
    if field(18) != elf::EM_RISCV {
        return Err(Error::Machine { got: field(18) });
    }
    let header = Header::parse(file).map_err(damaged)?;
    match header.e_type(LE) {
        elf::ET_EXEC => {}
        elf::ET_REL => return Err(Error::NotLinked),
        elf::ET_DYN => return Err(Error::Dynamic { what: "ET_DYN" }),
        _ => return Err(damaged("unknown type")),
    }
    let flags = header.e_flags(LE);
    let what = if flags & elf::EF_RISCV_FLOAT_ABI != 0 {
        "floating-point registers in the ABI"
    } else if flags & elf::EF_RISCV_RVE != 0 {
        "16 registers (E)"
    } else if flags & !elf::EF_RISCV_RVC != 0 {
        "an unknown flag"
    } else {
        return Ok(header);
    };
    Err(Error::Flags { what })
}
