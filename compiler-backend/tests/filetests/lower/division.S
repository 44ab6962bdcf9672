        .globl _start
_start: call    f
f:      div     a0, a0, a1
        rem     a1, a1, a2
        ret
#; mov     r1, 40                       ; 0x00000018
#; jmp     40                           ; 0x00000020
#; or      r3, r10, r11                 ; 0x00000028
#; cmpge   r3, 0                        ; 0x00000030
#; cnjmp   136                          ; 0x00000038
#; udiv    r10, r10, r11                ; 0x00000040
#; cmov    r10, -1                      ; 0x00000048
#; or      r3, r11, r12                 ; 0x00000050
#; cmpge   r3, 0                        ; 0x00000058
#; cnjmp   280                          ; 0x00000060
#; mov     r3, r11                      ; 0x00000068
#; umod    r11, r11, r12                ; 0x00000070
#; cmov    r11, r3                      ; 0x00000078
#; jmp     r1                           ; 0x00000080
#; cmpge   r11, 0                       ; 0x00000088
#; cjmp    224                          ; 0x00000090
#; sub     r4, r0, r11                  ; 0x00000098
#; cmpge   r10, 0                       ; 0x000000a0
#; cnjmp   200                          ; 0x000000a8
#; udiv    r10, r10, r4                 ; 0x000000b0
#; sub     r10, r0, r10                 ; 0x000000b8
#; jmp     80                           ; 0x000000c0
#; sub     r3, r0, r10                  ; 0x000000c8
#; udiv    r10, r3, r4                  ; 0x000000d0
#; jmp     80                           ; 0x000000d8
#; sub     r3, r0, r10                  ; 0x000000e0
#; udiv    r10, r3, r11                 ; 0x000000e8
#; cjmp    264                          ; 0x000000f0
#; sub     r10, r0, r10                 ; 0x000000f8
#; jmp     80                           ; 0x00000100
#; mov     r10, -1                      ; 0x00000108
#; jmp     80                           ; 0x00000110
#; cmpge   r12, 0                       ; 0x00000118
#; cjmp    368                          ; 0x00000120
#; sub     r4, r0, r12                  ; 0x00000128
#; cmpge   r11, 0                       ; 0x00000130
#; cnjmp   336                          ; 0x00000138
#; umod    r11, r11, r4                 ; 0x00000140
#; jmp     128                          ; 0x00000148
#; sub     r3, r0, r11                  ; 0x00000150
#; umod    r11, r3, r4                  ; 0x00000158
#; sub     r11, r0, r11                 ; 0x00000160
#; jmp     128                          ; 0x00000168
#; sub     r3, r0, r11                  ; 0x00000170
#; umod    r4, r3, r12                  ; 0x00000178
#; cmov    r4, r3                       ; 0x00000180
#; sub     r11, r0, r4                  ; 0x00000188
#; jmp     128                          ; 0x00000190
