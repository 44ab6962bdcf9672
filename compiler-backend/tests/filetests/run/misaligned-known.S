# Known when the program is translated; it is still the run that traps.
        .globl _start
_start: la      a0, word
        call    f
        li      a0, 0
        li      a7, 93
        ecall
f:      lw      a1, 2(a0)
        ret
        .data
        .balign 4
word:   .word   1, 2
#; answer 0x80000004 in 9 instructions, 4 steps (plain 10)
