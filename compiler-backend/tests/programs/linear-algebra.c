// Determinant, inverse, Newton's method, Simpson's rule, statistics.
#include <math.h>
#include <stdio.h>
static double determinant(int n, double m[n][n]) {
    double result = 1;
    for (int c = 0; c < n; c++) {
        int pivot = c;
        for (int r = c + 1; r < n; r++) if (fabs(m[r][c]) > fabs(m[pivot][c])) pivot = r;
        if (m[pivot][c] == 0) return 0;
        if (pivot != c) {
            result = -result;
            for (int k = 0; k < n; k++) {
                double swap = m[c][k];
                m[c][k] = m[pivot][k], m[pivot][k] = swap;
            }
        }
        result *= m[c][c];
        for (int r = c + 1; r < n; r++) {
            double factor = m[r][c] / m[c][c];
            for (int k = c; k < n; k++) m[r][k] -= factor * m[c][k];
        }
    }
    return result;
}
static double f(double x) { return exp(-x * x); }
int main(void) {
    double m[4][4] = {{2, -1, 0, 3}, {1, 4, -2, 0}, {0, 5, 1, -1}, {3, 0, 2, 6}};
    printf("%.6f\n", determinant(4, m));
    double x = 1;
    for (int i = 0; i < 20; i++) x -= (x * x * x - 2) / (3 * x * x);
    printf("%.9f\n", x);
    double sum = f(0) + f(1);
    for (int i = 1; i < 20; i++) sum += f(i / 20.0) * (i % 2 ? 4 : 2);
    printf("%.6f\n", sum / 60);
    const double data[] = {2, 4, 4, 4, 5, 5, 7, 9};
    double mean = 0, variance = 0;
    for (int i = 0; i < 8; i++) mean += data[i] / 8;
    for (int i = 0; i < 8; i++) variance += (data[i] - mean) * (data[i] - mean) / 8;
    printf("%.3f %.3f\n", mean, sqrt(variance));
    return 0;
}
