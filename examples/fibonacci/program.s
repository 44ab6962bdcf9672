; TinyRAM V=2.000 M=vn W=32 K=16
;
; Is F(n) the claimed number?  F(0) = 0, F(1) = 1, F(i+2) = F(i+1) + F(i).
;
;   tape 0 (public):  n, the claimed F(n)
;   tape 1 (secret):  nothing
;   answer:           0 yes; 1 no; 2 a number is missing; 3 F(n+1) does not fit 32 bits
;
; r1  how often the loop still runs
; r2  the claim
; r3  F(i), r4  F(i+1)

        read    r1, 0           ; r1 := the next word of tape 0. If the tape had ended, the flag would be 1 now ...
        cjmp    _missing        ; ... and this jump, which looks at the flag, would be taken.
        read    r2, 0
        cjmp    _missing

        mov     r3, 0           ; the machine starts with all registers 0, but it is good to say so
        mov     r4, 1

_loop:  cmpe    r1, 0           ; a comparison changes nothing but the flag
        cjmp    _done
        add     r5, r3, r4      ; the destination comes first: r5 := r3 + r4; the flag is the carry
        cjmp    _overflow
        mov     r3, r4
        mov     r4, r5
        sub     r1, r1, 1
        jmp     _loop

_done:  cmpe    r3, r2
        cnjmp   _false          ; jump if the flag is NOT set
        answer  0               ; 0 is the only answer that accepts
_false: answer  1
_missing:
        answer  2
_overflow:
        answer  3
