; TinyRAM V=2.000 M=vn W=8 K=2
        .zero 254
        answer 0
        answer 1
; error: A0116 line 4 column 1
