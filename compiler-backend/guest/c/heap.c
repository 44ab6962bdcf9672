/* malloc and its like; linked where they are used. picolibc's clears all memory that it gives, which costs a step or more for each word.

   What is given back is used again, or, if it lay last, by the next one whatever its size. Sizes are multiples of 16. Up to 512 bytes each has a
   list of free blocks; larger ones are in one list, from which the first is taken that is at most twice as large. Blocks are not joined: a
   run is short, and memory that is not touched costs nothing. As the heap of Rust, guest/rust/src/heap.rs, but that blocks know their sizes. */
#include <errno.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* More than a run that can be proved has steps to touch. */
#define BYTES ((size_t)64 << 20)
#define GRAIN 16
#define LISTS (512 / GRAIN + 2)

/* Before each block. */
struct head {
    alignas(GRAIN) size_t size;
    struct head *next;
};

static alignas(GRAIN) char heap[BYTES];
/* How many bytes blocks lie in, and how many at most: what lies behind is zero. */
static size_t used, dirty;
static struct head *lists[LISTS];

/* For `vntr run`: how many bytes were asked for when there were not so many. */
uint32_t VNTR_HEAP_FULL;

static void *full(size_t size) {
    VNTR_HEAP_FULL = (uint32_t)size;
    errno = ENOMEM;
    return NULL;
}

static size_t rounded(size_t size) { return size ? (size + GRAIN - 1) / GRAIN * GRAIN : GRAIN; }

static struct head **list(size_t size) { return &lists[size / GRAIN < LISTS - 1 ? size / GRAIN : LISTS - 1]; }

void *malloc(size_t size) {
    if (size > BYTES) return full(size);
    size = rounded(size);
    for (struct head **link = list(size), *head; (head = *link) != NULL; link = &head->next) {
        if (head->size < size || head->size / 2 > size) continue;
        *link = head->next;
        return head + 1;
    }
    if (BYTES - used < size + sizeof(struct head)) return full(size);
    struct head *head = (struct head *)(heap + used);
    used += size + sizeof *head;
    head->size = size;
    return head + 1;
}

void free(void *block) {
    if (!block) return;
    struct head *head = (struct head *)block - 1;
    if (used > dirty) dirty = used;
    if ((char *)block + head->size == heap + used) {
        used = (size_t)((char *)head - heap);
        return;
    }
    struct head **first = list(head->size);
    head->next = *first;
    *first = head;
}

void *calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) return full(SIZE_MAX);
    void *block = malloc(bytes);
    if (block && (size_t)((char *)block - heap) < dirty) memset(block, 0, bytes);
    return block;
}

void *realloc(void *block, size_t size) {
    if (!block) return malloc(size);
    struct head *head = (struct head *)block - 1;
    if (size > BYTES) return full(size);
    size_t wanted = rounded(size), place = (size_t)((char *)block - heap);
    if (wanted <= head->size && wanted >= head->size / 2) return block;
    /* The last one grows and shrinks where it is. */
    if (place + head->size == used && wanted <= BYTES - place) {
        if (used > dirty) dirty = used;
        used = place + wanted;
        head->size = wanted;
        return block;
    }
    void *moved = malloc(size);
    if (!moved) return NULL;
    memcpy(moved, block, head->size < wanted ? head->size : wanted);
    free(block);
    return moved;
}

void *reallocarray(void *block, size_t count, size_t size) {
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? full(SIZE_MAX) : realloc(block, bytes);
}

void *aligned_alloc(size_t align, size_t size) {
    if (align <= GRAIN) return malloc(size);
    if (size > BYTES || align > BYTES) return full(size);
    /* The block begins inside of a larger one, whose beginning is lost. */
    char *block = malloc(size + align);
    if (!block) return NULL;
    struct head *outer = (struct head *)block - 1;
    char *aligned = block + (-(uintptr_t)block & (align - 1));
    if (aligned == block) return block;
    size_t left = outer->size - (size_t)(aligned - block);
    struct head *head = (struct head *)aligned - 1;
    head->size = left;
    return aligned;
}

void *memalign(size_t align, size_t size) { return aligned_alloc(align, size); }

int posix_memalign(void **to, size_t align, size_t size) {
    if (align < sizeof(void *) || (align & (align - 1))) return EINVAL;
    *to = aligned_alloc(align, size);
    return *to ? 0 : ENOMEM;
}

size_t malloc_usable_size(void *block) { return block ? ((struct head *)block - 1)->size : 0; }
