; TinyRAM V=2.000 M=vn W=16 K=64
        answer 0
; error: A0104 line 1 column 26
