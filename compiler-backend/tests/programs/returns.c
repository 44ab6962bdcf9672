// A return from main is an exit: what atexit was told runs, and the value is the answer.
#include <stdio.h>
#include <stdlib.h>
static int count;
static void leave(void) { printf("%d\n", ++count); }
int main(void) {
    for (int i = 0; i < 32; i++) if (atexit(leave)) return 1;
    return 3;
}
