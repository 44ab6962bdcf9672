        .globl _start
_start: call    f
f:      .insn i 0x0b, 3, a0, x0, 0
        ret
#; error: 0x00010008 (f): instruction 0x0000350b belongs to a vendor's (custom-0 is the guest's read, answer, commit and print, which this is not): compile with -march=rv32imac -mabi=ilp32
