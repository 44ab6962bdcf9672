// stdbool.h, iso646.h, stdnoreturn.h.
#include <iso646.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
noreturn static void leave(int code) { exit(code); }
int main(void) {
    bool a = 5, b = 0.0, c = "text";
    printf("%d %d %d %d\n", a, b, c, (int)sizeof(bool));
    printf("%d %d %d\n", a and not b, a xor c, (5 bitand 6) bitor 8);
    if (a and c) leave(0);
    return 1;
}
