/* An address and an amount are in a list whose Merkle root is public, as in Ethereum's airdrops. Which entry it is stays secret.

   leaf = keccak256(address | amount), 20 and 32 bytes; node = keccak256(smaller child | larger child)
   public: the root, eight words, bytes in order, lowest first
   secret: the leaf's 52 bytes, the number of levels, a sibling of 32 bytes for each */
#include "../include/keccak.h"
#include "vntr.h"

/* Compares as byte strings: the first byte is the lowest of the first word. */
static int less(const uint32_t *a, const uint32_t *b) {
    const uint8_t *x = (const uint8_t *)a, *y = (const uint8_t *)b;
    for (int i = 0; i < 32; i++) {
        if (x[i] != y[i]) return x[i] < y[i];
    }
    return 0;
}

int main(void) {
    uint32_t leaf[13], pair[24];
    vntr_read_private_words(leaf, 13);
    uint32_t node[8];
    keccak256((const uint8_t *)leaf, 52, node);
    uint32_t levels = vntr_read_private();
    for (uint32_t level = 0; level < levels; level++) {
        uint32_t *sibling = pair + 16;
        vntr_read_private_words(sibling, 8);
        int first = less(node, sibling);
        for (int i = 0; i < 8; i++) {
            pair[i] = first ? node[i] : sibling[i];
            pair[i + 8] = first ? sibling[i] : node[i];
        }
        keccak256((const uint8_t *)pair, 64, node);
    }
    for (int i = 0; i < 8; i++) vntr_commit(node[i]);
    return 0;
}
