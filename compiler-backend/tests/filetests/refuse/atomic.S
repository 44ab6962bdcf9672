#; cc: -march=rv32ima
        .globl _start
_start: call    f
f:      amoadd.w a0, a1, (a2)
        ret
#; error: 0x00010008 (f): instruction 0x00b6252f belongs to A (atomics): compile with -march=rv32im -mabi=ilp32
