        answer 0
; error: A0101 line 1 column 1
