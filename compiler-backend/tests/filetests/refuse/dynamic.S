#; ld: -pie
        .globl _start
_start: call    _start
#; error: expected a static executable, got a dynamic one (ET_DYN): link with -static and without -pie
