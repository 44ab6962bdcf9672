; TinyRAM V=2.000 M=vn W=32 K=16
;
; I know the 32 bytes whose SHA-256 digest is this, and I do not tell.
;
;   tape 0 (public):  chain id (2 words), contract (5), claimer (5), digest (8): abi.encodePacked(uint64, address, address, bytes32)
;   tape 1 (secret):  the 32 bytes, 8 words
;   answer:           0 the digest is theirs
;                     1 it is not
;                     2 a tape is too short
;
; The program does nothing with chain, contract and claimer: that they stand on the public tape is enough. A proof is about the
; whole tape, so it is worth nothing on another chain, to another contract or for another claimer.
;
; r1 to r8  a to h of SHA-256     r9   the word of the schedule     r10  the round's constant
; r11, r12, r13  values at hand   r14  counts

        mov     r14, 12         ; what the proof is bound to
_bound: read    r11, 0
        cjmp    _short
        sub     r14, r14, 1
        cmpe    r14, 0
        cnjmp   _bound

        mov     r9, _schedule   ; the secret is the first half of the only block
_secret:
        read    r11, 1
        cjmp    _short
        store.w r9, r11
        add     r9, r9, 4
        cmpe    r9, _padding    ; the second half is in the image: a one bit, zeros, the length
        cnjmp   _secret

        ; w[i + 16] = w[i] + s0(w[i + 1]) + w[i + 9] + s1(w[i + 14])
        mov     r9, _schedule
        mov     r14, 48
_extend:
        load.w  r10, r9
        add     r11, r9, 36
        load.w  r11, r11
        add     r10, r10, r11
        add     r11, r9, 4
        load.w  r11, r11
        shr     r12, r11, 7     ; s0
        shl     r13, r11, 25
        xor     r12, r12, r13
        shr     r13, r11, 18
        xor     r12, r12, r13
        shl     r13, r11, 14
        xor     r12, r12, r13
        shr     r13, r11, 3
        xor     r12, r12, r13
        add     r10, r10, r12
        add     r11, r9, 56
        load.w  r11, r11
        shr     r12, r11, 17    ; s1
        shl     r13, r11, 15
        xor     r12, r12, r13
        shr     r13, r11, 19
        xor     r12, r12, r13
        shl     r13, r11, 13
        xor     r12, r12, r13
        shr     r13, r11, 10
        xor     r12, r12, r13
        add     r10, r10, r12
        add     r11, r9, 64
        store.w r11, r10
        add     r9, r9, 4
        sub     r14, r14, 1
        cmpe    r14, 0
        cnjmp   _extend

        load.w  r1, _start
        load.w  r2, _start_1
        load.w  r3, _start_2
        load.w  r4, _start_3
        load.w  r5, _start_4
        load.w  r6, _start_5
        load.w  r7, _start_6
        load.w  r8, _start_7
        mov     r9, _schedule
        mov     r10, _constants
_round:
        shr     r11, r5, 6      ; h + S1(e)
        shl     r12, r5, 26
        xor     r11, r11, r12
        shr     r12, r5, 11
        xor     r11, r11, r12
        shl     r12, r5, 21
        xor     r11, r11, r12
        shr     r12, r5, 25
        xor     r11, r11, r12
        shl     r12, r5, 7
        xor     r11, r11, r12
        add     r11, r11, r8
        xor     r12, r6, r7     ; + ch(e, f, g): f where e has ones, g where it has zeros
        and     r12, r12, r5
        xor     r12, r12, r7
        add     r11, r11, r12
        load.w  r12, r9         ; + w[i] + k[i]
        add     r11, r11, r12
        load.w  r12, r10
        add     r11, r11, r12   ; is t1
        mov     r8, r7          ; h to e move on
        mov     r7, r6
        mov     r6, r5
        add     r5, r4, r11
        shr     r12, r1, 2      ; S0(a)
        shl     r13, r1, 30
        xor     r12, r12, r13
        shr     r13, r1, 13
        xor     r12, r12, r13
        shl     r13, r1, 19
        xor     r12, r12, r13
        shr     r13, r1, 22
        xor     r12, r12, r13
        shl     r13, r1, 10
        xor     r12, r12, r13
        add     r11, r11, r12
        or      r12, r1, r2     ; + maj(a, b, c)
        and     r12, r12, r3
        and     r13, r1, r2
        or      r12, r12, r13
        mov     r4, r3          ; d to a move on
        mov     r3, r2
        mov     r2, r1
        add     r1, r11, r12
        add     r9, r9, 4
        add     r10, r10, 4
        cmpe    r10, _constants_end
        cnjmp   _round

        ; the digest: what the rounds made, added to what they began with
        load.w  r11, _start
        add     r1, r1, r11
        read    r12, 0
        cjmp    _short
        cmpe    r1, r12
        cnjmp   _other
        load.w  r11, _start_1
        add     r2, r2, r11
        read    r12, 0
        cjmp    _short
        cmpe    r2, r12
        cnjmp   _other
        load.w  r11, _start_2
        add     r3, r3, r11
        read    r12, 0
        cjmp    _short
        cmpe    r3, r12
        cnjmp   _other
        load.w  r11, _start_3
        add     r4, r4, r11
        read    r12, 0
        cjmp    _short
        cmpe    r4, r12
        cnjmp   _other
        load.w  r11, _start_4
        add     r5, r5, r11
        read    r12, 0
        cjmp    _short
        cmpe    r5, r12
        cnjmp   _other
        load.w  r11, _start_5
        add     r6, r6, r11
        read    r12, 0
        cjmp    _short
        cmpe    r6, r12
        cnjmp   _other
        load.w  r11, _start_6
        add     r7, r7, r11
        read    r12, 0
        cjmp    _short
        cmpe    r7, r12
        cnjmp   _other
        load.w  r11, _start_7
        add     r8, r8, r11
        read    r12, 0
        cjmp    _short
        cmpe    r8, r12
        cnjmp   _other
        answer  0
_other: answer  1
_short: answer  2

_start: .word   0x6a09e667
_start_1:
        .word   0xbb67ae85
_start_2:
        .word   0x3c6ef372
_start_3:
        .word   0xa54ff53a
_start_4:
        .word   0x510e527f
_start_5:
        .word   0x9b05688c
_start_6:
        .word   0x1f83d9ab
_start_7:
        .word   0x5be0cd19
_constants:
        .word   0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5
        .word   0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5
        .word   0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3
        .word   0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174
        .word   0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc
        .word   0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da
        .word   0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7
        .word   0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967
        .word   0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13
        .word   0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85
        .word   0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3
        .word   0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070
        .word   0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5
        .word   0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3
        .word   0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208
        .word   0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
_constants_end:
_schedule:
        .zero   8
_padding:
        .word   0x80000000, 0, 0, 0, 0, 0, 0, 256
