// stdlib.h: exit runs what atexit was told, the last one first.
#include <stdio.h>
#include <stdlib.h>
static void first(void) { puts("first"); }
static void second(void) {
    puts("second");
    atexit(first);
}
static void third(void) { puts("third"); }
int main(void) {
    atexit(first);
    atexit(second);
    atexit(third);
    puts("main");
    exit(7);
}
