// math.h: the functions of double, to nine digits.
#include <math.h>
#include <stdio.h>
#define ONE(f) printf("%-6s %.9g %.9g %.9g\n", #f, f(0.3), f(0.9), f(1.0))
int main(void) {
    ONE(sin); ONE(cos); ONE(tan); ONE(asin); ONE(acos); ONE(atan);
    ONE(sinh); ONE(cosh); ONE(tanh); ONE(exp); ONE(exp2); ONE(expm1);
    ONE(log); ONE(log2); ONE(log10); ONE(log1p); ONE(sqrt); ONE(cbrt);
    ONE(erf); ONE(tgamma); ONE(lgamma); ONE(asinh);
    printf("%.9g %.9g %.9g\n", pow(2, 0.5), pow(-2, 3), hypot(3, 4));
    printf("%.9g %.9g %.9g\n", atan2(1, -1), fmod(7.5, 2), remainder(7.5, 2));
    printf("%.9g %.9g %.9g\n", fma(2, 3, 4), fmax(1, 2), fdim(5, 3));
    return 0;
}
