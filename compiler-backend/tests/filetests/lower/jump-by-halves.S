# Both ways to jump by an address in two halves, without a pseudo-instruction.
        .globl _start
_start: lui     t0, %hi(f)
        jalr    ra, %lo(f)(t0)
1:      auipc   t0, %pcrel_hi(f)
        jalr    x0, %pcrel_lo(1b)(t0)
f:      ret
#; mov     r5, 48                       ; 0x00000018
#; mov     r1, 48                       ; 0x00000020
#; jmp     64                           ; 0x00000028
#; mov     r5, 56                       ; 0x00000030
#; jmp     64                           ; 0x00000038
#; jmp     r1                           ; 0x00000040
