; TinyRAM V=2.000 M=vn W=32 K=16
        .word
        .word r1
        .word 1, , 2
        .word 1 2
        .word _undefined
        .zero
        .zero -1
        .zero _x
        .zero 1, 2
        .zero 99999999999999
_x:
; error: A0109 line 2 column 9
; error: A0112 line 3 column 15
; error: A0115 line 4 column 17
; error: A0114 line 5 column 17
; error: A0107 line 6 column 15
; error: A0109 line 7 column 9
; error: A0112 line 8 column 15
; error: A0112 line 9 column 15
; error: A0109 line 10 column 9
; error: A0116 line 11 column 1
