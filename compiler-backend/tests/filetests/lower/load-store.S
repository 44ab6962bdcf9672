        .globl _start
_start: call    f
f:      lw      a0, 4(sp)
        lb      a1, 0(a0)
        lhu     a2, 2(sp)
        lh      a3, 6(a0)
        sh      a3, 2(a1)
        lw      a4, 8(a2)
        lw      a5, 12(a2)
        sw      a5, 12(a2)
        ret
#; mov     r1, 40                       ; 0x00000018
#; jmp     40                           ; 0x00000020
#; add     r3, r2, 4                    ; 0x00000028
#; load.w  r10, r3                      ; 0x00000030
#; load.b  r11, r10                     ; 0x00000038
#; xor     r11, r11, 128                ; 0x00000040
#; sub     r11, r11, 128                ; 0x00000048
#; add     r3, r2, 2                    ; 0x00000050
#; load.w  r12, r3                      ; 0x00000058
#; shr     r12, r12, 16                 ; 0x00000060
#; add     r3, r10, 7                   ; 0x00000068
#; load.b  r4, r3                       ; 0x00000070
#; add     r3, r10, 6                   ; 0x00000078
#; load.b  r13, r3                      ; 0x00000080
#; shl     r4, r4, 24                   ; 0x00000088
#; smulh   r4, r4, 65536                ; 0x00000090
#; or      r13, r13, r4                 ; 0x00000098
#; add     r3, r11, 2                   ; 0x000000a0
#; store.b r3, r13                      ; 0x000000a8
#; shr     r4, r13, 8                   ; 0x000000b0
#; add     r3, r11, 3                   ; 0x000000b8
#; store.b r3, r4                       ; 0x000000c0
#; and     r4, r12, 3                   ; 0x000000c8
#; cnjmp   272                          ; 0x000000d0
#; add     r3, r12, 8                   ; 0x000000d8
#; load.w  r14, r3                      ; 0x000000e0
#; add     r3, r12, 12                  ; 0x000000e8
#; load.w  r15, r3                      ; 0x000000f0
#; store.w r3, r15                      ; 0x000000f8
#; jmp     r1                           ; 0x00000100
