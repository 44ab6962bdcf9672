// ctype.h: every function at every character.
#include <ctype.h>
#include <stdio.h>
int main(void) {
    int (*const tests[])(int) = {isalnum, isalpha, isblank, iscntrl, isdigit, isgraph, islower, isprint, ispunct, isspace, isupper, isxdigit};
    for (unsigned test = 0; test < sizeof tests / sizeof *tests; test++) {
        unsigned hash = 0;
        for (int c = 0; c < 128; c++) hash = hash * 31 + (tests[test](c) != 0);
        printf("%u %08x\n", test, hash);
    }
    for (int c = 0; c < 128; c++) {
        if (toupper(c) != c || tolower(c) != c) putchar(toupper(c)), putchar(tolower(c));
    }
    putchar('\n');
    return 0;
}
