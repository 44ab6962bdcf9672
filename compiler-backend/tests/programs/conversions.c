// stdlib.h: from text to numbers.
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    char *end;
    const char *const texts[] = {"42", "-17abc", "0x1F", "077", "  9", "+3", "", "zz", "1e3", "-0"};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        long long d = strtoll(texts[i], &end, 10);
        printf("%lld %d | ", d, (int)(end - texts[i]));
        long long any = strtoll(texts[i], &end, 0);
        printf("%lld %d | ", any, (int)(end - texts[i]));
        double f = strtod(texts[i], &end);
        printf("%g %d\n", f, (int)(end - texts[i]));
    }
    printf("%lld %llu\n", strtoll("zz", NULL, 36), strtoull("101101", NULL, 2));
    printf("%d %ld %g\n", atoi("12x"), atol("-5"), atof("2.5e-1"));
    printf("%.15g %.15g %.9g\n", strtod("0.1", NULL), strtod("1.7976931348623157e308", NULL), strtof("3.4028235e38", NULL));
    return 0;
}
