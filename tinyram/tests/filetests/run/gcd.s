; TinyRAM V=2.000 M=vn W=32 K=16
; The greatest common divisor, by Euclid. Dividing by zero gives 0 and the flag: no comparison is needed.
; primary: 3528 3780 252
        read    r1, 0
        read    r2, 0
_loop:  umod    r3, r1, r2
        cjmp    _done
        mov     r1, r2
        mov     r2, r3
        jmp     _loop
_done:  read    r2, 0
        xor     r1, r1, r2
        answer  r1
; run: answer 0 in 22 steps
