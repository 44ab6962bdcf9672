; TinyRAM V=2.000 M=vn W=32 K=16
_twice: mov r1, 1
_twice: mov r1, 2
        jmp _never
_:      jmp 0
_a _b:  jmp 0
_a: _b: jmp 0
loop:   jmp 0
_no-dash: jmp 0
_nothing
; error: A0106 line 3 column 1
; error: A0107 line 4 column 13
; error: A0105 line 5 column 1
; error: A0105 line 6 column 1
; error: A0105 line 7 column 5
; error: A0105 line 8 column 1
; error: A0105 line 9 column 1
; error: A0105 line 10 column 1
