; TinyRAM V=2.000 M=vn W=64 K=16
; A byte in the middle of a word, and a word read back through an unaligned address.
        mov     r1, 0x1122334455667788
        store.w _data, r1
        mov     r2, _data
        add     r3, r2, 3
        store.b r3, r1
        load.w  r4, r3
        cmpe    r4, 0x1122334488667788
        cnjmp   _wrong
        load.b  r5, r3
        sub     r5, r5, 0x88
        answer  r5
_wrong: answer  1
_data:  .zero   2
; run: answer 0 in 11 steps
