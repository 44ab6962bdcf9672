# What one instruction becomes where nothing is known.
        .globl _start
_start: call    f
f:      add     a0, a1, a2
        addi    a0, a0, -1
        mv      a0, a1
        xor     a3, a0, a2
        neg     a4, a3
        slt     a5, a0, a4
        sltiu   a6, a0, 3
        sra     t0, a0, a1
        sll     t1, a0, a1
        srai    t2, a0, 1
        srai    t2, t2, 31
        mulhsu  t3, a0, a1
        divu    t4, a0, a1
        remu    t4, t4, a1
        ret
#; mov     r1, 40                       ; 0x00000018
#; jmp     40                           ; 0x00000020
#; mov     r10, r11                     ; 0x00000028
#; xor     r13, r10, r12                ; 0x00000030
#; sub     r14, r0, r13                 ; 0x00000038
#; cmpge   r10, r14                     ; 0x00000040
#; mov     r15, 1                       ; 0x00000048
#; cmov    r15, 0                       ; 0x00000050
#; cmpae   r10, 3                       ; 0x00000058
#; mov     r16, 1                       ; 0x00000060
#; cmov    r16, 0                       ; 0x00000068
#; and     r3, r11, 31                  ; 0x00000070
#; smulh   r4, r10, 2                   ; 0x00000078
#; xor     r5, r10, r4                  ; 0x00000080
#; shr     r5, r5, r3                   ; 0x00000088
#; xor     r5, r5, r4                   ; 0x00000090
#; and     r3, r11, 31                  ; 0x00000098
#; shl     r6, r10, r3                  ; 0x000000a0
#; smulh   r3, r10, 2147483648          ; 0x000000a8
#; add     r7, r3, r10                  ; 0x000000b0
#; smulh   r7, r7, 2                    ; 0x000000b8
#; smulh   r3, r10, 2                   ; 0x000000c0
#; and     r3, r3, r11                  ; 0x000000c8
#; umulh   r28, r10, r11                ; 0x000000d0
#; sub     r28, r28, r3                 ; 0x000000d8
#; udiv    r29, r10, r11                ; 0x000000e0
#; cmov    r29, -1                      ; 0x000000e8
#; mov     r3, r29                      ; 0x000000f0
#; umod    r29, r29, r11                ; 0x000000f8
#; cmov    r29, r3                      ; 0x00000100
#; jmp     r1                           ; 0x00000108
