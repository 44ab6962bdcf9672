; TinyRAM V=2.000 M=hv W=32 K=16
        answer 0
; error: A0103 line 1 column 21
