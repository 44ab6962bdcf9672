# Compressed instructions: calls that return to multiples of 2, an instruction that is the upper half of another one, each run.
#; cc: -march=rv32imac
        .globl _start
_start: c.li    s0, 0
        c.jal   outer
        c.lui   a2, 3
        c.jal   inner
        c.mv    a0, s0
        li      a7, 93
        ecall
outer:  lui     a2, 0x4050
        .set    inner, outer + 2    # c.addi s0, 1
        # Not what `outer` knows of a2 alone.
        srli    a3, a2, 12
        c.add   s0, a3
        c.jr    ra
#; answer 0x4054 in 15 instructions, 20 steps (plain 23)
