# Start-up of C and Rust guests: constructors, then main, whose value is the answer. The translator (or the kernel, under
# qemu-riscv32) sets the stack pointer. __vntr_main is main, or what calls it where handlers run at the exit.
        .section .text.start, "ax", @progbits
        .globl  _start
        .type   _start, @function
_start:
        la      s0, __init_array_start
        la      s1, __init_array_end
        beq     s0, s1, 2f
1:      lw      a0, 0(s0)
        addi    s0, s0, 4
        jalr    a0
        bne     s0, s1, 1b
2:      call    __vntr_main
        li      a7, 93
        ecall
        .size   _start, . - _start

        # What is not called is not translated.
        .globl  __vntr_nothing
        .type   __vntr_nothing, @function
__vntr_nothing:
        ret
        .size   __vntr_nothing, . - __vntr_nothing
