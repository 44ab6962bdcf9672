; TinyRAM V=2.000 M=vn W=32 K=16
;
; I know a place in this table from which k hops lead to the target.
; A hop goes from place i to place table[i].
;
;   tape 0 (public):  N, k, the target, then the table: N places, each below N
;   tape 1 (secret):  the place to start from
;   answer:           0 the k hops lead to the target
;                     1 they lead elsewhere
;                     2 a tape is too short
;                     3 a place is N or more
;
; r1  N            r4  where we are
; r2  hops left    r5  the address behind the table
; r3  the target   r6  an entry, r7 the address it goes to

        read    r1, 0
        cjmp    _short
        read    r2, 0
        cjmp    _short
        read    r3, 0
        cjmp    _short
        cmpae   r3, r1          ; >=, unsigned
        cjmp    _outside
        shl     r3, r3, 2       ; from place to address: a word has four bytes, and memory is addressed by byte
        add     r3, r3, _table  ; a label stands for its address

; Copy the table to memory, and turn every place into an address while at it: each hop is then a single load.
        mov     r7, _table
        shl     r5, r1, 2
        add     r5, r5, _table
_fill:  cmpe    r7, r5
        cjmp    _filled
        read    r6, 0
        cjmp    _short
        cmpae   r6, r1
        cjmp    _outside        ; without this check a hop could lead anywhere in memory, the program included
        shl     r6, r6, 2
        add     r6, r6, _table
        store.w r7, r6          ; stores take the address first: the word at r7 := r6
        add     r7, r7, 4
        jmp     _fill

_filled:
        read    r4, 1
        cjmp    _short
        cmpae   r4, r1
        cjmp    _outside
        shl     r4, r4, 2
        add     r4, r4, _table

        cmpe    r2, 0
        cjmp    _arrived
_hop:   load.w  r4, r4          ; four steps a hop, whatever the size of the table: this is what memory is for
        sub     r2, r2, 1
        cmpe    r2, 0
        cnjmp   _hop
_arrived:
        cmpe    r4, r3
        cnjmp   _elsewhere
        answer  0
_elsewhere:
        answer  1
_short: answer  2
_outside:
        answer  3

_table:                         ; the table goes here, behind the program: memory that the image does not fill is zero
