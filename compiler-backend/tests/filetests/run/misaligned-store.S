        .globl _start
_start: la      a0, word + 1
        call    f
        li      a0, 0
        li      a7, 93
        ecall
f:      sw      zero, 0(a0)
        ret
        .data
        .balign 4
word:   .word   1, 2
#; answer 0x80000006 in 9 instructions, 9 steps (plain 10)
