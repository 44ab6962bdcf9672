; TinyRAM V=2.000 M=vn W=32 K=16
;
; I know which of these numbers add up to the target, and I do not tell.
;
;   tape 0 (public):  the target, then the set (up to 32 numbers) until the tape ends
;   tape 1 (secret):  the choice, one word: bit i is 1 if the i-th number of the set is taken
;   answer:           0 the chosen numbers add up to the target
;                     1 they do not
;                     2 a tape is too short
;                     3 the sum outgrows 32 bits (so that no wrap-around can pass for the target)
;                     4 the choice takes numbers that the set does not have
;
; r1  the target             r3  the number at hand
; r2  the rest of the choice r4  the sum so far

        read    r1, 0
        cjmp    _short
        read    r2, 1           ; tape 1 is the prover's own: the verifier never sees it
        cjmp    _short

_next:  read    r3, 0
        cjmp    _end            ; the end of the tape is no error, just the flag
        shr     r2, r2, 1       ; shifts put the bit that they push out ...
        cnjmp   _next           ; ... into the flag: the choice bit decides without a comparison
        add     r4, r4, r3
        cnjmp   _next           ; no carry: go on
        answer  3

_end:   cmpe    r2, 0           ; choice bits left over?
        cnjmp   _no_such_number
        cmpe    r4, r1
        cnjmp   _wrong_sum
        answer  0

_wrong_sum:
        answer  1
_short: answer  2
_no_such_number:
        answer  4
