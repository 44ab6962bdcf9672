        .globl _start
_start: call    f
f:      li      a0, 0
        li      a7, 64
        ecall
#; answer 0x80000008 in 4 instructions, 7 steps (plain 10)
