        .globl _start
_start: call    f
f:      ret
        .section .tdata, "awT", @progbits
        .word   1
#; translated
