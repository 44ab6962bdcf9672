// stdio.h: sscanf.
#include <stdio.h>
int main(void) {
    int a = 0, b = 0, c = 0, n = 0;
    unsigned u = 0;
    char word[16], set[16], ch = 0;
    double d = 0;
    float f = 0;
    printf("%d ", sscanf("12 -7 0x1f rest", "%d %d %i %15s", &a, &b, &c, word));
    printf("%d %d %d %s\n", a, b, c, word);
    printf("%d ", sscanf("3.25,1e3", "%lf,%f", &d, &f));
    printf("%g %g\n", d, f);
    printf("%d ", sscanf("abc123:x", "%15[a-c]%u:%c%n", set, &u, &ch, &n));
    printf("%s %u %c %d\n", set, u, ch, n);
    printf("%d\n", sscanf("12", "%*d%d", &a));
    printf("%d ", sscanf("2024-11-27", "%4d-%2d-%2d", &a, &b, &c));
    printf("%d %d %d\n", a, b, c);
    printf("%d %d\n", sscanf("x", "%d", &a), sscanf("", "%d", &a) == EOF);
    return 0;
}
