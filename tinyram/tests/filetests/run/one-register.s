; TinyRAM V=2.000 M=vn W=8 K=1
; With one register a register number has no bits at all.
; primary: 200
        read    r0, 0
        add     r0, r0, r0      ; 400 = 256 + 144
        cnjmp   _wrong
        sub     r0, r0, 144
        answer  r0
_wrong: answer  1
; run: answer 0 in 5 steps
