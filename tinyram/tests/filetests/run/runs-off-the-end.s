; TinyRAM V=2.000 M=vn W=16 K=16
; Behind the program memory is zero, that is and r0, r0, r0; after 16384 instructions pc is 0 again.
        add     r1, r1, 1
        cmpe    r1, 3
        cjmp    _done
        jmp     _on
_done:  answer  r1
_on:
; run: answer 3 in 32770 steps
