#; patch: 18 40
        .globl _start
_start: call    _start
#; error: expected an ELF for RISC-V (machine 243), got machine 40: compile for riscv32
