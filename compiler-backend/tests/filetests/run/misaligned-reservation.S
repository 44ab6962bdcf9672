# The address comes from memory, so that only the run tells.
        .globl _start
_start: la      a0, pointer
        lw      a0, 0(a0)
        call    f
        li      a0, 0
        li      a7, 93
        ecall
f:      lr.w    a1, (a0)
        ret
        .data
        .balign 4
pointer: .word  word + 2
word:   .word   1, 2
#; answer 0x80000004 in 10 instructions, 7 steps (plain 12)
