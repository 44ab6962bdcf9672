; TinyRAM V=2.000 M=vn W=32 K=16
;
; Do the two tapes, one public and one secret, have the same sum?
;
;   tape 0 (public):  numbers until the tape ends: the totals that a company publishes
;   tape 1 (secret):  numbers until the tape ends: the amounts they are made of
;   answer:           0 the sums are equal; 1 they differ
;
; Sums are kept in two words, so that they cannot wrap around.
;
; r1       the tape to sum up        r4, r5   the sum of a tape, low and high word
; r15      where to return to        r6, r7   the sum of tape 0

        mov     r1, 0
        mov     r15, _public    ; there is no call instruction: put the address of where to go on into a register ...
        jmp     _sum            ; ... and jump
_public:
        mov     r6, r4
        mov     r7, r5
        mov     r1, 1
        mov     r15, _secret
        jmp     _sum
_secret:
        cmpe    r4, r6
        cnjmp   _differ
        cmpe    r5, r7
        cnjmp   _differ
        answer  0
_differ:
        answer  1

; The sum of what is left on tape r1, in r5:r4.
_sum:   mov     r4, 0
        mov     r5, 0
_next:  read    r2, r1          ; which tape to read is a value like any other
        cjmp    _return         ; at the end `read` gives 0 and sets the flag, as often as one asks
        add     r4, r4, r2
        cnjmp   _next           ; no carry
        add     r5, r5, 1
        jmp     _next
_return:
        jmp     r15
