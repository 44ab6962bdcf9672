#include "vntr.h"

/* Constructors run before main, in the order of their priorities, those without one last. */
static volatile unsigned order = 1;
__attribute__((constructor)) static void last(void) { order = 10 * order + 4; }
__attribute__((constructor(102))) static void second(void) { order = 10 * order + 3; }
__attribute__((constructor(101))) static void first(void) { order = 10 * order + 2; }

int main(void) {
    return order == 1234 ? 0 : (int)order;
}
//; answer 0x0 in 48 instructions, 59 steps (plain 87)
