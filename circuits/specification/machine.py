"""One step of the machine as bit-vector terms, written from the manual (vnTinyRAM: TinyRAM v2.000, von Neumann variant, W = 32), apart
from the rest of this repository: numbers of opcodes, meanings, flags, encoding, little-endian memory of double words.

A step reads what it needs from a state and says what it does to it (`Effect`). Terms are of 32 bits where nothing else is said.
"""

from dataclasses import dataclass, field
from typing import Any

from z3 import (
    And, BitVec, BitVecVal, BoolVal, Concat, Extract, If, LShR, Not, Or, UGE, UGT, ULT, ZeroExt,
)

W = 32
# Bits of a term that stands for an integer.
NUMBER = 96

# Name and opcode, in the manual's order. 23, 24 and 25 are undefined.
OPCODES = {
    "and": 0, "or": 1, "xor": 2, "not": 3, "add": 4, "sub": 5, "mull": 6, "umulh": 7, "smulh": 8, "udiv": 9, "umod": 10,
    "shl": 11, "shr": 12, "cmpe": 13, "cmpa": 14, "cmpae": 15, "cmpg": 16, "cmpge": 17, "mov": 18, "cmov": 19, "jmp": 20,
    "cjmp": 21, "cnjmp": 22, "store.b": 26, "load.b": 27, "store.w": 28, "load.w": 29, "read": 30, "answer": 31,
}
NAMES = {code: name for name, code in OPCODES.items()}


def word(value):
    return BitVecVal(value, W)


def bit(condition):
    """A condition as a word."""
    return If(condition, word(1), word(0))


@dataclass
class Fields:
    """The high word of a double word, taken apart; the low word is the operand A or its register's number."""

    opcode: Any
    immediate: Any
    ri: Any
    rj: Any


def decode(high, registers):
    """opcode: 5 bits, immediate: 1, then two register numbers of k bits, from the most significant bit on."""
    k = (registers - 1).bit_length()
    ri_low = W - 6 - k
    rj_low = ri_low - k
    return Fields(
        opcode=Extract(W - 1, W - 5, high),
        immediate=Extract(W - 6, W - 6, high),
        ri=Extract(ri_low + k - 1, ri_low, high),
        rj=Extract(rj_low + k - 1, rj_low, high),
    )


@dataclass
class State:
    """What a step finds: registers and memory where it looks."""

    # The address of the double word that is fetched, divided by 8: 29 bits.
    pc: Any
    flag: Any
    # Words of register ri, register rj, and operand A.
    ri: Any
    rj: Any
    a: Any
    # The double word that a load or store addresses.
    low: Any
    high: Any
    # The next word of the primary tape, if it has one.
    tape_word: Any
    tape_at_end: Any
    # The auxiliary tape was found at its end before.
    ended: Any
    # What was read from the auxiliary tape, if something is.
    auxiliary_word: Any
    auxiliary_at_end: Any


@dataclass
class Effect:
    """What a step does. What is not given stays."""

    ri: Any = None
    flag: Any = None
    pc: Any = None  # The next one, divided by 8.
    low: Any = None
    high: Any = None
    reads_primary: Any = field(default_factory=lambda: BoolVal(False))
    reads_auxiliary: Any = field(default_factory=lambda: BoolVal(False))
    answer: Any = None
    # What holds of numbers that are given by their properties.
    definitions: list = field(default_factory=list)


def wide(term):
    """As a number of so many bits that nothing overflows."""
    return ZeroExt(NUMBER - term.size(), term)


def signed(term):
    """The two's-complement value, as a number."""
    return wide(term) - If(Extract(W - 1, W - 1, term) == 1, BitVecVal(1 << W, NUMBER), BitVecVal(0, NUMBER))


def step(name, s):
    """The effect of an instruction."""
    x, a = s.rj, s.a

    def logic(result):
        return Effect(ri=result, flag=result == 0)

    if name == "and":
        return logic(x & a)
    if name == "or":
        return logic(x | a)
    if name == "xor":
        return logic(x ^ a)
    if name == "not":
        return logic(~a)

    if name == "add":
        total = wide(x) + wide(a)
        return Effect(ri=Extract(31, 0, total), flag=Extract(32, 32, total) == 1)
    if name == "sub":
        total = wide(x) + BitVecVal(1 << W, NUMBER) - wide(a)
        return Effect(ri=Extract(31, 0, total), flag=Extract(32, 32, total) == 0)
    if name in ("mull", "umulh"):
        product = wide(x) * wide(a)
        low, high = Extract(31, 0, product), Extract(63, 32, product)
        return Effect(ri=low if name == "mull" else high, flag=UGE(product, BitVecVal(1 << W, NUMBER)))
    if name == "smulh":
        product = signed(x) * signed(a)
        least, most = BitVecVal(-(1 << (W - 1)), NUMBER), BitVecVal((1 << (W - 1)) - 1, NUMBER)
        return Effect(ri=Extract(63, 32, product), flag=Not(And(product >= least, product <= most)))
    if name in ("udiv", "umod"):
        # floor(x / A) is the q with x = q A + r, 0 <= r < A; x mod A is that r.
        quotient, remainder = BitVec("quotient", W), BitVec("remainder", W)
        definition = Or(a == 0, And(wide(quotient) * wide(a) + wide(remainder) == wide(x), ULT(remainder, a)))
        result = quotient if name == "udiv" else remainder
        return Effect(ri=If(a == 0, word(0), result), flag=a == 0, definitions=[definition])
    if name == "shl":
        return Effect(ri=If(UGE(a, word(W)), word(0), x << a), flag=Extract(31, 31, x) == 1)
    if name == "shr":
        return Effect(ri=If(UGE(a, word(W)), word(0), LShR(x, a)), flag=Extract(0, 0, x) == 1)

    compare = {
        "cmpe": lambda: x == a, "cmpa": lambda: UGT(x, a), "cmpae": lambda: UGE(x, a), "cmpg": lambda: x > a, "cmpge": lambda: x >= a,
    }
    if name in compare:
        return Effect(flag=compare[name]())
    if name == "mov":
        return Effect(ri=a)
    if name == "cmov":
        return Effect(ri=If(s.flag, a, s.ri))

    target = Extract(31, 3, a)
    following = s.pc + BitVecVal(1, 29)
    if name == "jmp":
        return Effect(pc=target)
    if name == "cjmp":
        return Effect(pc=If(s.flag, target, following))
    if name == "cnjmp":
        return Effect(pc=If(s.flag, following, target))

    # Little-endian: byte b of a double word is its bits 8 b to 8 b + 7.
    both = Concat(s.high, s.low)
    by_byte = ZeroExt(61, Extract(2, 0, a)) * 8
    by_word = ZeroExt(63, Extract(2, 2, a)) * 32
    if name == "load.b":
        return Effect(ri=ZeroExt(24, Extract(7, 0, LShR(both, by_byte))))
    if name == "load.w":
        return Effect(ri=Extract(31, 0, LShR(both, by_word)))
    if name in ("store.b", "store.w"):
        by, size = (by_byte, 8) if name == "store.b" else (by_word, 32)
        mask = BitVecVal((1 << size) - 1, 64)
        stored = (both & ~(mask << by)) | ((ZeroExt(32, s.ri) & mask) << by)
        return Effect(low=Extract(31, 0, stored), high=Extract(63, 32, stored))

    if name == "read":
        primary, auxiliary = a == 0, a == 1
        found = Or(And(primary, Not(s.tape_at_end)), And(auxiliary, Not(s.auxiliary_at_end)))
        result = If(primary, s.tape_word, s.auxiliary_word)
        return Effect(
            ri=If(found, result, word(0)), flag=Not(found), reads_primary=primary, reads_auxiliary=auxiliary,
        )
    if name == "answer":
        return Effect(answer=a, pc=s.pc)
    # An undefined opcode, or a register that does not exist.
    return Effect(answer=word(1), pc=s.pc)
