#; ld: --defsym=inside=0x10004
# The number stays while what lies there moves.
        .globl _start
_start: call    f
f:      lui     a0, %hi(inside)
        addi    a0, a0, %lo(inside)
        ret
#; error: 0x00010008 (f): refers to the absolute symbol inside = 0x10004, which lies in the program's image; the image moves and the symbol would not: define it inside of a section
