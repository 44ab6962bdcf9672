        .globl _start
_start: call    f
        nop
        j       g
f:      ret
g:      call    f
#; answer 0x80000001 in 8 instructions, 11 steps (plain 11)
