#; patch: 5 2
        .globl _start
_start: call    _start
#; error: expected a little-endian ELF, got a big-endian one
