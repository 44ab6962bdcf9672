// Arrays of variable length, alone, by turns and as arguments.
#include <stdio.h>
static int trace(int n, int matrix[n][n]) {
    int sum = 0;
    for (int i = 0; i < n; i++) sum += matrix[i][i];
    return sum;
}
static int nested(int n) {
    int row[n];
    for (int i = 0; i < n; i++) row[i] = i;
    return n ? row[n - 1] + nested(n - 1) : 0;
}
int main(void) {
    for (int n = 1; n < 7; n++) {
        int matrix[n][n];
        for (int i = 0; i < n; i++) for (int k = 0; k < n; k++) matrix[i][k] = i * 10 + k;
        printf("%d %d %d\n", trace(n, matrix), (int)(sizeof matrix / sizeof **matrix), nested(n));
    }
    return 0;
}
