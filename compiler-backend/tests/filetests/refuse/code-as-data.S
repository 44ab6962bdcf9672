        .globl _start
_start: call    f
f:      lui     a0, %hi(f)
        lw      a0, %lo(f)(a0)
        ret
#; error: 0x0001000c (f + 0x4): loads or stores at 0x00010008 (f), in an executable section: translated code cannot be read as data, put data into .rodata or .data
