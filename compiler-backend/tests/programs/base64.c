// Base64, there and back.
#include <stdio.h>
#include <string.h>
static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static void encode(const unsigned char *from, size_t n, char *to) {
    for (size_t i = 0; i < n; i += 3) {
        unsigned group = (unsigned)from[i] << 16 | (i + 1 < n ? from[i + 1] : 0u) << 8 | (i + 2 < n ? from[i + 2] : 0u);
        for (int k = 0; k < 4; k++) *to++ = i + (size_t)k > n ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
    *to = 0;
}
static size_t decode(const char *from, unsigned char *to) {
    size_t n = 0;
    unsigned group = 0, bits = 0;
    for (; *from && *from != '='; from++) {
        group = group << 6 | (unsigned)(strchr(digits, *from) - digits);
        bits += 6;
        if (bits >= 8) bits -= 8, to[n++] = (unsigned char)(group >> bits);
    }
    return n;
}
int main(void) {
    const char *const texts[] = {"f", "fo", "foo", "foob", "fooba", "foobar", "\x01\xff\x80"};
    for (int i = 0; i < 7; i++) {
        char code[16];
        unsigned char back[16];
        encode((const unsigned char *)texts[i], strlen(texts[i]), code);
        size_t n = decode(code, back);
        printf("%s %d\n", code, n == strlen(texts[i]) && !memcmp(back, texts[i], n));
    }
    return 0;
}
