        .globl _start
_start: .reloc  _start, R_RISCV_HI20, word
        addi    a0, x0, 0
        ret
        .data
word:   .word   1
#; error: 0x00010000 (_start): relocation R_RISCV_HI20 is for lui, found something else there
