        .globl _start
_start: addi    sp, sp, -2
        call    f
f:      li      a0, 0
        li      a7, 93
        ecall
#; answer 0x80000006 in 6 instructions, 7 steps (plain 7)
