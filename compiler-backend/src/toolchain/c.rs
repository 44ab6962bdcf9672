//! C, C++ and assembly.

use super::{CRT0, LINK_SCRIPT, ToolchainError, file_error, find, path_flag, run};
use object::read::elf::{ElfFile32, FileHeader};
use object::{LittleEndian, Object, ObjectSymbol};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

/// How sources are called: C, C++, assembly.
pub const SOURCES: [&str; 5] = ["c", "cc", "cpp", "cxx", "S"];

/// Headers, found before those of the C library.
const HEADERS: [(&str, &str); 4] = [
    ("vntr.h", include_str!("../../guest/c/include/vntr.h")),
    ("assert.h", include_str!("../../guest/c/include/assert.h")),
    ("stdio.h", include_str!("../../guest/c/include/stdio.h")),
    (
        "c++/__config_site",
        include_str!("../../guest/c/include/c++/__config_site"),
    ),
];

/// What every program is linked with.
const RUNTIME: [(&str, &str); 2] = [
    ("crt0.S", CRT0),
    ("string.c", include_str!("../../guest/c/string.c")),
];

/// What the C library needs of its machine, linked where something needs it.
const MACHINE: [(&str, &str); 3] = [
    ("exit.c", include_str!("../../guest/c/exit.c")),
    ("heap.c", include_str!("../../guest/c/heap.c")),
    ("console.c", include_str!("../../guest/c/console.c")),
];

/// Atomic operations that the processor has no instruction for.
const ATOMIC: (&str, &str) = ("atomic.c", include_str!("../../guest/c/atomic.c"));

/// What runs functions at the exit, in the place of a return from `main`.
const ATEXIT: (&str, &str) = ("atexit.c", include_str!("../../guest/c/atexit.c"));

/// What programs in C++ call without saying so.
const NEW: (&str, &str) = ("new.cc", include_str!("../../guest/c/new.cc"));

/// What is not in the C++ library's headers: it takes long to compile.
const CXX: (&str, &str) = ("cxx.cc", include_str!("../../guest/c/cxx.cc"));

/// Where the C library may be, picolibc for any RISC-V.
const PICOLIBC: [&str; 2] = [
    "/usr/lib/picolibc/riscv64-unknown-elf",
    "/usr/local/lib/picolibc/riscv64-unknown-elf",
];

/// Where the headers of LLVM's C++ library may be.
const LIBCXX: [&str; 3] = [
    "/usr/lib/llvm-19/include/c++/v1",
    "/usr/include/c++/v1",
    "/usr/local/include/c++/v1",
];

/// What the C library asks of an operating system, and a guest has not.
const SYSTEM: [&str; 22] = [
    "open",
    "close",
    "read",
    "write",
    "lseek",
    "unlink",
    "rename",
    "fstat",
    "stat",
    "isatty",
    "mkdir",
    "getpid",
    "kill",
    "system",
    "fork",
    "execve",
    "gettimeofday",
    "times",
    "clock_gettime",
    "stdin",
    "pthread_create",
    "getentropy",
];

/// A compiler for C and assembly; C++ by clang alone has a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// `clang`.
    Clang,
    /// `riscv64-unknown-elf-gcc`.
    Gcc,
}

/// How to compile.
#[derive(Clone, Debug)]
pub struct Compilation<'c> {
    /// With what.
    pub compiler: Compiler,
    /// `0`, `1`, `2`, `3`, `s` or `z`.
    pub level: &'c str,
    /// More directories for headers. Those of the sources are looked into too.
    pub include: &'c [PathBuf],
    /// What is printed is for who runs the program; else it costs nothing.
    pub printing: bool,
    /// More arguments for the compiler.
    pub arguments: &'c [&'c str],
    /// More arguments for the linker.
    pub link_arguments: &'c [&'c str],
    /// Link start-up code and the C library, and drop what is not used.
    pub runtime: bool,
}

impl Default for Compilation<'_> {
    fn default() -> Self {
        Compilation {
            compiler: Compiler::Clang,
            level: "3",
            include: &[],
            printing: false,
            arguments: &[],
            link_arguments: &[],
            runtime: true,
        }
    }
}

const INSTALL_CLANG: &str = "run scripts/toolchains.sh, or apt-get install clang lld";
const INSTALL_GCC: &str = "run scripts/toolchains.sh, or apt-get install gcc-riscv64-unknown-elf";

impl Compilation<'_> {
    /// What compiles and links: the first lines of what the programs say of their versions.
    ///
    /// # Errors
    /// If one is not installed.
    pub fn version(&self) -> Result<String, ToolchainError> {
        let mut versions = Vec::new();
        for program in [self.program()?, linker()?] {
            let version = run(Command::new(program).arg("--version"))?;
            let version = String::from_utf8_lossy(&version);
            versions.push(version.lines().next().unwrap_or_default().to_owned());
        }
        Ok(versions.join(", "))
    }

    fn program(&self) -> Result<PathBuf, ToolchainError> {
        let gcc = "riscv64-unknown-elf-gcc";
        match self.compiler {
            Compiler::Clang => find(&["clang-19", "clang"], "clang", INSTALL_CLANG),
            Compiler::Gcc => find(&[gcc], gcc, INSTALL_GCC),
        }
    }

    /// Compiles and links.
    ///
    /// # Errors
    /// If something is not installed, or a compiler or the linker refuses.
    pub fn build(&self, sources: &[&Path]) -> Result<Vec<u8>, ToolchainError> {
        let work = tempfile::tempdir()
            .map_err(|error| file_error(Path::new("temporary directory"), error))?;
        let at = |name: &str| work.path().join(name);
        write(&at("vntr.ld"), LINK_SCRIPT)?;
        for (name, content) in HEADERS {
            write(&at("include").join(name), content)?;
        }
        let include = at("include");
        // Ours are compiled for the same processor, and otherwise as they are meant.
        let machine = self.arguments.iter().filter(|a| a.starts_with("-m"));
        let machine: Vec<&str> = machine.copied().collect();
        let runtime = Compilation {
            arguments: &machine,
            include: &[],
            ..self.clone()
        };
        let own = |(name, content): (&str, &str)| -> Result<PathBuf, ToolchainError> {
            write(&at(name), content)?;
            let object = at(name).with_extension("o");
            // These are the functions that compilers know by name.
            let arguments = ["-ffreestanding", "-fno-builtin", "-std=gnu17"];
            let arguments = if is_cxx(Path::new(name)) {
                &["-std=gnu++20"][..]
            } else {
                &arguments[..]
            };
            runtime.compile_own(&at(name), &object, &include, arguments)?;
            Ok(object)
        };

        let mut objects = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            let object = at(&format!("{number}.o"));
            self.compile(source, &object, &include)?;
            objects.push(object);
        }
        let needs = Needs::of(&objects)?;
        let mut library: Vec<PathBuf> = Vec::new();
        if self.runtime {
            for source in RUNTIME {
                objects.push(own(source)?);
            }
            if needs.atomic {
                library.push(own(ATOMIC)?);
            }
            if let Some(picolibc) = picolibc() {
                library.push(picolibc.join("lib/release/rv32im/ilp32/libc.a"));
            }
            if picolibc().is_some() && needs.library {
                for source in MACHINE {
                    library.push(own(source)?);
                }
                if needs.atexit {
                    library.push(own(ATEXIT)?);
                }
                if needs.new || needs.cxx {
                    library.push(own(NEW)?);
                }
                if needs.cxx {
                    library.push(own(CXX)?);
                }
            }
        }
        // Division of 64-bit numbers and floating point, where it is there.
        library.extend(libgcc());

        let elf = at("guest.elf");
        let mut command = Command::new(linker()?);
        command
            .args(["--emit-relocs", "--no-relax", "--build-id=none", "-T"])
            .arg(at("vntr.ld"))
            .args(&objects)
            .args(self.link_arguments);
        if self.runtime {
            command.arg("--gc-sections");
        }
        if self.runtime && needs.atexit && picolibc().is_some() {
            command.arg("--defsym=__vntr_main=__vntr_main_and_exit");
        }
        command
            .arg("--start-lib")
            .args(library.iter().filter(|file| !is_archive(file)))
            .arg("--end-lib")
            .arg("--start-group")
            .args(library.iter().filter(|file| is_archive(file)))
            .arg("--end-group");
        run(command.arg("-o").arg(&elf)).map_err(explained)?;
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }

    /// Compiles one source to an object file; `include` holds the guest's headers.
    ///
    /// # Errors
    /// If the compiler is not installed, or refuses.
    pub fn compile(
        &self,
        source: &Path,
        object: &Path,
        include: &Path,
    ) -> Result<(), ToolchainError> {
        let hosted = picolibc().is_some() && self.runtime;
        let arguments: &[&str] = if hosted { &[] } else { &["-ffreestanding"] };
        self.compile_with(source, object, include, arguments)
    }

    /// Compiles one of our own sources; once in each way, as long as this process lives.
    fn compile_own(
        &self,
        source: &Path,
        object: &Path,
        include: &Path,
        arguments: &[&str],
    ) -> Result<(), ToolchainError> {
        static COMPILED: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());
        let key = format!(
            "{:?} {:?} {} {} {:?}",
            source.file_name(),
            self.compiler,
            self.level,
            self.printing,
            self.arguments
        );
        let compiled = || COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let known = compiled().get(&key).cloned();
        if let Some(bytes) = known {
            return fs::write(object, bytes).map_err(|error| file_error(object, error));
        }
        self.compile_with(source, object, include, arguments)?;
        let bytes = fs::read(object).map_err(|error| file_error(object, error))?;
        compiled().insert(key, bytes);
        Ok(())
    }

    fn compile_with(
        &self,
        source: &Path,
        object: &Path,
        include: &Path,
        arguments: &[&str],
    ) -> Result<(), ToolchainError> {
        let ours = include.parent().unwrap_or(include);
        let mut command = Command::new(self.program()?);
        if self.compiler == Compiler::Clang {
            // With relaxation every branch and call has a relocation.
            command.args(["--target=riscv32-unknown-elf", "-mrelax"]);
        }
        // `__FILE__` is in images, so it is the file's name alone. Debug information is not, and names the file as it was given.
        let directory = source.parent().unwrap_or(Path::new("")).join("");
        for directory in self.include.iter().chain([&directory]) {
            if !directory.as_os_str().is_empty() {
                let directory = directory.join("");
                command.arg(path_flag("-fmacro-prefix-map=", &directory, Some("")));
            }
        }
        command
            .args(["-march=rv32ima", "-mabi=ilp32", "-fno-pic"])
            .arg("-ftls-model=local-exec")
            .args(["-ffunction-sections", "-fdata-sections", "-g"])
            .args(["-fno-exceptions", "-fno-asynchronous-unwind-tables"])
            .arg(format!("-O{}", self.level))
            .args(arguments)
            .arg(path_flag("-fdebug-prefix-map=", ours, Some("vntr")));
        if self.printing {
            command.arg("-DVNTR_PRINT");
        }
        if is_cxx(source) {
            command.args(["-fno-rtti", "-fno-threadsafe-statics", "-nostdinc++"]);
        }
        for directory in self.include.iter().chain([&directory]) {
            let here = directory.as_os_str().is_empty();
            let directory = if here { Path::new(".") } else { directory };
            command.arg("-I").arg(directory);
        }
        let mut system = |directory: &Path| {
            command.arg("-isystem").arg(directory);
        };
        if is_cxx(source) {
            system(&include.join("c++"));
        }
        system(include);
        if is_cxx(source) {
            first_directory(&LIBCXX).into_iter().for_each(&mut system);
        }
        if let Some(picolibc) = picolibc() {
            system(&picolibc.join("include"));
        }
        command
            .args(self.arguments)
            .arg("-c")
            .arg(source)
            .arg("-o")
            .arg(object);
        run(&mut command).map_err(explained)?;
        Ok(())
    }
}

/// What object files leave to others.
struct Needs {
    /// Something that is in no runtime but the C library's.
    library: bool,
    /// Atomic operations.
    atomic: bool,
    /// Something that runs functions at the exit, or an exit that runs them.
    atexit: bool,
    /// Functions of C++ that stand for operators.
    new: bool,
    /// Functions of the C++ library that are not in its headers.
    cxx: bool,
}

impl Needs {
    fn of(objects: &[PathBuf]) -> Result<Self, ToolchainError> {
        let (mut defined, mut undefined) = (BTreeSet::new(), BTreeSet::new());
        for path in objects {
            let bytes = fs::read(path).map_err(|error| file_error(path, error))?;
            type Header = object::elf::FileHeader32<LittleEndian>;
            // The linker says what is wrong with a file that is none.
            if Header::parse(&*bytes).is_err() {
                continue;
            }
            let Ok(file) = ElfFile32::<LittleEndian>::parse(&*bytes) else {
                continue;
            };
            for symbol in file.symbols() {
                let name = symbol.name().unwrap_or_default().to_owned();
                match symbol.is_undefined() {
                    true => undefined.insert(name),
                    false => defined.insert(name),
                };
            }
        }
        let missing: Vec<&String> = undefined.difference(&defined).collect();
        let any = |is: fn(&str) -> bool| missing.iter().any(|name| is(name));
        Ok(Needs {
            library: any(|name| {
                let ours = ["", "memcpy", "memmove", "memset", "memcmp", "strlen"];
                let processor = name.starts_with("__")
                    && !["__cxa_", "__vntr_", "__dso_", "__assert", "__errno"]
                        .iter()
                        .any(|start| name.starts_with(start));
                !ours.contains(&name) && !processor
            }),
            atomic: any(|name| name.starts_with("__atomic_")),
            atexit: any(|name| ["atexit", "exit", "__cxa_atexit"].contains(&name)),
            new: any(|name| {
                [
                    "_Zn",
                    "_Zd",
                    "__cxa_pure",
                    "_ZSt7nothrow",
                    "_ZNSt3__122__libcpp_verbose_abort",
                ]
                .iter()
                .any(|start| name.starts_with(start))
            }),
            cxx: any(|name| name.contains("NSt3__1") && !name.contains("verbose_abort")),
        })
    }
}

fn is_cxx(source: &Path) -> bool {
    let extension = source.extension().and_then(OsStr::to_str);
    matches!(extension, Some("cc" | "cpp" | "cxx"))
}

fn is_archive(file: &Path) -> bool {
    file.extension() == Some(OsStr::new("a"))
}

fn write(path: &Path, content: &str) -> Result<(), ToolchainError> {
    let directory = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(directory)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| file_error(path, error))
}

/// Adds to a compiler's or the linker's message what to do, where we know.
fn explained(error: ToolchainError) -> ToolchainError {
    let ToolchainError::Failed { tool, message } = error else {
        return error;
    };
    let hint = hint(&message).map(|hint| format!("\n{hint}"));
    ToolchainError::Failed {
        tool,
        message: message + &hint.unwrap_or_default(),
    }
}

fn hint(message: &str) -> Option<String> {
    let undefined = |name: &&&str| {
        message
            .lines()
            .any(|line| line.ends_with(&format!("undefined symbol: {name}")))
    };
    if let Some(name) = SYSTEM.iter().find(undefined) {
        return Some(format!(
            "a guest has no files, clock, processes or other input than its two tapes, so there is no `{name}`: \
             read with vntr_read_public or vntr_read_private (vntr.h)"
        ));
    }
    if !message.contains("file not found") && !message.contains("No such file") {
        return None;
    }
    if picolibc().is_none() {
        return Some(
            "the headers of C come with picolibc: run scripts/toolchains.sh, or apt-get install picolibc-riscv64-unknown-elf"
                .to_owned(),
        );
    }
    if first_directory(&LIBCXX).is_none() {
        return Some(
            "the headers of C++ come with libc++: run scripts/toolchains.sh, or apt-get install libc++-19-dev".to_owned(),
        );
    }
    Some("--include DIR names a directory of headers".to_owned())
}

fn first_directory(candidates: &[&'static str]) -> Option<&'static Path> {
    let mut paths = candidates.iter().map(|path| Path::new(*path));
    paths.find(|path| path.is_dir())
}

fn picolibc() -> Option<&'static Path> {
    first_directory(&PICOLIBC)
}

fn linker() -> Result<PathBuf, ToolchainError> {
    find(&["ld.lld-19", "ld.lld"], "ld.lld", INSTALL_CLANG)
}

/// gcc's library of what the processor lacks, if there is one.
fn libgcc() -> Option<PathBuf> {
    static LIBGCC: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let output = Command::new("riscv64-unknown-elf-gcc")
            .args(["-march=rv32im", "-mabi=ilp32", "-print-libgcc-file-name"])
            .output()
            .ok()?;
        let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        path.is_file().then_some(path)
    };
    LIBGCC.get_or_init(find).clone()
}
