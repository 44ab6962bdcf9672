        .globl _start
_start: call    f
f:      li      a0, 300
        li      a7, 93
        ecall
#; answer 0x12c in 5 instructions, 4 steps (plain 10)
