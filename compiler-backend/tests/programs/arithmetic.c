// stdlib.h: abs, div and their like; 64-bit arithmetic, which the processor lacks.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    div_t q = div(-7, 2);
    lldiv_t l = lldiv(10000000019LL, -3);
    printf("%d %d %lld %lld %d %lld\n", q.quot, q.rem, l.quot, l.rem, abs(-5), llabs(-6));
    volatile uint64_t a = 0x123456789abcdef0, b = 0xfedcba987;
    volatile int64_t c = -1234567890123456789, d = 987654321;
    printf("%llx %llx %llx %llx\n", (long long)(a * b), (long long)(a / b), (long long)(a % b), (long long)(a - b));
    printf("%lld %lld %lld\n", (long long)(c / d), (long long)(c % d), (long long)(c >> 7));
    for (int shift = 0; shift < 64; shift += 9) printf("%llx %llx ", (long long)(a << shift), (long long)(a >> shift));
    printf("\n%g %g %llu\n", (double)a, (float)c, (unsigned long long)(double)b);
    printf("%d %d %d\n", a > b, c < d, (int)(c == d));
    return 0;
}
