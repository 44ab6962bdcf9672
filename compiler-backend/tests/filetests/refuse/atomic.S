# amocas.w of Zacas.
        .globl _start
_start: call    f
f:      .insn r 0x2f, 2, 0x14, a0, a2, a1
        ret
#; error: 0x00010008 (f): instruction 0x28b6252f belongs to Zacas, Zabha or another extension of the atomics: compile with -march=rv32imac -mabi=ilp32
