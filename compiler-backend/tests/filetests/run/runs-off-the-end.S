# Behind the last instruction is no code, neither for the next one nor for a return.
        .globl _start
_start: call    f
f:      nop
#; answer 0x80000001 in 3 instructions, 4 steps (plain 6)
