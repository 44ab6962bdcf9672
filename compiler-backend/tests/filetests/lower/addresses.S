# Upper halves go away where the whole address is known.
        .globl _start
_start: call    f
f:      lui     a0, %hi(word)
        lw      a1, %lo(word)(a0)
        addi    a0, a0, %lo(word)
        la      a2, f
        la      a0, word + 4
        sw      a1, 0(a0)
        li      a0, 0
        jr      a2
        .data
        .balign 16
word:   .word   1, f
#; jmp     24                           ; 0x00000010
#; load.w  r11, 64                      ; 0x00000018
#; store.w 68, r11                      ; 0x00000020
#; jmp     24                           ; 0x00000028
