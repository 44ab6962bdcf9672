/* A document with this digest says that its holder is at least this old. Nothing else of it is shown.

   public: the least age, then the document's SHA-256 digest
   secret: the document's length in bytes, at most 119, and the bytes: JSON with a member "age" at the top level */
#include "../include/sha256.h"
#include "vntr.h"

#define MOST 119

/* The end of the string that begins behind `at`, its quotation mark. */
static uint32_t string_end(const uint8_t *text, uint32_t at, uint32_t length) {
    for (; at < length && text[at] != '"'; at++) {
        if (text[at] == '\\') at++;
    }
    vntr_require(at < length);
    return at;
}

/* The number behind `"age":`, outside of strings and of inner objects. */
static uint32_t age(const uint8_t *text, uint32_t length) {
    uint32_t depth = 0;
    for (uint32_t at = 0; at < length; at++) {
        switch (text[at]) {
        case '{': case '[': depth++; break;
        case '}': case ']': depth--; break;
        case '"': {
            uint32_t start = at + 1, end = string_end(text, start, length);
            at = end;
            int found = depth == 1 && end - start == 3 && text[start] == 'a' && text[start + 1] == 'g' && text[start + 2] == 'e' &&
                        end + 1 < length && text[end + 1] == ':';
            if (!found) break;
            at += 2;
            while (at < length && text[at] == ' ') at++;
            uint32_t number = 0, digits = 0;
            for (; at < length && text[at] >= '0' && text[at] <= '9'; at++, digits++) number = 10 * number + (text[at] - '0');
            vntr_require(digits > 0 && digits < 4);
            return number;
        }
        }
    }
    vntr_answer(2);
}

int main(void) {
    static uint8_t document[MOST + 1];
    uint32_t least = vntr_read_public();
    uint32_t length = vntr_read_private();
    vntr_require(length <= MOST);
    vntr_read_private_bytes(document, length);
    uint32_t digest[8];
    sha256(document, length, digest);
    for (int i = 0; i < 8; i++) vntr_commit(digest[i]);
    vntr_require(age(document, length) >= least);
    return 0;
}
