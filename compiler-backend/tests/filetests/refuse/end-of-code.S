# A pointer to the end of the code: no instruction is there, and data that begin there would move elsewhere.
        .globl _start
_start: call    f
f:      la      a0, end
        ret
end:
#; error: 0x00010008 (f): points to 0x00010014 (end) in an executable section, which is no instruction: data belong into .rodata or .data, symbols of the link script into the section that they speak of
