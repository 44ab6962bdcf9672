        .globl _start
_start: call    f
        .section .code, "awx", @progbits
f:      ret
#; error: section .code is executable and writable: code that writes itself cannot be translated
