//! The allocator. What is given back is used again, or, if it lay last, by the next one whatever its size.
//!
//! Sizes are multiples of 16. Up to 512 bytes each has a list of free blocks; larger ones are in one list, from which the first is taken that
//! is at most twice as large. To allocate or to free is some fifteen steps. Blocks are not joined: a run is short, and memory that is not
//! touched costs nothing. The code is small, since every program that allocates has it in its image.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, UnsafeCell};
use core::ptr;

/// More than a run that can be proved has steps to touch.
const BYTES: usize = 64 << 20;

/// Sizes are multiples of this, and so are addresses.
const GRAIN: usize = 16;
/// Up to 512 bytes each size has a list; then there is one for all others.
const LISTS: usize = 512 / GRAIN + 2;

#[repr(C, align(16))]
struct Memory(UnsafeCell<[u8; BYTES]>);

/// How a free block begins.
struct Free {
    next: Cell<*mut Free>,
    size: usize,
}

struct Heap {
    /// How many bytes from the start blocks lie in.
    used: Cell<usize>,
    /// How many there were at most: what lies behind is zero.
    dirty: Cell<usize>,
    /// The first free block of each size.
    free: [Cell<*mut Free>; LISTS],
}

// SAFETY: there are no threads.
unsafe impl Sync for Memory {}
// SAFETY: there are no threads.
unsafe impl Sync for Heap {}

static MEMORY: Memory = Memory(UnsafeCell::new([0; BYTES]));

#[global_allocator]
static HEAP: Heap = Heap {
    used: Cell::new(0),
    dirty: Cell::new(0),
    free: [const { Cell::new(ptr::null_mut()) }; LISTS],
};

/// How many bytes were asked for when the heap had not so many, for `vntr run`, which finds it by its name.
#[unsafe(no_mangle)]
static mut VNTR_HEAP_FULL: usize = 0;

impl Heap {
    fn start(&self) -> *mut u8 {
        MEMORY.0.get().cast()
    }

    /// Free blocks of this size, among others if it is large.
    #[inline(always)]
    fn list(&self, size: usize) -> &Cell<*mut Free> {
        &self.free[(size / GRAIN).min(LISTS - 1)]
    }
}

#[inline(always)]
const fn round(size: usize) -> usize {
    // No layout is so large that this overflows.
    (size + GRAIN - 1) & !(GRAIN - 1)
}

// SAFETY: blocks are disjoint: they begin behind all that are in use, or were given back and are in no list any more. Their sizes are multiples of
// 16 and not 0, so each has room for what it begins with while it is free.
unsafe impl GlobalAlloc for Heap {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (size, low) = (round(layout.size()), layout.align() - 1);
        let mut link = self.list(size);
        loop {
            let block = link.get();
            if block.is_null() {
                break;
            }
            // SAFETY: a free block, which begins so, and which nobody else looks at.
            let free = unsafe { &*block };
            if free.size >= size && free.size / 2 <= size && block as usize & low == 0 {
                link.set(free.next.get());
                return block.cast();
            }
            link = &free.next;
        }
        // The memory is aligned to 16: larger alignments come from the address.
        let start = self.start() as usize;
        let place = (start + self.used.get() + low & !low) - start;
        if place > BYTES || BYTES - place < size {
            // SAFETY: there are no threads. Volatile, because nobody in the program reads it.
            unsafe { (&raw mut VNTR_HEAP_FULL).write_volatile(size) };
            return ptr::null_mut();
        }
        self.used.set(place + size);
        // SAFETY: `place` is not behind the end of the memory.
        unsafe { self.start().add(place) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        let block = unsafe { self.alloc(layout) };
        if !block.is_null() && (block as usize - self.start() as usize) < self.dirty.get() {
            // SAFETY: a block of that size.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let size = round(layout.size());
        let (place, used) = (block as usize - self.start() as usize, self.used.get());
        if used > self.dirty.get() {
            self.dirty.set(used);
        }
        if place + size == used {
            return self.used.set(place);
        }
        let (list, free) = (self.list(size), block.cast::<Free>());
        let next = Cell::new(list.get());
        // SAFETY: nobody uses the block any more, and it has room for this.
        unsafe { free.write(Free { next, size }) };
        list.set(free);
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new: usize) -> *mut u8 {
        let place = block as usize - self.start() as usize;
        let (old, size) = (round(layout.size()), round(new));
        // The last block grows where it is: so vectors grow without being moved.
        if place + old == self.used.get() && size >= old && size <= BYTES - place {
            self.used.set(place + size);
            return block;
        }
        // SAFETY: a block of `new` bytes, as aligned as the old one and elsewhere; the old one is not used any more.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(new, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(new));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
