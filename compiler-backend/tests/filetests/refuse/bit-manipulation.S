#; cc: -march=rv32im_zbb
        .globl _start
_start: call    f
f:      rol     a0, a0, a1
        ret
#; error: 0x00010008 (f): instruction 0x60b51533 belongs to B or another extension of the integer instructions: compile with -march=rv32imac -mabi=ilp32
