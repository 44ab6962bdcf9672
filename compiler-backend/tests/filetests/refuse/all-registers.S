        .globl _start
_start: call    f
f:      add     x3, x4, x5
        add     x6, x7, x8
        add     x9, x11, x12
        add     x13, x14, x15
        add     x16, x18, x19
        add     x20, x21, x22
        add     x23, x24, x25
        add     x26, x27, x28
        add     x29, x30, x0
        ret
#; error: the program uses all but 1 of the registers x1 to x31, two must be free: compile one file less with assembly, or with -ffixed-x30 -ffixed-x31
