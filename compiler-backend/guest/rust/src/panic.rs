//! What a panic does.

use core::panic::PanicInfo;
use core::ptr::addr_of_mut;

/// As Rust's programs exit.
const PANICKED: u32 = 101;

/// Where the program panicked, for `vntr run`, which finds it by its name: the file's name and its length, line, column.
#[unsafe(no_mangle)]
static mut VNTR_PANIC: [usize; 4] = [0; 4];

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    if let Some(place) = info.location() {
        let file = place.file();
        let words = [
            file.as_ptr() as usize,
            file.len(),
            place.line() as usize,
            place.column() as usize,
        ];
        // SAFETY: there are no threads. Volatile, because nobody in the program reads it.
        unsafe { addr_of_mut!(VNTR_PANIC).write_volatile(words) };
    }
    crate::exit(PANICKED)
}
