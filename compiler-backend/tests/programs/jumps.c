// setjmp.h: errors from deep inside, and a value that is not 0.
#include <setjmp.h>
#include <stdio.h>
static jmp_buf place;
static int parse(const char *text, int depth) {
    if (*text == 0) return depth;
    if (*text == '(') return parse(text + 1, depth + 1);
    if (*text == ')') return parse(text + 1, depth - 1);
    longjmp(place, *text);
}
int main(void) {
    const char *const texts[] = {"(())", "((a", "()b()", ""};
    for (volatile int i = 0; i < 4; i++) {
        int wrong = setjmp(place);
        if (wrong) printf("%d: unexpected %c\n", i, wrong);
        else printf("%d: %d\n", i, parse(texts[i], 0));
    }
    int zero = setjmp(place);
    if (zero == 0) longjmp(place, 0);
    printf("%d\n", zero);
    return 0;
}
