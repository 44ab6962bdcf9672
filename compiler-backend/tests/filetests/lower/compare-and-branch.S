# The flag of an addition is the carry that sltu asks for; slt and a branch are one comparison.
        .globl _start
_start: call    f
f:      add     a0, a0, a2
        sltu    a4, a0, a2
        add     a1, a1, a3
        add     a1, a1, a4
        slt     a5, a0, a1
        bnez    a5, f
        and     a5, a0, a1
        beqz    a5, f
        li      a5, 5
        bltu    a0, a5, f
        li      a5, 0
        ret
#; mov     r1, 40                       ; 0x00000018
#; jmp     40                           ; 0x00000020
#; add     r10, r10, r12                ; 0x00000028
#; mov     r14, 0                       ; 0x00000030
#; cmov    r14, 1                       ; 0x00000038
#; add     r11, r11, r13                ; 0x00000040
#; add     r11, r11, r14                ; 0x00000048
#; cmpge   r10, r11                     ; 0x00000050
#; cnjmp   40                           ; 0x00000058
#; and     r15, r10, r11                ; 0x00000060
#; cjmp    40                           ; 0x00000068
#; cmpae   r10, 5                       ; 0x00000070
#; cnjmp   40                           ; 0x00000078
#; mov     r15, 0                       ; 0x00000080
#; jmp     r1                           ; 0x00000088
