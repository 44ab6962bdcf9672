# No compiler does this, but every address of code is a multiple of 8.
        .globl _start
f:      li      a0, 5
        jr      sp
_start: jal     sp, f
        call    g
g:      li      a7, 93
        ecall
#; answer 0x80000019 in 7 instructions, 4 steps (plain 5)
