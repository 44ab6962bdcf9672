# The zero word is no instruction.
        .globl _start
_start: call    f
f:      nop
        .word   0
        li      a0, 0
        li      a7, 93
        ecall
#; answer 0x80000002 in 3 instructions, 4 steps (plain 6)
