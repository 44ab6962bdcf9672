//! An allocator that never takes anything back: a run is short, and memory that is not touched costs nothing.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, UnsafeCell};
use core::ptr;

/// More than a run that can be proved has steps to touch.
const BYTES: usize = 64 << 20;

#[repr(C, align(16))]
struct Heap {
    memory: UnsafeCell<[u8; BYTES]>,
    used: Cell<usize>,
}

// SAFETY: there are no threads.
unsafe impl Sync for Heap {}

#[global_allocator]
static HEAP: Heap = Heap {
    memory: UnsafeCell::new([0; BYTES]),
    used: Cell::new(0),
};

impl Heap {
    fn start(&self) -> *mut u8 {
        self.memory.get().cast()
    }
}

// SAFETY: blocks are disjoint, since `used` only grows, and lie in `memory`, whose start is a multiple of 16. Larger alignments
// come from the address itself.
unsafe impl GlobalAlloc for Heap {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = self.start() as usize;
        let block = (start + self.used.get()).next_multiple_of(layout.align()) - start;
        match block.checked_add(layout.size()) {
            Some(end) if end <= BYTES => {
                self.used.set(end);
                // SAFETY: `block` is not behind the end of `memory`.
                unsafe { self.start().add(block) }
            }
            _ => ptr::null_mut(),
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // No block is used twice, and the memory was zero at the start.
        // SAFETY: as the caller promises.
        unsafe { self.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let start = block as usize - self.start() as usize;
        // The last block grows where it is: so vectors grow without being moved.
        if start + layout.size() == self.used.get() && size >= layout.size() {
            return match start.checked_add(size) {
                Some(end) if end <= BYTES => {
                    self.used.set(end);
                    block
                }
                _ => ptr::null_mut(),
            };
        }
        if size <= layout.size() {
            return block;
        }
        // SAFETY: a block of `size` bytes, as aligned as the old one, which is shorter and elsewhere.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, layout.size());
            }
            new
        }
    }
}
