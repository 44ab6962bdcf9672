        .globl _start
_start: call    f
f:      auipc   a0, 0
        lw      a0, 0(a0)
        ret
#; error: 0x00010008 (f): auipc without relocation: compile with relaxation on (-mrelax, for Rust -C target-feature=+relax), link with --no-relax --emit-relocs
