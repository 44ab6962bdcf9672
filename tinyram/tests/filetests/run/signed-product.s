; TinyRAM V=2.000 M=vn W=16 K=16
; mull and smulh together are the exact signed product: -300 * 200 = -60000 = 0xffff15a0.
        mov     r1, -300
        smulh   r2, r1, 200
        cnjmp   _wrong          ; it does not fit 16 signed bits
        mull    r3, r1, 200
        cmpe    r2, -1
        cnjmp   _wrong
        cmpe    r3, 0x15a0
        cnjmp   _wrong
        mov     r1, 0x8000      ; the most negative number times itself
        smulh   r2, r1, r1
        cmpe    r2, 0x4000
        cnjmp   _wrong
        answer  0
_wrong: answer  1
; run: answer 0 in 13 steps
