// math.h: float, to six digits.
#include <math.h>
#include <stdio.h>
int main(void) {
    for (int i = 1; i <= 4; i++) {
        float x = (float)i / 3;
        printf("%.6g %.6g %.6g %.6g\n", sinf(x), cosf(x), expf(x), logf(x));
        printf("%.6g %.6g %.6g %.6g\n", sqrtf(x), powf(x, 1.5f), atan2f(x, 2), fmodf(x, 0.25f));
        printf("%.6g %.6g %.6g %ld\n", floorf(x), ceilf(x), roundf(x), lroundf(x));
    }
    float sum = 0;
    for (int i = 0; i < 100; i++) sum += 0.1f;
    printf("%.9g %d %d\n", sum, (int)sum, (int)-2.9f);
    return 0;
}
