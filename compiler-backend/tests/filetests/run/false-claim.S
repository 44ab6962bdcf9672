#; primary: 1 3
        .globl _start
_start: li      a0, 1
        .insn i 0x0b, 2, x0, a0, 0
        call    f
f:      li      a0, 2
        .insn i 0x0b, 2, x0, a0, 0
        .insn i 0x0b, 1, x0, x0, 0
#; answer 0x80000018 in 5 instructions, 14 steps (plain 16)
