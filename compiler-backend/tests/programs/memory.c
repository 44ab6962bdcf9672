// stdlib.h: malloc, calloc, realloc, free, aligned_alloc, in every order.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    unsigned char *blocks[32] = {0};
    unsigned sizes[32] = {0}, random = 1;
    for (int round = 0; round < 400; round++) {
        random = random * 1103515245 + 12345;
        unsigned i = random >> 16 & 31, size = random >> 21 & 255;
        if (!blocks[i]) {
            blocks[i] = round % 3 ? malloc(size + 1) : calloc(size + 1, 1);
            if (round % 3 == 0 && blocks[i][size] != 0) return 1;
            memset(blocks[i], (int)i, size + 1);
            sizes[i] = size + 1;
        } else if (round % 2) {
            blocks[i] = realloc(blocks[i], size + 1);
            unsigned kept = size + 1 < sizes[i] ? size + 1 : sizes[i];
            for (unsigned k = 0; k < kept; k++) if (blocks[i][k] != i) return 2;
            memset(blocks[i], (int)i, size + 1);
            sizes[i] = size + 1;
        } else {
            for (unsigned k = 0; k < sizes[i]; k++) if (blocks[i][k] != i) return 3;
            free(blocks[i]);
            blocks[i] = NULL;
        }
    }
    unsigned live = 0;
    for (int i = 0; i < 32; i++) live += blocks[i] != NULL, free(blocks[i]);
    void *aligned = aligned_alloc(64, 128);
    printf("%u %d\n", live, (int)((uintptr_t)aligned % 64));
    free(aligned);
    free(NULL);
    // The same room again and again.
    for (int i = 0; i < 200; i++) {
        char *large = malloc(1 << 20);
        if (!large) return 4;
        large[1000] = 1;
        free(large);
    }
    puts("done");
    return 0;
}
