        .globl _start
_start: call    f
f:      beq     a0, a1, f + 0x100
        ret
#; error: 0x00010008 (f): leads to 0x00010108 (f + 0x100), which is no instruction of an executable section
