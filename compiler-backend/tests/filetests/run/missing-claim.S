# The word is 0, as what is read past the end of the tape; but it is not there.
        .globl _start
_start: call    f
f:      .insn i 0x0b, 2, x0, x0, 0
        .insn i 0x0b, 1, x0, x0, 0
#; answer 0x80000018 in 2 instructions, 6 steps (plain 8)
