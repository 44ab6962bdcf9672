// stdalign.h and stddef.h.
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
struct record { char a; short b; char c; int d; };
struct wide { char a; alignas(16) char b[3]; };
int main(void) {
    alignas(32) char buffer[5];
    printf("%d %d\n", (int)((uintptr_t)buffer % 32), (int)alignof(struct wide));
    printf("%d %d %d %d\n", (int)offsetof(struct record, b), (int)offsetof(struct record, c), (int)offsetof(struct record, d), (int)sizeof(struct record));
    printf("%d %d\n", (int)offsetof(struct wide, b), (int)sizeof(struct wide));
    max_align_t most;
    printf("%d\n", (uintptr_t)&most % alignof(max_align_t) == 0);
    return 0;
}
