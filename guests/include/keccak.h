/* Keccak-256 as Ethereum uses it, of messages shorter than a block. */
#ifndef KECCAK_H
#define KECCAK_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t keccak_rotate(uint64_t x, int n) { return n ? x << n | x >> (64 - n) : x; }

static void keccak_f(uint64_t s[25]) {
    static const uint64_t constants[24] = {
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    };
    for (int round = 0; round < 24; round++) {
        uint64_t c[5], t[25];
#pragma GCC unroll 5
        for (int x = 0; x < 5; x++) c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];

        uint64_t e[5];
#pragma GCC unroll 5
        for (int x = 0; x < 5; x++) e[x] = c[(x + 4) % 5] ^ keccak_rotate(c[(x + 1) % 5], 1);
        static const uint8_t rotation[25] = {0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14};
#pragma GCC unroll 25
        for (int i = 0; i < 25; i++) {
            int x = i % 5, y = i / 5;
            t[y + 5 * ((2 * x + 3 * y) % 5)] = keccak_rotate(s[i] ^ e[x], rotation[i]);
        }
#pragma GCC unroll 25
        for (int i = 0; i < 25; i++) {
            int x = i % 5, y = i - x;
            s[i] = t[i] ^ (~t[y + (x + 1) % 5] & t[y + (x + 2) % 5]);
        }
        s[0] ^= constants[round];
    }
}

/* The digest of `length` < 136 bytes, as 8 little-endian words. */
static void keccak256(const uint8_t *message, size_t length, uint32_t digest[8]) {
    uint64_t state[25] = {0};
    uint8_t *bytes = (uint8_t *)state;
    for (size_t i = 0; i < length; i++) bytes[i] = message[i];
    bytes[length] ^= 0x01;
    bytes[135] ^= 0x80;
    keccak_f(state);
    for (int i = 0; i < 8; i++) digest[i] = (uint32_t)(state[i / 2] >> (32 * (i % 2)));
}

#endif
