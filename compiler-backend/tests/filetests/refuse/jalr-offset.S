        .globl _start
_start: call    f
f:      jalr    ra, 8(a0)
#; error: 0x00010008 (f): jalr with offset 8 and no relocation: code addresses have no fixed distance after translation
