        .globl _start
_start: call    f
f:      .insn i 0x0b, 2, a0, x0, 0
        ret
#; error: 0x00010008 (f): instruction 0x0000250b belongs to a vendor's (custom-0 is the guest's read and answer, which this is not): compile with -march=rv32im -mabi=ilp32
