        .globl _start
_start: call    f
f:      mret
#; error: 0x00010008 (f): instruction 0x30200073 belongs to the privileged architecture: compile with -march=rv32imac -mabi=ilp32
