#; cc: -march=rv32imf
        .globl _start
_start: call    f
f:      fadd.s  fa0, fa0, fa1
        ret
#; error: 0x00010008 (f): instruction 0x00b57553 belongs to F or D (floating point): compile with -march=rv32imac -mabi=ilp32
