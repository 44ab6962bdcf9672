# Start-up of a C guest: main's value is the answer. The translator (or the kernel, under qemu-riscv32) sets the stack pointer.
        .section .text.start, "ax", @progbits
        .globl  _start
        .type   _start, @function
_start:
        call    main
        li      a7, 93
        ecall
        .size   _start, . - _start
