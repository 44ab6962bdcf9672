/* What compilers call without being asked. By words where both pointers are aligned. */
#include <stddef.h>
#include <stdint.h>

typedef uint32_t __attribute__((may_alias)) word;

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if ((((uintptr_t)t | (uintptr_t)f) & 3) == 0) {
        for (; count >= 4; count -= 4, t += 4, f += 4) *(word *)t = *(const word *)f;
    }
    for (; count; count--) *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    unsigned char *t = to;
    const unsigned char *f = from;
    /* Unsigned: also true where `to` lies before `from`. */
    if ((uintptr_t)t - (uintptr_t)f >= count) return memcpy(to, from, count);
    while (count--) t[count] = f[count];
    return to;
}

void *memset(void *to, int value, size_t count) {
    unsigned char *t = to;
    unsigned char byte = (unsigned char)value;
    if (((uintptr_t)t & 3) == 0) {
        uint32_t four = byte * 0x01010101u;
        for (; count >= 4; count -= 4, t += 4) *(word *)t = four;
    }
    for (; count; count--) *t++ = byte;
    return to;
}

int memcmp(const void *left, const void *right, size_t count) {
    const unsigned char *l = left, *r = right;
    for (; count; count--, l++, r++) {
        if (*l != *r) return *l - *r;
    }
    return 0;
}

size_t strlen(const char *text) {
    const char *end = text;
    while (*end) end++;
    return (size_t)(end - text);
}
