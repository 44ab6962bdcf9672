/* A vote of four bits was signed with a Lamport key; the signature stays secret, so nobody else can show it.

   public: the vote, then the public key: for each bit the digests of its two secrets, eight words each
   secret: for each bit, the lowest first, the secret that the vote reveals, eight words */
#include "../include/sha256.h"
#include "vntr.h"

#define BITS 4

int main(void) {
    uint32_t vote = vntr_read_public();
    vntr_require(vote >> BITS == 0);
    for (int bit = 0; bit < BITS; bit++) {
        uint32_t key[2][8], digest[8];
        vntr_read_public_words(key[0], 16);
        /* One block: 32 bytes, the end mark, the length. */
        uint32_t w[16] = {[8] = 0x80000000, [15] = 256};
        vntr_read_private_words(w, 8);
        sha256_start(digest);
        sha256_block(digest, w);
        for (int i = 0; i < 8; i++) vntr_require(digest[i] == key[vote >> bit & 1][i]);
    }
    return 0;
}
