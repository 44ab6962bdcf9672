# As in newlib's memset: so many instructions of the table are executed as a0 says.
        .globl _start
_start: slli    a0, a0, 2
1:      auipc   t0, %pcrel_hi(table)
        add     a0, a0, t0
        jalr    x0, %pcrel_lo(1b)(a0)
table:  addi    a1, a1, 1
        addi    a1, a1, 1
        ret
#; error: 0x0001000c (_start + 0xc): jalr with the lower half of an address, its upper half is not the instruction before: a computed jump among instructions, whose distances are other ones after translation
