#; patch: 0 0
        .globl _start
_start: call    _start
#; error: expected an ELF executable, got something else or a damaged file: no ELF header
