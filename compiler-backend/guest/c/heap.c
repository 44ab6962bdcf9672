/* The heap of malloc: from behind the data to below the stack. Linked where it is used. */
#include <stddef.h>
#include <stdint.h>

/* Where the stack's 512 MiB begin, see stack.rs. */
#define END 0x60000000u

extern char __heap_start[];
static char *top = __heap_start;

/* For `vntr run`: how many bytes were asked for when there were not so many. */
uint32_t VNTR_HEAP_FULL;

void *sbrk(ptrdiff_t bytes) {
    char *before = top;
    if (bytes > 0 && (uintptr_t)bytes > END - (uintptr_t)top) {
        VNTR_HEAP_FULL = (uint32_t)bytes;
        return (void *)-1;
    }
    top += bytes;
    return before;
}
