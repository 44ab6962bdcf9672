# Compressed instructions: calls that return to multiples of 2, an instruction that is the upper half of another one, each run.
#; cc: -march=rv32imac
        .globl _start
_start: c.li    s0, 0
        c.jal   outer
        c.jal   inner
        c.mv    a0, s0
        li      a7, 93
        ecall
outer:  lui     a2, 0x4050
        .set    inner, outer + 2    # c.addi s0, 1
        c.addi  s0, 2
        c.jr    ra
#; answer 0x5 in 12 instructions, 17 steps (plain 20)
