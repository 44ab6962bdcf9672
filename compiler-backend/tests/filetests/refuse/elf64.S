#; patch: 4 2
        .globl _start
_start: call    _start
#; error: expected a 32-bit ELF, got a 64-bit one: compile for riscv32 (-march=rv32imac -mabi=ilp32)
