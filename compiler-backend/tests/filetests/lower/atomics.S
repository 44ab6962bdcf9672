# The reservation is one word above 2^31: the reserved address plus 1.
        .globl _start
_start: la      a0, word
        lw      a0, 0(a0)
        call    f
f:      lr.w    a1, (a0)
        bnez    a1, 1f
        sc.w    a1, a2, (a0)
1:      amoadd.w a3, a4, (a0)
        amoadd.w zero, a4, (a0)
        amoadd.w a0, a4, (a0)
        amoswap.w a3, a4, (a5)
        amomin.w a3, a4, (a5)
        ret
        .data
        .balign 4
word:   .word   word
#; load.w  r10, 352                     ; 0x00000018
#; mov     r1, 48                       ; 0x00000020
#; jmp     48                           ; 0x00000028
#; and     r4, r10, 3                   ; 0x00000030
#; cnjmp   328                          ; 0x00000038
#; add     r3, r10, 1                   ; 0x00000040
#; store.w 2147487744, r3               ; 0x00000048
#; load.w  r11, r10                     ; 0x00000050
#; cmpe    r11, 0                       ; 0x00000058
#; cnjmp   152                          ; 0x00000060
#; load.w  r4, 2147487744               ; 0x00000068
#; cmpe    r4, r3                       ; 0x00000070
#; store.w 2147487744, r0               ; 0x00000078
#; cnjmp   304                          ; 0x00000080
#; store.w r10, r12                     ; 0x00000088
#; mov     r11, 0                       ; 0x00000090
#; load.w  r13, r10                     ; 0x00000098
#; add     r4, r13, r14                 ; 0x000000a0
#; store.w r10, r4                      ; 0x000000a8
#; load.w  r3, r10                      ; 0x000000b0
#; add     r4, r3, r14                  ; 0x000000b8
#; store.w r10, r4                      ; 0x000000c0
#; load.w  r3, r10                      ; 0x000000c8
#; add     r4, r3, r14                  ; 0x000000d0
#; store.w r10, r4                      ; 0x000000d8
#; mov     r10, r3                      ; 0x000000e0
#; and     r4, r15, 3                   ; 0x000000e8
#; cnjmp   336                          ; 0x000000f0
#; store.w r15, r14                     ; 0x000000f8
#; load.w  r13, r15                     ; 0x00000100
#; mov     r4, r13                      ; 0x00000108
#; cmpg    r13, r14                     ; 0x00000110
#; cmov    r4, r14                      ; 0x00000118
#; store.w r15, r4                      ; 0x00000120
#; jmp     r1                           ; 0x00000128
#; mov     r11, 1                       ; 0x00000130
#; jmp     152                          ; 0x00000138
