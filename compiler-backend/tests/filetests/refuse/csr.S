        .globl _start
_start: call    f
f:      .option arch, +zicsr
        rdcycle a0
        ret
#; error: 0x00010008 (f): instruction 0xc0002573 belongs to Zicsr (control and status registers): compile with -march=rv32imac -mabi=ilp32
