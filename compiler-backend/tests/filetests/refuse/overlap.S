#; ld: --defsym=__base=0xffffe000 --noinhibit-exec
# A section that would end behind the last address.
        .globl _start
_start: call    _start
        .bss
        .zero   0x3000
#; error: section .bss overlaps another one or the end of the memory
