// float.h and the limits of floating point.
#include <float.h>
#include <math.h>
#include <stdio.h>
int main(void) {
    printf("%d %d %d %d\n", FLT_RADIX, FLT_MANT_DIG, DBL_MANT_DIG, DBL_DIG);
    printf("%.9g %.9g %.9g\n", FLT_MAX, FLT_MIN, FLT_EPSILON);
    printf("%.15g %.15g %.15g\n", DBL_MAX, DBL_MIN, DBL_EPSILON);
    volatile float f = 1.0f;
    volatile double d = 1.0;
    printf("%d %d\n", f + FLT_EPSILON > f, d + DBL_EPSILON / 2 > d);
    printf("%d %d %d\n", isinf(DBL_MAX * 2) != 0, isnan(INFINITY - INFINITY) != 0, signbit(-0.0) != 0);
    return 0;
}
