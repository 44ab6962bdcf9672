#; ld: -r
        .globl _start
_start: call    _start
#; error: expected a linked executable, got an object file: link it, with --emit-relocs
