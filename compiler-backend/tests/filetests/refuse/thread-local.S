        .globl _start
_start: call    f
f:      ret
        .section .tdata, "awT", @progbits
        .word   1
#; error: section .tdata is thread-local storage: there are no threads, compile without it
