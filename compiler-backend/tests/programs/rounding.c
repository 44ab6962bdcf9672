// math.h: rounding, and taking numbers apart.
#include <math.h>
#include <stdio.h>
int main(void) {
    const double values[] = {-2.5, -1.5, -0.4, 0, 0.5, 1.5, 2.5, 1e10 + 0.5, -7.999};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        double x = values[i], whole;
        double part = modf(x, &whole);
        int exponent;
        double mantissa = frexp(x, &exponent);
        printf("%g: %g %g %g %g %g %g", x, floor(x), ceil(x), trunc(x), round(x), rint(x), nearbyint(x));
        printf(" | %g %.6g | %g %d | %lld\n", whole, part, mantissa, exponent, llround(x));
    }
    printf("%g %g %d %g\n", ldexp(0.75, 4), scalbn(3, -1), ilogb(1000.0), logb(1000.0));
    printf("%g %g\n", copysign(3, -0.0), nextafter(1, 2) - 1);
    printf("%d %d %d\n", fpclassify(0.0) == FP_ZERO, isfinite(1.0) != 0, isnormal(1e-310) != 0);
    return 0;
}
