#; cc: -mno-relax
# As from a linker that was not told to keep the relocations: there are none.
_start: nop
        j       _start
#; error: executable section .text has no relocations: link with --emit-relocs (and do not strip)
