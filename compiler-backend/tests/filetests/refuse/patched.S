# A byte of the call's auipc is changed after linking (file offset 0x1001).
#; patch: 4097 16
        .globl _start
_start: call    _start
#; error: 0x00010000 (_start): relocation R_RISCV_CALL_PLT calls for 0x10000, the file has 0x11000: link with --no-relax and do not edit the file afterwards
