//! Printing, for who runs the program.

use core::fmt;

/// Prints, if the program was compiled so; for the macros.
#[doc(hidden)]
#[inline(always)]
pub fn print(arguments: fmt::Arguments) {
    #[cfg(vntr_print)]
    {
        let _ = fmt::Write::write_fmt(&mut Console, arguments);
    }
    #[cfg(not(vntr_print))]
    let _ = arguments;
}

#[cfg(vntr_print)]
struct Console;

#[cfg(vntr_print)]
impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            // SAFETY: changes nothing.
            unsafe {
                core::arch::asm!(".insn i 0x0b, 3, x0, {}, 0", in(reg) u32::from(byte), options(nomem, nostack, preserves_flags));
            }
        }
        Ok(())
    }
}

/// Prints, as `print!` of Rust's library: `vntr run` shows it. A proof is of the program without: the arguments are evaluated, nothing is
/// formatted, and it costs nothing.
#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => {{
        // Says that the program may print. Not loaded.
        mod may_print {
            ::core::arch::global_asm!(".pushsection .vntr.prints,\"\",@progbits\n.byte 1\n.popsection");
        }
        $crate::print(::core::format_args!($($argument)*))
    }};
}

/// Prints a line, as `println!` of Rust's library: `vntr run` shows it. A proof is of the program without: the arguments are evaluated,
/// nothing is formatted, and it costs nothing.
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($argument:tt)*) => {{
        $crate::print!("{}\n", ::core::format_args!($($argument)*))
    }};
}
