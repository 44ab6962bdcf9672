// limits.h and stdint.h: the sizes that are the same here and there.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
int main(void) {
    printf("%d %d %d %d\n", CHAR_BIT, SCHAR_MIN, SCHAR_MAX, UCHAR_MAX);
    printf("%d %d %d\n", SHRT_MIN, SHRT_MAX, USHRT_MAX);
    printf("%d %d %u\n", INT_MIN, INT_MAX, UINT_MAX);
    printf("%lld %lld %llu\n", LLONG_MIN, LLONG_MAX, ULLONG_MAX);
    printf("%d %d %u\n", INT16_MAX, INT32_MIN, UINT32_MAX);
    printf("%llu\n", (unsigned long long)UINT64_C(18446744073709551615));
    return 0;
}
