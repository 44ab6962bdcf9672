/* The heap of malloc. Linked where it is used. */
#include <stddef.h>
#include <stdint.h>

/* More than a run that can be proved has steps to touch. Memory that is not touched costs nothing. */
static _Alignas(16) char heap[64 << 20];
static size_t used;

/* For `vntr run`: how many bytes were asked for when there were not so many. */
uint32_t VNTR_HEAP_FULL;

void *sbrk(ptrdiff_t bytes) {
    char *before = heap + used;
    if (bytes > 0 && (size_t)bytes > sizeof heap - used) {
        VNTR_HEAP_FULL = (uint32_t)bytes;
        return (void *)-1;
    }
    used += bytes;
    return before;
}
