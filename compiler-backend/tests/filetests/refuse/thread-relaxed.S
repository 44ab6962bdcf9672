# As linkers leave it that relax: the offset is short enough to need no add of tp.
        .globl _start
_start: .reloc  ., R_RISCV_TPREL_LO12_I, variable
        lw      a0, 0(tp)
        .section .tdata, "awT", @progbits
        .type   variable, @object
variable: .word 1
#; error: 0x00010000 (_start): relocation R_RISCV_TPREL_LO12_I is not supported: link with --no-relax
