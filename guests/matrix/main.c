/* A secret matrix times a secret matrix is this public one. 8 x 8, numbers mod 2^32.

   public: the product, by rows        secret: the left and the right matrix, by rows */
#include "vntr.h"

#define N 8

int main(void) {
    static uint32_t left[N][N], right[N][N];
    vntr_read_private_words(left[0], N * N);
    vntr_read_private_words(right[0], N * N);
    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            uint32_t sum = 0;
            for (int i = 0; i < N; i++) sum += left[row][i] * right[i][column];
            vntr_commit(sum);
        }
    }
    return 0;
}
