        .globl _start
_start: call    f
f:      ret
        .word   f
#; error: 0x0001000c (f + 0x4): relocated data in an executable section: put it into .rodata or .data
