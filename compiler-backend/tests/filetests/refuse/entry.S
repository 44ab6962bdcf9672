#; ld: -e 0x11000
        .globl _start
_start: call    _start
#; error: the entry 0x00011000 (__init_array_start) is not in an executable section: define _start, or name the entry with -e
