// CRC-32, Adler-32, FNV-1a, a 64-bit mix.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint32_t table[256];
int main(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
        table[i] = c;
    }
    const char *const texts[] = {"", "a", "123456789", "The quick brown fox jumps over the lazy dog"};
    for (int i = 0; i < 4; i++) {
        uint32_t crc = ~0u, a = 1, b = 0, fnv = 2166136261u;
        uint64_t mix = 0x9e3779b97f4a7c15;
        for (const unsigned char *p = (const unsigned char *)texts[i]; *p; p++) {
            crc = table[(crc ^ *p) & 255] ^ crc >> 8;
            a = (a + *p) % 65521, b = (b + a) % 65521;
            fnv = (fnv ^ *p) * 16777619u;
            mix = (mix ^ *p) * 0xff51afd7ed558ccd;
            mix ^= mix >> 33;
        }
        printf("%08x %08x %08x %016llx\n", ~crc, b << 16 | a, fnv, (unsigned long long)mix);
    }
    return 0;
}
