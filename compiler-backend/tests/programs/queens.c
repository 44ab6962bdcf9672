// Eight queens, the game of life.
#include <stdio.h>
static int solve(int n, unsigned columns, unsigned left, unsigned right) {
    unsigned all = (1u << n) - 1;
    if (columns == all) return 1;
    int count = 0;
    for (unsigned free = all & ~(columns | left | right); free; free &= free - 1) {
        unsigned bit = free & -free;
        count += solve(n, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
}
int main(void) {
    for (int n = 1; n <= 7; n++) printf("%d ", solve(n, 0, 0, 0));
    unsigned char cells[10][12] = {{0}}, next[10][12];
    cells[1][2] = cells[2][3] = cells[3][1] = cells[3][2] = cells[3][3] = 1;
    for (int round = 0; round < 12; round++) {
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 12; x++) {
                int around = -cells[y][x];
                for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) around += cells[(y + dy + 10) % 10][(x + dx + 12) % 12];
                next[y][x] = around == 3 || (around == 2 && cells[y][x]);
            }
        }
        __builtin_memcpy(cells, next, sizeof cells);
    }
    puts("");
    for (int y = 0; y < 10; y++, puts("")) for (int x = 0; x < 12; x++) putchar(cells[y][x] ? '#' : '.');
    return 0;
}
