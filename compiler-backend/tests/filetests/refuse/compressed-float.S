#; cc: -march=rv32imfc
        .globl _start
_start: call    f
f:      c.flw   fa0, 0(a0)
        ret
#; error: 0x00010008 (f): instruction 0x00006108 belongs to F or D (floating point): compile with -march=rv32imac -mabi=ilp32
