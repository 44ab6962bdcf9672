//! Where in the source a run ended, and by which calls it came there.

use crate::Translation;
use crate::elf::Elf;
use addr2line::gimli::{Dwarf, EndianSlice, LittleEndian};
use addr2line::{Context, demangle_auto};
use object::elf::FileHeader32;
use object::read::elf::{FileHeader, SectionHeader};
use std::fmt;
use std::fmt::Write;
use tinyram::{Machine, Outcome, Tapes, asm};

/// Where the panic handler of guests in Rust leaves the place: the name's address and length, line, column.
const PANIC: &str = "VNTR_PANIC";

/// Where the heaps of guests leave how many bytes they did not have.
const HEAP_FULL: &str = "VNTR_HEAP_FULL";

/// A place in the source, as far as the executable tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The function.
    pub function: Option<String>,
    /// File and line, from 1.
    pub line: Option<(String, u32)>,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.function.as_deref().unwrap_or("?"))?;
        match &self.line {
            Some((file, line)) => write!(f, " ({file}:{line})"),
            None => Ok(()),
        }
    }
}

type Reader<'f> = EndianSlice<'f, LittleEndian>;

/// What the debug information of an executable says.
pub struct SourceMap<'f> {
    context: Option<Context<Reader<'f>>>,
    elf: Option<Elf<'f>>,
}

impl<'f> SourceMap<'f> {
    /// Reads the debug information. Where there is none or it is damaged, the map knows nothing.
    pub fn new(file: &'f [u8]) -> Self {
        let dwarf = Dwarf::load(|section| -> Result<Reader<'f>, ()> {
            let bytes = section_bytes(file, section.name()).unwrap_or_default();
            Ok(EndianSlice::new(bytes, LittleEndian))
        });
        SourceMap {
            context: dwarf.ok().and_then(|dwarf| Context::from_dwarf(dwarf).ok()),
            elf: Elf::parse(file).ok(),
        }
    }

    /// The place of a RISC-V instruction: the innermost inlined function first. At least one frame.
    pub fn frames(&self, address: u32) -> Vec<Frame> {
        let found = self.context.as_ref().and_then(|context| {
            let mut frames = context.find_frames(address.into()).skip_all_loads().ok()?;
            let mut found = Vec::new();
            while let Ok(Some(frame)) = frames.next() {
                let function = frame.function.as_ref();
                let location = frame.location.as_ref();
                found.push(Frame {
                    function: function
                        .and_then(|function| function.demangle().ok())
                        .map(|name| name.into_owned()),
                    line: location
                        .and_then(|location| Some((location.file?.to_owned(), location.line?))),
                });
            }
            Some(found)
        });
        match found {
            Some(frames) if !frames.is_empty() => frames,
            // Assembly without debug information has labels at least.
            _ => vec![Frame {
                function: self.symbol(address),
                line: None,
            }],
        }
    }

    fn symbol(&self, address: u32) -> Option<String> {
        let (name, _) = self.elf.as_ref()?.place(address).symbol?;
        Some(demangle_auto(name.into(), None).into_owned())
    }
}

/// What a guest's runtime leaves in memory for who runs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// If the heap was used up, how many bytes were asked for then.
    pub heap_full: Option<u32>,
    /// If a guest in Rust panicked, the place in its source: file, line and column.
    pub panicked: Option<String>,
}

/// The word at a multiple of 4.
fn word(machine: &mut Machine, address: u32) -> u32 {
    let double_word = machine.double_word(address.into());
    match address % 8 {
        0 => double_word.lo as u32,
        _ => double_word.hi as u32,
    }
}

/// The content of the section of this name, if there is one.
pub(crate) fn section_bytes<'f>(file: &'f [u8], name: &str) -> Option<&'f [u8]> {
    let le = object::LittleEndian;
    let header = FileHeader32::<object::LittleEndian>::parse(file).ok()?;
    let sections = header.sections(le, file).ok()?;
    let (_, section) = sections.section_by_name(le, name.as_bytes())?;
    section.data(le, file).ok()
}

impl Translation {
    /// Source, RISC-V and TinyRAM side by side: a line for each instruction of the program, the RISC-V instruction before the first
    /// one that it became, and before that the source line where it changes. `source` gives the text of a line of a file.
    pub fn listing(
        &self,
        file: &[u8],
        mut source: impl FnMut(&str, u32) -> Option<String>,
    ) -> String {
        let map = SourceMap::new(file);
        let text = asm::disassemble(&self.program);
        let mut listing = String::new();
        let (mut last_frame, mut last_source) = (Frame::default(), None);
        // The first line is the header; behind the code come data.
        for (line, from) in text.lines().skip(1).zip(&self.sources) {
            let mut riscv = String::new();
            if let Some(address) = from.filter(|_| *from != last_source) {
                let frame = map.frames(address).swap_remove(0);
                if frame != last_frame {
                    let line = frame.line.as_ref();
                    let text = line.and_then(|(file, line)| source(file, *line));
                    let text = text.unwrap_or_default();
                    let _ = writeln!(listing, "{frame}  {}", text.trim());
                    last_frame = frame;
                }
                let elf = map.elf.as_ref();
                let instruction = elf.and_then(|elf| elf.instruction(address).ok());
                let text = instruction.map_or_else(|| "data".to_owned(), |i| i.text(address));
                riscv = format!("{address:#010x} {text}");
            }
            last_source = *from;
            let (instruction, address) = line.trim().split_once(';').unwrap_or((line, ""));
            let _ = writeln!(
                listing,
                "    {riscv:<42} {} {}",
                address.trim(),
                instruction.trim_end()
            );
        }
        listing
    }

    /// Runs the program again and follows its calls: the RISC-V address where it ended, then those of the calls that had not
    /// returned, the last one first; jumps to the beginning of a function, as calls at a function's end are, among them. Empty if it
    /// ended in no code of the program. With `next` the first one is what would be run next, if that is code.
    fn call_chain(&self, elf: &Elf, tapes: Tapes, max_steps: u64, next: bool) -> Vec<u32> {
        let mut machine = Machine::new(&self.program, tapes);
        // Calls and where in the program they return to.
        let mut open: Vec<(u32, u64)> = Vec::new();
        // Before the first call, and in each function called: where it jumped to another one, if it did.
        let mut jumps: Vec<Option<u32>> = vec![None];
        let here = |machine: &Machine| self.source_of(u32::try_from(machine.pc()).ok()?);
        let mut last = None;
        for _ in 0..max_steps {
            let (pc, source) = (machine.pc(), here(&machine));
            last = source.or(last);
            if let Outcome::Answered(_) = machine.run(1).outcome {
                break;
            }
            // Only jumps lead elsewhere than on; and calls of what stands right behind them.
            let leaves = |source: u32| {
                machine.pc() != pc + 8
                    || self.calls.contains_key(&source) && here(&machine) != Some(source)
            };
            let Some(source) = source.filter(|source| leaves(*source)) else {
                continue;
            };
            let returns = open.iter().rposition(|(_, to)| *to == machine.pc());
            if let Some(behind) = self.calls.get(&source) {
                let to = self.address_of(*behind);
                open.push((source, to.map_or(u64::MAX, u64::from)));
                jumps.push(None);
            } else if let Some(call) = returns {
                open.truncate(call);
                jumps.truncate(call + 1);
            } else if here(&machine).is_some_and(|target| elf.is_named(target)) {
                jumps.pop();
                jumps.push(Some(source));
            }
        }
        if next {
            last = here(&machine).or(last);
        }
        let mut chain: Vec<u32> = last.into_iter().collect();
        chain.extend(jumps.pop().flatten());
        for ((call, _), jump) in open.into_iter().rev().zip(jumps.into_iter().rev()) {
            chain.push(call);
            chain.extend(jump);
        }
        chain
    }

    /// The same as places in the source, each inlined function on its own. With `next` the first one is what would be run next.
    pub fn backtrace(&self, file: &[u8], tapes: Tapes, max_steps: u64, next: bool) -> Vec<Frame> {
        let map = SourceMap::new(file);
        let Some(elf) = &map.elf else {
            return Vec::new();
        };
        let chain = self.call_chain(elf, tapes, max_steps, next);
        chain
            .into_iter()
            .flat_map(|address| map.frames(address))
            .collect()
    }

    /// Runs the program again, once, and reads what its runtime left.
    pub fn left_in_memory(&self, file: &[u8], tapes: Tapes, max_steps: u64) -> Left {
        let Ok(elf) = Elf::parse(file) else {
            return Left::default();
        };
        let place = |name| Some(elf.symbol(name)?.wrapping_add(self.data_distance));
        let (heap_full, panic) = (place(HEAP_FULL), place(PANIC));
        if heap_full.is_none() && panic.is_none() {
            return Left::default();
        }
        let mut machine = Machine::new(&self.program, tapes);
        machine.run(max_steps);
        let heap_full = heap_full.map(|place| word(&mut machine, place));
        Left {
            heap_full: heap_full.filter(|bytes| *bytes > 0),
            panicked: panic.and_then(|place| self.panicked(&elf, &mut machine, place)),
        }
    }

    fn panicked(&self, elf: &Elf, machine: &mut Machine, place: u32) -> Option<String> {
        let [name, length, line, column] =
            [0, 4, 8, 12].map(|offset| word(machine, place.wrapping_add(offset)));
        // What the memory holds may be secret, so the name is taken from the executable.
        let name = elf.data_bytes(name.wrapping_sub(self.data_distance))?;
        let name = std::str::from_utf8(name.get(..length as usize)?).ok()?;
        (line > 0).then(|| format!("{name}:{line}:{column}"))
    }
}
