; TinyRAM V=2.000 M=vn W=32 K=16
        add r1, r2
        add r1, r2, r3, r4
        add r1 r2, r3
        add r1, r2 r3
        add r1,, r3
        add r1, r2,
        add 1, r2, r3
        add r1, 2, r3
        cmpe 1, r2
        store.w r1, 2
        store.w _x, _x
        mov r16, r99999999999
        mov r1, +5
        mov r1, 4294967296
        mov r1, -2147483649
        mov r1, 0xg
        mov r1, R2
        answer
        jmp r1, r2
_x:
; error: A0109 line 2 column 9
; error: A0109 line 3 column 25
; error: A0114 line 4 column 16
; error: A0114 line 5 column 20
; error: A0115 line 6 column 16
; error: A0115 line 7 column 20
; error: A0110 line 8 column 13
; error: A0110 line 9 column 17
; error: A0110 line 10 column 14
; error: A0110 line 11 column 21
; error: A0110 line 12 column 21
; error: A0111 line 13 column 13
; error: A0111 line 13 column 18
; error: A0112 line 14 column 17
; error: A0113 line 15 column 17
; error: A0113 line 16 column 17
; error: A0112 line 17 column 17
; error: A0112 line 18 column 17
; error: A0109 line 19 column 9
; error: A0109 line 20 column 17
