#; cc: -march=rv32imfd -mabi=ilp32d
        .globl _start
_start: call    _start
#; error: the ELF header says floating-point registers in the ABI, only RV32IMAC with the ilp32 ABI can be translated: compile with -march=rv32imac -mabi=ilp32
