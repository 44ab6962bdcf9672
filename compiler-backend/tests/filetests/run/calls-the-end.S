# A function that never returns and does nothing may be empty, says C, and compilers make it so.
        .globl _start
_start: call    f
        li      a0, 0
        li      a7, 93
        ecall
f:
#; answer 0x80000001 in 2 instructions, 4 steps (plain 6)
