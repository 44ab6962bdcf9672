#; cc: -march=rv32imc_zcb
        .globl _start
_start: call    f
f:      c.lbu   a0, 0(a0)
        ret
#; error: 0x00010008 (f): instruction 0x00008108 belongs to Zcb or another extension of the compressed instructions: compile with -march=rv32imac -mabi=ilp32
