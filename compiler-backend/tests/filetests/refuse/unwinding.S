        .globl _start
_start: call    f
f:      la      a0, table
        ret
        .section .gcc_except_table, "a", @progbits
table:  .word   1
#; error: 0x00010008 (f): refers to .gcc_except_table: unwinding is not supported, compile with -fno-exceptions -fno-asynchronous-unwind-tables
