/* I know a message with this SHA-256 digest.

   public: the digest, eight words
   secret: the message's length in bytes, at most 55, and its bytes, four in a word, the first one highest */
#include "../include/sha256.h"
#include "vntr.h"

int main(void) {
    uint32_t length = vntr_read_private();
    vntr_require(length <= 55);
    uint32_t w[16] = {0}, digest[8];
    vntr_read_private_words(w, (length + 3) / 4);
    /* The end mark takes the place of what stands behind the message in its last word. */
    uint32_t shift = 8 * (length % 4);
    w[length / 4] = (w[length / 4] & ~(0xffffffffu >> shift)) | 0x80000000u >> shift;
    w[15] = 8 * length;
    sha256_start(digest);
    sha256_block(digest, w);
    for (int i = 0; i < 8; i++) vntr_commit(digest[i]);
    return 0;
}
