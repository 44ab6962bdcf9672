# A table in .text: its words have no relocation, the pointer to it has.
        .globl _start
_start: la      a0, table
        lw      a0, 0(a0)
        call    f
f:      ret
table:  .word   1, 2, 3
#; error: 0x00010000 (_start): points to 0x00010018 (table) in an executable section, which is no instruction: data belong into .rodata or .data, symbols of the link script into the section that they speak of
