        .globl _start
_start: call    f
f:      unimp
#; answer 0x80000002 in 2 instructions, 4 steps (plain 6)
