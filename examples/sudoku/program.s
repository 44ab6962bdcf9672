; TinyRAM V=2.000 M=vn W=32 K=16
;
; I have solved this sudoku.
;
;   tape 0 (public):  the puzzle, 81 cells row by row, 0 for an empty cell; eight cells in a word, the first one lowest
;   tape 1 (secret):  the solution, in the same form
;   answer:           0 solved
;                     1 the solution changes a given digit
;                     2 a tape is too short
;                     3 a row, column or box does not have all nine digits
;
; Each row, column and box has a mask in which bit d is set when the digit d was seen. Nine cells can only give the mask
; 0x3fe, bits 1 to 9, if they are nine different digits from 1 to 9: no digit has to be looked at for being in range.
;
; r1  puzzle cells, r2  solution cells not yet used of the current words, r3  how many
; r4  the given digit, r5  the digit of the solution, r6  its bit
; r7  mask of the row, r8  of the box, r9  of the column
; r10 address of the column's mask, r11 of the box's
; r12 columns of the box, r13 rows of the band, r14 bands: how many are still to come
;
; A band is three rows, that is three boxes side by side.

        mov     r14, 3
_band:  mov     r13, 3
_row:   mov     r7, 0
        mov     r10, _columns
        mov     r11, _boxes
_box:   load.w  r8, r11
        mov     r12, 3

_cell:  cmpe    r3, 0           ; are there cells left in r1 and r2?
        cnjmp   _have
        read    r1, 0
        cjmp    _short
        read    r2, 1
        cjmp    _short
        mov     r3, 8
_have:  sub     r3, r3, 1
        and     r5, r2, 15      ; the lowest four bits are the cell ...
        shr     r2, r2, 4       ; ... and the next cell moves down
        and     r4, r1, 15
        shr     r1, r1, 4
        cmpe    r4, 0           ; an empty cell of the puzzle takes any digit,
        cjmp    _free
        cmpe    r4, r5          ; a given one only its own
        cnjmp   _changed
_free:  mov     r6, 1
        shl     r6, r6, r5
        or      r7, r7, r6      ; the row has the digit
        or      r8, r8, r6      ; and the box
        load.w  r9, r10         ; and the column, whose mask lives in memory
        or      r9, r9, r6
        store.w r10, r9
        add     r10, r10, 4
        sub     r12, r12, 1
        cmpe    r12, 0
        cnjmp   _cell

        store.w r11, r8         ; three cells are done: go to the box on the right
        add     r11, r11, 4
        cmpe    r11, _boxes_end
        cnjmp   _box

        cmpe    r7, 0x3fe       ; the row is complete
        cnjmp   _incomplete
        sub     r13, r13, 1
        cmpe    r13, 0
        cnjmp   _row

        mov     r11, _boxes     ; the three boxes of the band are complete: check them and clear their masks
        mov     r4, 0
_band_boxes:
        load.w  r8, r11
        cmpe    r8, 0x3fe
        cnjmp   _incomplete
        store.w r11, r4
        add     r11, r11, 4
        cmpe    r11, _boxes_end
        cnjmp   _band_boxes
        sub     r14, r14, 1
        cmpe    r14, 0
        cnjmp   _band

        mov     r10, _columns   ; so are all columns
_all_columns:
        load.w  r9, r10
        cmpe    r9, 0x3fe
        cnjmp   _incomplete
        add     r10, r10, 4
        cmpe    r10, _columns_end
        cnjmp   _all_columns
        answer  0

_changed:
        answer  1
_short: answer  2
_incomplete:
        answer  3

; Data in the image: this assembler's extension to the language of the specification.
_columns:
        .zero   9
_columns_end:
_boxes: .zero   3
_boxes_end:
