/* I know a key under which this message has this HMAC-SHA256 tag (RFC 2104), perhaps shortened.

   public: the message's length in bytes, at most 512, the message; the tag's length, at most 32, the tag
   secret: the key's length, at most 128, the key
   bytes are packed four in a word, the first one lowest */
#include "../../../guests/include/sha256.h"
#include "vntr.h"

static void to_bytes(const uint32_t digest[8], uint8_t bytes[32]) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(digest[i / 4] >> (24 - 8 * (i % 4)));
}

int main(void) {
    static uint8_t inner[64 + 512], outer[64 + 32], key[128], tag[32];
    uint8_t mac[32];
    uint32_t digest[8];
    uint32_t length = vntr_read_public();
    vntr_require(length <= 512);
    vntr_read_public_bytes(inner + 64, length);
    uint32_t tag_length = vntr_read_public();
    vntr_require(tag_length <= 32);
    vntr_read_public_bytes(tag, tag_length);
    uint32_t key_length = vntr_read_private();
    vntr_require(key_length <= 128);
    vntr_read_private_bytes(key, key_length);
    if (key_length > 64) {
        sha256(key, key_length, digest);
        to_bytes(digest, key);
        key_length = 32;
    }
    for (uint32_t i = 0; i < 64; i++) {
        uint8_t k = i < key_length ? key[i] : 0;
        inner[i] = k ^ 0x36, outer[i] = k ^ 0x5c;
    }
    sha256(inner, 64 + length, digest);
    to_bytes(digest, outer + 64);
    sha256(outer, 64 + 32, digest);
    to_bytes(digest, mac);
    uint8_t different = 0;
    for (uint32_t i = 0; i < tag_length; i++) different |= mac[i] ^ tag[i];
    return different != 0;
}
