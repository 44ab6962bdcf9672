        .globl _start
_start: call    f
f:      call    g
g:      ret
        .data
        .half   g - f
#; error: 0x00011000 (__init_array_start): relocation R_RISCV_ADD16 is not supported: compile for a static, non-relaxed link (-mrelax, no -fPIC; ld --no-relax)
