# Who asks for the thread pointer, and has not set it, would get what nobody knows.
        .globl _start
_start: lui     a0, %tprel_hi(variable)
        add     a0, a0, tp, %tprel_add(variable)
        lw      a0, %tprel_lo(variable)(a0)
        mv      a1, tp
        .section .tdata, "awT", @progbits
        .type   variable, @object
variable: .word 1
#; error: 0x0001000c (_start + 0xc): a thread-local variable, but no instruction sets tp, and the thread's block lies in the place of other sections: use the link script vntr.ld, or set tp
