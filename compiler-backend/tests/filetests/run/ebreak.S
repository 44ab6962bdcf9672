        .globl _start
_start: call    f
f:      ebreak
#; answer 0x80000003 in 2 instructions, 4 steps (plain 6)
