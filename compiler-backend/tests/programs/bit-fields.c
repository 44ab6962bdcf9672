// Bit fields and unions.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
struct packed { unsigned a : 3; int b : 5; unsigned c : 1; unsigned : 0; unsigned d : 17; long long e : 40; };
union bits { float f; uint32_t u; };
int main(void) {
    struct packed p = {0};
    for (int i = 0; i < 40; i++) {
        p.a = (unsigned)i & 7, p.b = i % 31 - 15, p.c = i & 1, p.d = (unsigned)i * 3001u & 0x1ffff, p.e = (long long)i * -1234567;
        if (i % 8 == 0) printf("%u %d %u %u %lld\n", p.a, p.b, p.c, p.d, (long long)p.e);
    }
    union bits x = {.f = -1.5f};
    printf("%08x\n", x.u);
    double d = 0.1;
    uint64_t u;
    memcpy(&u, &d, 8);
    printf("%016llx\n", (unsigned long long)u);
    return 0;
}
