/* I know a message with this SHA-256 digest.

   public: the digest, eight words
   secret: the message's length in bytes, at most 512, the message, four bytes in a word, the first one lowest */
#include "../../../guests/include/sha256.h"
#include "vntr.h"

int main(void) {
    static uint8_t message[512];
    uint32_t digest[8], length = vntr_read_private();
    vntr_require(length <= 512);
    vntr_read_private_bytes(message, length);
    sha256(message, length, digest);
    for (int i = 0; i < 8; i++) vntr_commit(digest[i]);
    return 0;
}
