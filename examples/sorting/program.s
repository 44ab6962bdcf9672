; TinyRAM V=2.000 M=vn W=32 K=16
;
; Is the second list the first one, sorted?
;
; Sorting is work; checking that something is sorted is not, if one is told where each number comes from. So the prover, who
; has done the work already, gives the way as a hint on the secret tape, and the program believes nothing of it.
;
;   tape 0 (public):  n (at most 32), n numbers, the same n numbers in ascending order (unsigned)
;   tape 1 (secret):  for each number of the second list its place in the first, from 0
;   answer:           0 yes
;                     1 the second list is not ascending
;                     2 a tape is too short
;                     3 a place is n or more, or n is above 32
;                     4 a place is used twice
;                     5 the number at that place is another one
;
; r1  n                        r5  a place of the first list, later its address
; r2  an address               r6  1 shifted to that place
; r3  a number                 r7  the places used up, one bit for each
; r4  the number before it     r8  numbers still to come

        read    r1, 0
        cjmp    _short
        cmpa    r1, 32          ; the used places have to fit the 32 bits of r7
        cjmp    _no_such_place

; The first list goes to memory.
        mov     r2, _list
        mov     r8, r1
_fill:  sub     r8, r8, 1       ; the flag is the borrow: set when r8 was 0 already
        cjmp    _filled
        read    r3, 0
        cjmp    _short
        store.w r2, r3
        add     r2, r2, 4
        jmp     _fill
_filled:

; Each number of the second list is held against the one before it, and against its place in the first.
        mov     r8, r1
_check: sub     r8, r8, 1
        cjmp    _sorted
        read    r3, 0
        cjmp    _short
        cmpa    r4, r3          ; r4 is 0 at first, and nothing is below 0
        cjmp    _descending
        mov     r4, r3

        read    r5, 1           ; the hint
        cjmp    _short
        cmpae   r5, r1
        cjmp    _no_such_place
        mov     r6, 1
        shl     r6, r6, r5
        and     r9, r7, r6      ; the flag of a bit operation says that the result is 0: here, that the place is free
        cnjmp   _used_twice
        or      r7, r7, r6

        shl     r5, r5, 2
        add     r5, r5, _list
        load.w  r9, r5
        cmpe    r9, r3
        cjmp    _check
        answer  5

_sorted:
        answer  0               ; n places, no two the same: each number of the first list was met exactly once
_descending:
        answer  1
_short: answer  2
_no_such_place:
        answer  3
_used_twice:
        answer  4

_list:
