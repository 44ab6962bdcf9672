; TinyRAM V=2.000 M=vn W=32 K=16
_self:  jmp     _self
; run: no answer in 100000 steps
