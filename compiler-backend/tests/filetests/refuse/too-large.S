        .globl _start
_start: la      a0, far
        ret
        .bss
        .zero   0x50000000
far:    .zero   4
#; error: the image would have 1342177360 bytes, at most 1073741824 are possible: is there a gap between the data sections?
