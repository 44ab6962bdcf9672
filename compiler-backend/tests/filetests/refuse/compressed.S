#; cc: -march=rv32imc
        .globl _start
_start: call    _start
#; error: the ELF header says compressed instructions (C), only RV32IMA with the ilp32 ABI can be translated: compile with -march=rv32ima -mabi=ilp32
