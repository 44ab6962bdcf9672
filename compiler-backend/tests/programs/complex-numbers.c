// complex.h.
#include <complex.h>
#include <stdio.h>
int main(void) {
    double complex z = 3 + 4 * I, w = 1 - 2 * I;
    double complex product = z * w, quotient = z / w, power = cexp(I * 1.5707963267948966);
    printf("%.6f %.6f\n", creal(product), cimag(product));
    printf("%.6f %.6f\n", creal(quotient), cimag(quotient));
    printf("%.6f %.6f %.6f\n", cabs(z), carg(w), creal(conj(z)));
    printf("%.6f %.6f\n", creal(csqrt(-1)) + 0.0, cimag(power));
    return 0;
}
