        .globl _start
_start: lui     a0, %hi(zero)
        lw      a0, %lo(zero)(a0)
        jalr    a0
        .bss
zero:   .word   0
#; answer 0x80000001 in 3 instructions, 9 steps (plain 12)
