; TinyRAM V=2.000 M=vn W=16 K=16
; Both words of the instruction that follows the second store are written by it and the store before.
        load.w  r1, 28          ; operand word of the model ...
        load.w  r2, 30          ; ... and opcode word, two bytes on
        store.w 16, r1
        store.w 18, r2
        answer  1               ; at 16: becomes mov r5, 42
        sub     r5, r5, 42
        answer  r5
        mov     r5, 42          ; at 28
; run: answer 0 in 7 steps
