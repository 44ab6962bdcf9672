; TinyRAM V=2.000 M=vn W=32 K=16
        addi r1, r2, 3
        ADD r1, r2, r3
        store r1, r2
        load.h r1, r2
        halt
        .byte 1
        frobnicate
; error: A0108 line 2 column 9
; error: A0108 line 3 column 9
; error: A0108 line 4 column 9
; error: A0108 line 5 column 9
; error: A0108 line 6 column 9
; error: A0108 line 7 column 9
; error: A0108 line 8 column 9
