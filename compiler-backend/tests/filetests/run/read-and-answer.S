#; primary: 7
#; auxiliary: 5 6
# Past the end of a tape, and from tape 2, comes 0.
        .globl _start
_start: .insn i 0x0b, 0, a0, x0, 0
        .insn i 0x0b, 0, x0, x0, 1
        .insn i 0x0b, 0, a1, x0, 1
        .insn i 0x0b, 0, a2, x0, 1
        .insn i 0x0b, 0, a3, x0, 2
        slli    a0, a0, 4
        or      a0, a0, a1
        add     a0, a0, a2
        add     a0, a0, a3
        call    f
f:      .insn i 0x0b, 1, x0, a0, 0
#; answer 0x76 in 12 instructions, 13 steps (plain 15)
