; TinyRAM V=2.000 M=vn W=64 K=4
; Steps of the Collatz sequence from 27: 111.
        mov     r0, 27
_loop:  cmpe    r0, 1
        cjmp    _done
        add     r1, r1, 1
        shr     r2, r0, 1
        cjmp    _odd
        mov     r0, r2
        jmp     _loop
_odd:   mull    r0, r0, 3
        add     r0, r0, 1
        jmp     _loop
_done:  answer  r1
; run: answer 111 in 822 steps
