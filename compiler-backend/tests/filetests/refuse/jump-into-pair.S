        .globl _start
_start: call    g
g:      beqz    a0, 1f
0:      auipc   t1, 0
        .reloc  0b, R_RISCV_CALL_PLT, g
1:      jalr    x0, 0(t1)
#; error: 0x00010010 (g + 0x8): control comes here from elsewhere, between auipc and the instruction that completes its address
