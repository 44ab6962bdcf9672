/* The guest's side of vnTinyRAM: two tapes to read, one answer to give. */
#ifndef VNTR_H
#define VNTR_H

#include <stddef.h>
#include <stdint.h>

/* The next word of the public tape (tape 0); 0 when it is at its end. One step. */
static inline uint32_t vntr_read_public(void) {
    uint32_t word;
    __asm__ volatile(".insn i 0x0b, 0, %0, x0, 0" : "=r"(word));
    return word;
}

/* The next word of the secret tape (tape 1); 0 when it is at its end. One step. */
static inline uint32_t vntr_read_private(void) {
    uint32_t word;
    __asm__ volatile(".insn i 0x0b, 0, %0, x0, 1" : "=r"(word));
    return word;
}

/* Ends the run. 0 accepts; everything else refuses. One step. */
__attribute__((noreturn)) static inline void vntr_answer(uint32_t answer) {
    __asm__ volatile(".insn i 0x0b, 1, x0, %0, 0" : : "r"(answer) : "memory");
    __builtin_unreachable();
}

/* The run goes on only if the condition holds; else it ends with answer 1. */
static inline void vntr_require(int condition) {
    if (!condition) vntr_answer(1);
}

/* A public output: the next word of the public tape has to be there and to be this one, else the run is refused. So what the tape
   claims is shown to be what the program computed. `vntr run` and `vntr prove` write the words where the tape ends. */
static inline void vntr_commit(uint32_t word) {
    __asm__ volatile(".insn i 0x0b, 2, x0, %0, 0" : : "r"(word));
}

/* Words from a tape. */
static inline void vntr_read_public_words(uint32_t *words, size_t count) {
    for (size_t i = 0; i < count; i++) words[i] = vntr_read_public();
}

static inline void vntr_read_private_words(uint32_t *words, size_t count) {
    for (size_t i = 0; i < count; i++) words[i] = vntr_read_private();
}

/* Bytes from a tape, four in a word, the first one lowest; the rest of the last word is skipped. */
static inline void vntr_unpack(uint8_t *bytes, size_t count, uint32_t (*read)(void)) {
    uint32_t word = 0;
    for (size_t i = 0; i < count; i++) {
        if (i % 4 == 0) word = read();
        bytes[i] = (uint8_t)word;
        word >>= 8;
    }
}

static inline void vntr_read_public_bytes(uint8_t *bytes, size_t count) {
    vntr_unpack(bytes, count, vntr_read_public);
}

static inline void vntr_read_private_bytes(uint8_t *bytes, size_t count) {
    vntr_unpack(bytes, count, vntr_read_private);
}

#endif
