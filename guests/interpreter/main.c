/* A secret program for a small stack machine, run on a public input, gives this public output.

   public: the input, then the output        secret: the program's length, at most 64, and its words */
#include "vntr.h"

/* A word is an operation, and in its upper 24 bits a number. */
enum { PUSH, INPUT, ADD, SUB, MUL, DUP, SWAP, OVER, DROP, JUMP_IF, LESS, HALT };

#define MOST 64
#define STACK 16

int main(void) {
    static uint32_t program[MOST], stack[STACK];
    uint32_t input = vntr_read_public();
    uint32_t length = vntr_read_private();
    vntr_require(length <= MOST);
    vntr_read_private_words(program, length);
    uint32_t pc = 0, top = 0;
    for (;;) {
        vntr_require(pc < length);
        uint32_t word = program[pc++], number = word >> 8;
        uint32_t operation = word & 0xff;
        /* What it needs on the stack, and room for one more. */
        static const uint8_t needs[] = {0, 0, 2, 2, 2, 1, 2, 2, 1, 1, 2, 1};
        vntr_require(operation <= HALT && top >= needs[operation] && top < STACK);
        uint32_t *a = &stack[top - 2], *b = &stack[top - 1];
        switch (operation) {
        case PUSH: stack[top++] = number; break;
        case INPUT: stack[top++] = input; break;
        case ADD: *a += *b; top--; break;
        case SUB: *a -= *b; top--; break;
        case MUL: *a *= *b; top--; break;
        case LESS: *a = *a < *b; top--; break;
        case DUP: stack[top++] = *b; break;
        case OVER: stack[top++] = *a; break;
        case SWAP: { uint32_t x = *a; *a = *b; *b = x; break; }
        case DROP: top--; break;
        case JUMP_IF: top--; if (*b) pc = number; break;
        case HALT: vntr_commit(*b); return 0;
        }
    }
}
