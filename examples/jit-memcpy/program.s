; TinyRAM V=2.000 M=vn W=32 K=16
;
; Copies an array with code that it has just written itself.
;
; The plain loop for copying takes six steps a word: load, store, two additions, a comparison and a jump. This program writes
; out, for exactly the array at hand, the straight line
;
;         load.w  r1, source          load.w  r1, source+4       ...     jmp  _copied
;         store.w target, r1          store.w target+4, r1       ...
;
; in which every address is a constant, and jumps there: two steps a word. Writing it costs more than it saves if it runs
; once, and pays when it runs again and again. What it needs is the von Neumann machine: the program lies in the same memory
; as the data.
;
;   tape 0 (public):  the checksum, then the array (up to 32 words) until the tape ends
;   tape 1 (secret):  nothing
;   answer:           0 the copy has that checksum; 1 it has another; 2 the checksum is missing; 3 the array is too long
;                     (4 would mean that the code was not written)
;
; r1  the word being copied, in the written code      r8   opcode word of a load
; r2  the checksum on the tape                        r9   opcode word of a store
; r3  address in the array                            r10  where the next word of code goes
; r4  address in the copy                             r11  the address behind the array
; r5, r6  whatever is at hand

        read    r2, 0
        cjmp    _missing

        mov     r11, _array     ; the array goes to memory
_fill:  read    r5, 0
        cjmp    _filled
        cmpe    r11, _array_end
        cjmp    _too_long
        store.w r11, r5
        add     r11, r11, 4
        jmp     _fill
_filled:

; An instruction is a double word: the operand A at its address, opcode and registers four bytes on. The second word is taken
; from a model below, so that this program need not know how instructions are encoded; the first is the address to use.
        mov     r5, _model_load
        add     r5, r5, 4
        load.w  r8, r5
        mov     r5, _model_store
        add     r5, r5, 4
        load.w  r9, r5
        mov     r3, _array
        mov     r4, _copy
        mov     r10, _code
_write: cmpe    r3, r11
        cjmp    _written
        store.w r10, r3         ; load.w r1, r3 ...
        add     r10, r10, 4
        store.w r10, r8
        add     r10, r10, 4
        store.w r10, r4         ; store.w r4, r1, where r3 and r4 stand for what is in them now
        add     r10, r10, 4
        store.w r10, r9
        add     r10, r10, 4
        add     r3, r3, 4
        add     r4, r4, 4
        jmp     _write
_written:
        mov     r6, _model_jump ; the last instruction is a copy of its model, both words of it
        load.w  r5, r6
        store.w r10, r5
        add     r6, r6, 4
        add     r10, r10, 4
        load.w  r5, r6
        store.w r10, r5
        jmp     _code           ; off we go

_copied:
        mov     r5, 0           ; checksum := 31 * checksum + word, over the copy
        mov     r3, _copy
_sum:   cmpe    r3, r4
        cjmp    _summed
        load.w  r6, r3
        mull    r5, r5, 31
        add     r5, r5, r6
        add     r3, r3, 4
        jmp     _sum
_summed:
        cmpe    r5, r2
        cnjmp   _wrong
        answer  0
_wrong: answer  1
_missing:
        answer  2
_too_long:
        answer  3

; Models of the instructions to write. They are never executed here.
_model_load:
        load.w  r1, 0
_model_store:
        store.w 0, r1
_model_jump:
        jmp     _copied

_array: .zero   32
_array_end:
_copy:  .zero   32

; The written code starts here, over this instruction. Behind it there is only empty memory.
_code:  answer  4
