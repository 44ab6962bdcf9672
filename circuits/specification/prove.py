"""Shows by z3 that the constraints on a step imply the step of the manual (`machine.py`), for every operation of the decoder.

The constraints come from the circuit as polynomials over the field (`target/specification/KIND.json`, made by the test
`export::constraints_of_a_step`). For each operation, that is each row of the decode table:

1. The double word that was fetched is one that the manual decodes so.
2. Whatever the cells, if they satisfy the constraints, then the step accesses what the manual says and leaves there what it says,
   and the next step starts with the pc, flag and tape positions that it says. So the next state is determined, too.
3. Steps of honest runs satisfy what the solver is told.

Premises, which other arguments show (docs/evidence.md): a read finds what was written last, so words of the memory have 32 bits, a cell of
the tape holds a word and an end mark, accesses are to cells that exist; the step starts with a pc in the memory and bits for flags.

From polynomials to integers: a looked-up tuple is a row of the table; cells without a range are eliminated where they stand linearly; an
equation whose value cannot reach the field's order is one of integers. All of this loses solutions to the solver's disadvantage only: what is
asserted follows from the constraints.
"""

import argparse
import itertools
import json
import multiprocessing
import sys
import time
from pathlib import Path

from z3 import (
    And, BitVec, BitVecVal, Bool, Extract, If, Implies, Int, Not, Or, Solver, SolverFor, ULE, ULT, ZeroExt, sat, unsat,
    substitute as z3_substitute,
)

import machine
from machine import OPCODES, NAMES, State, decode, signed, wide

P = 0x30644E72E131A029B85045B68181585D2833E84879B9709143E1F593F0000001
# All integers are terms of so many bits, two's complement; more than any equation's value needs, which is checked.
WIDTH = machine.NUMBER
SCRATCH = -(1 << 30)
TAPE = 1 << 30
MOST_WORDS = 1 << 16
MAX = (1 << 32) - 1
KINDS = ["1k-r16", "1k-r32", "64k-r16", "64k-r32"]
# Work that a query may be, as z3 counts it: the same on a slow machine.
LIMIT = 400_000_000


class NotShown(Exception):
    pass


def poly(terms):
    """A polynomial: from products of variables, as sorted tuples, to coefficients modulo P."""
    return {tuple(variables): int(coefficient, 0) % P for coefficient, variables in terms}


def add(p, q, scale=1):
    result = dict(p)
    for monomial, coefficient in q.items():
        result[monomial] = (result.get(monomial, 0) + scale * coefficient) % P
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def times(p, q):
    result = {}
    for a, x in p.items():
        for b, y in q.items():
            monomial = tuple(sorted(a + b))
            result[monomial] = (result.get(monomial, 0) + x * y) % P
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def constant(value):
    return {(): value % P} if value % P else {}


def variable(name):
    return {(name,): 1}


def substitute(p, values):
    """With polynomials in the place of variables."""
    if not any(v in values for monomial in p for v in monomial):
        return p
    result = {}
    for monomial, coefficient in p.items():
        product = constant(coefficient)
        for v in monomial:
            product = times(product, values.get(v, variable(v)))
        result = add(result, product)
    return result


def variables(p):
    return {v for monomial in p for v in monomial}


def centered(coefficient):
    return coefficient - P if coefficient > P // 2 else coefficient


class Step:
    """The constraints on a step of one operation, ready for the solver."""

    def __init__(self, exported, operation, without, case):
        self.exported = exported
        self.registers = exported["registers"]
        self.key, self.packed = operation
        self.cells = exported["cells"]
        self.ranges = {}
        self.bits = set()
        self.values = {}
        # Terms of the solver by variable, and what holds of them beside their ranges.
        self.terms = {}
        self.facts = []
        self.without = without
        self.case = case
        self.equations = [(c["name"], poly(c["terms"])) for c in exported["constraints"] if c["name"] not in without]
        self.collect_bits()
        # Cases are made of these.
        assert {*self.cells["digits"], *self.cells["control"]} <= self.bits, "a bit that may be something else"
        self.premises()
        self.lookups()
        self.eliminate()
        self.words()

    # Ranges.

    def collect_bits(self):
        for name, p in list(self.equations):
            vs = variables(p)
            if len(vs) == 1:
                (v,) = vs
                if p in ({(v,): 1, (v, v): P - 1}, {(v,): P - 1, (v, v): 1}):
                    self.bits.add(v)
                    self.ranges[v] = (0, 1)
                    self.equations.remove((name, p))

    def premises(self):
        cells = self.cells
        word = (0, (1 << 32) - 1)
        self.ranges[cells["pc"]] = (0, (1 << 29) - 1)
        self.ranges[cells["position"]] = (0, MOST_WORDS)
        for access in self.exported["accesses"]:
            for part in ("lo", "hi"):
                for v in variables(poly(access["read"][part])):
                    self.ranges[v] = word
        # The next step's flags are bits by its own constraints, and its pc is a cell's address.
        for name in ("next flag", "next ended", "flag", "ended"):
            self.bits.add(cells[name])
            self.ranges[cells[name]] = (0, 1)
        self.ranges[cells["next pc"]] = (SCRATCH - self.registers, TAPE + MOST_WORDS)

    # Lookups.

    def fresh(self, name, low, high):
        self.ranges[name] = (low, high)
        return variable(name)

    def lookups(self):
        tags = self.exported["tags"]
        table = {}
        for tag, key, value in self.exported["table"]:
            table.setdefault(tag, {})[key] = value
        limbs = len(table[tags["limb"]])
        assert sorted(table[tags["limb"]]) == list(range(limbs)) and limbs in (1 << 8, 1 << 16)
        assert all(value == machine_spread(key) for key, value in table[tags["limb"]].items())
        for i, lookup in enumerate(self.exported["lookups"]):
            if lookup["name"] in self.without or lookup["on"] != [["1", []]]:
                # The lookup of the image is the boot cells'.
                assert lookup["name"] in self.without or "image" in lookup["name"], lookup["name"]
                continue
            key, value = poly(lookup["key"]), poly(lookup["value"])
            tag = poly(lookup["tag"])
            tag = tag.get((), 0)
            if tag == tags["limb"]:
                limb = self.fresh(f"limb{i}", 0, limbs - 1)
                spread = self.fresh(f"spread{i}", 0, machine_spread(limbs - 1))
                self.facts.append(("spread", f"limb{i}", f"spread{i}", limbs.bit_length() - 1))
                self.equations.append((lookup["name"], add(key, limb, -1)))
                self.equations.append((lookup["name"], add(value, spread, -1)))
            elif tag == tags["decode"]:
                self.equations.append((lookup["name"], add(key, constant(self.key), -1)))
                self.equations.append((lookup["name"], add(value, constant(self.packed), -1)))
            elif tag in (tags["register"], tags["padding"]):
                entries = table[tag]
                assert sorted(entries) == list(range(len(entries))) and not any(entries.values())
                number = self.fresh(f"number{i}", 0, len(entries) - 1)
                self.equations.append((lookup["name"], add(key, number, -1)))
                self.equations.append((lookup["name"], value))
            elif tag == tags["op"]:
                bytes_ = [k for k, v in table[tag].items() if v == 0]
                powers = {k: v for k, v in table[tag].items() if v}
                assert bytes_ == list(range(256)) and len(powers) == 33
                row, _ = self.case
                if row is None:
                    continue
                kind, at = row
                if kind == "byte":
                    byte = self.fresh("op byte", 0, 255)
                    self.equations.append((lookup["name"], add(key, byte, -1)))
                    self.equations.append((lookup["name"], value))
                else:
                    power = sorted(powers)[at]
                    self.equations.append((lookup["name"], add(key, constant(power), -1)))
                    self.equations.append((lookup["name"], add(value, constant(powers[power]), -1)))
            else:
                # Times order accesses.
                assert tag == tags["time"], lookup

    # Elimination.

    def eliminate(self):
        # The control bits are those of the packed number, see `control_bits`.
        control = {cell: constant(self.packed >> i & 1) for i, cell in enumerate(self.cells["control"])}
        _, place = self.case
        control.update({cell: constant(bit) for cell, bit in zip(self.cells["digits"], place)})
        self.equations = [(name, substitute(p, control)) for name, p in self.equations]
        self.values.update(control)
        # Halves of words are limbs first of all: then equations between words stay what they are.
        self.equations.sort(key=lambda equation: not equation[0].startswith("lookup"))
        while True:
            pivot = None
            for name, p in self.equations:
                for v in sorted(variables(p)):
                    if v in self.ranges:
                        continue
                    with_v = [monomial for monomial in p if v in monomial]
                    if with_v == [(v,)]:
                        pivot = (v, p)
                        break
                if pivot:
                    break
            if not pivot:
                break
            v, p = pivot
            inverse = pow(-p[(v,)], -1, P)
            rest = {monomial: coefficient * inverse % P for monomial, coefficient in p.items() if monomial != (v,)}
            value = {v: rest}
            self.equations = [(name, substitute(q, value)) for name, q in self.equations]
            self.values = {name: substitute(q, value) for name, q in self.values.items()}
            self.values[v] = rest
        self.equations = [(name, p) for name, p in self.equations if p]

    def words(self):
        """Names each word of two halves, so that products are of words and not of limbs."""
        for i, halves in enumerate(self.cells["words"]):
            low, high = (self.value(variable(v)) for v in halves)
            whole = add(low, high, 1 << 16)
            assert all(v in self.ranges for v in variables(whole)), "a word without a range"
            word = self.fresh(f"word{i}", 0, (1 << 32) - 1)
            # It may be something else's already; otherwise its lowest limb is the word less the others.
            limbs = [monomial for monomial, c in whole.items() if c == 1 and monomial and monomial[0].startswith("limb")]
            if limbs:
                limb = limbs[0]
                others = {monomial: c for monomial, c in whole.items() if monomial != limb}
                value = {limb[0]: add(word, others, -1)}
                self.equations = [(name, substitute(p, value)) for name, p in self.equations]
                self.values = {name: substitute(p, value) for name, p in self.values.items()}
            self.equations.append((f"word {i}", add(whole, word, -1)))

    def value(self, p):
        return substitute(p, self.values)

    # Terms.

    def term(self, v):
        if v not in self.terms:
            low, high = self.ranges[v]
            if low < 0:
                term = BitVec(v, WIDTH)
                self.facts.append(And(term >= low, term <= high))
                self.terms[v] = term
            else:
                size = max(high.bit_length(), 1)
                term = BitVec(v, size)
                if high + 1 != 1 << size:
                    self.facts.append(ULE(term, high))
                self.terms[v] = term
        return self.terms[v]

    def number(self, v):
        term = self.term(v)
        return ZeroExt(WIDTH - term.size(), term) if term.size() < WIDTH else term

    def integers(self, p):
        """The polynomial times a power of two, with integer coefficients, and the bounds of its value."""
        scale = 1
        while any(abs(centered(c * scale % P)) >= 1 << 100 for c in p.values()):
            scale *= 2
            if scale > 1 << 60:
                return None
        p = {monomial: centered(c * scale % P) for monomial, c in p.items()}
        low = high = 0
        for monomial, c in p.items():
            least, most = 1, 1
            for v in dict.fromkeys(monomial):
                if v not in self.ranges:
                    return None
                a, b = self.ranges[v]
                power = monomial.count(v)
                corners = [x * y**power for x in (least, most) for y in (a, b)]
                least, most = min(corners), max(corners)
            low += min(c * least, c * most)
            high += max(c * least, c * most)
        assert max(-low, high) < P // 2, "an equation that wraps in the field"
        if max(-low, high) >= 1 << (WIDTH - 2):
            raise NotShown(f"a value of more than {WIDTH} bits")
        return p, scale

    def of_integers(self, p):
        total = BitVecVal(0, WIDTH)
        for monomial, c in sorted(p.items()):
            bits = [v for v in dict.fromkeys(monomial) if v in self.bits]
            others = [v for v in monomial if v not in self.bits]
            product = BitVecVal(1, WIDTH)
            for i, v in enumerate(others):
                product = self.number(v) if i == 0 else product * self.number(v)
            product = product * BitVecVal(c, WIDTH)
            if bits:
                on = And([self.term(v) == 1 for v in bits])
                product = If(on, product, BitVecVal(0, WIDTH))
            total = total + product
        return total

    def is_zero(self, p):
        """p = 0. None: a cell without a range is in it, or its value is larger than terms are; then it is not asserted."""
        try:
            integers = self.integers(p)
        except NotShown:
            return None
        return None if integers is None else self.of_integers(integers[0]) == 0

    def equals(self, p, number):
        """p is this number of WIDTH bits."""
        integers = self.integers(self.value(p))
        if integers is None:
            raise NotShown(f"not an integer: {p}")
        p, scale = integers
        return self.of_integers(p) == number * BitVecVal(scale, WIDTH)

    def assertions(self):
        """What the constraints say, for the solver."""
        result = []
        for name, p in self.equations:
            formula = self.is_zero(p)
            if formula is None:
                formula = self.without_free_cell(name, p)
            if formula is not None:
                result.append(formula)
        # A product of spreads is what the bits are.
        for fact in self.facts:
            if isinstance(fact, tuple):
                _, limb, spread, size = fact
                if spread in self.terms:
                    self.facts.append(self.number(spread) == spread_of(self.term(limb), size))
        result.extend(fact for fact in self.facts if not isinstance(fact, tuple))
        return result

    def without_free_cell(self, name, p):
        """Of Q u + R = 0 with a free cell u: where Q is zero, R is."""
        free = [v for v in variables(p) if v not in self.ranges]
        if len(free) != 1 or any(monomial.count(free[0]) > 1 for monomial in p):
            return None
        factor, rest = {}, {}
        for monomial, c in p.items():
            if free[0] in monomial:
                others = list(monomial)
                others.remove(free[0])
                factor[tuple(others)] = c
            else:
                rest[monomial] = c
        factor, rest = self.is_zero(factor), self.is_zero(rest)
        return None if factor is None or rest is None else Implies(factor, rest)


def machine_spread(limb):
    return sum((limb >> i & 1) << (2 * i) for i in range(16))


def spread_of(limb, size):
    total = BitVecVal(0, WIDTH)
    for i in range(size):
        bit = ZeroExt(WIDTH - 1, Extract(i, i, limb))
        total = total + (bit << (2 * i))
    return total


def solver():
    s = SolverFor("QF_BV")
    s.set("rlimit", LIMIT)
    return s


def shown(assumptions, claim):
    """Do the assumptions imply the claim?"""
    s = solver()
    s.add(*assumptions)
    s.add(Not(claim))
    result = s.check()
    if result == unsat:
        return None
    if result == sat:
        return f"counterexample: {s.model()}"
    return f"unknown: {s.reason_unknown()}"


def signed_number(value):
    return BitVecVal(value, WIDTH)


class Operation:
    """A row of the decode table, and what the manual makes of double words that are decoded so."""

    def __init__(self, key, packed):
        self.key, self.packed = key, packed
        # Taken for another instruction, to see that this is not shown.
        self.taken_for = None
        self.opcode, self.immediate = key % 64 // 2, key % 2
        self.beyond = key >= 64
        self.name = NAMES.get(self.opcode)

    def __str__(self):
        operand = "immediate" if self.immediate else "register"
        if self.name is None:
            return f"undefined opcode {self.opcode} with {operand}"
        return f"{self.name} with " + ("a register that does not exist" if self.beyond else operand)

    @property
    def meaning(self):
        """The instruction's name; None: it counts as `answer 1`."""
        return self.taken_for or (None if self.beyond else self.name)

    def cases(self):
        """Cases of the row that the op-specific lookup finds and of the place within a double word, for those who need them."""
        rows = [("byte", 0)] + [("power", s) for s in range(33)]
        places = list(itertools.product((0, 1), repeat=3))
        if self.meaning in ("shl", "shr"):
            return [(row, ()) for row in rows]
        if self.meaning in ("load.b", "store.b"):
            return [(row, ()) for row in rows[1:]] + [(rows[0], place) for place in places]
        if self.meaning in ("load.w", "store.w"):
            return [(None, place) for place in places]
        return [(None, ())]


def lemmas():
    """What a solver of bit vectors does not see of products, shown in integers."""
    q, r, q2, r2, a, x, y, b, c = (Int(name) for name in ("q", "r", "q2", "r2", "a", "x", "y", "b", "c"))
    s = Solver()
    # Quotient and remainder are determined.
    s.add(a > 0, r >= 0, r < a, r2 >= 0, r2 < a, q * a + r == q2 * a + r2, q > q2)
    # d a = r2 - r < a with d = q - q2 > 0.
    d = Int("d")
    s.add(d == q - q2, d * a == q * a - q2 * a)
    assert s.check() == unsat, "quotients"
    s = Solver()
    s.add((x - b) * (y - c) != x * y - b * y - x * c + b * c)
    assert s.check() == unsat, "products of differences"


def signed_product_lemma(x, a):
    """(x - b) (a - c) = x a - b a - x c + b c, for b, c = 2^32 times the top bits: an identity of every ring."""
    both = And(Extract(31, 31, x) == 1, Extract(31, 31, a) == 1)
    zero = BitVecVal(0, WIDTH)
    shifted = lambda term: wide(term) << 32
    expanded = (
        wide(x) * wide(a)
        - If(Extract(31, 31, x) == 1, shifted(a), zero)
        - If(Extract(31, 31, a) == 1, shifted(x), zero)
        + If(both, BitVecVal(1 << 64, WIDTH), zero)
    )
    return signed(x) * signed(a) == expanded


def prove(exported, operation, without=()):
    """Shows all claims about an operation; the number of queries. Raises NotShown."""
    queries = 0
    # Steps of honest runs, which the premises must admit.
    honest = [values for key, values in exported["steps"] if key == operation.key]
    possible = False
    for case in operation.cases():
        step = Step(exported, (operation.key, operation.packed), without, case)
        s = solver()
        s.add(*step.assertions())
        queries += 1
        if s.check() == unsat:
            # No cells are in this case.
            continue
        of = {access["name"].split(": ")[1]: access for access in exported["accesses"]}
        cells = exported["cells"]
        registers = step.registers

        def found(access, part):
            # The words of the memory are cells with a range, as the export has them.
            (v,) = variables(poly(of[access]["read"][part]))
            return step.term(v)

        low, high = found("fetch", "lo"), found("fetch", "hi")
        fields = decode(high, registers)
        immediate = operation.immediate == 1
        ri, data_lo, data_hi = found("register ri", "lo"), found("data", "lo"), found("data", "hi")
        a = low if immediate else found("register A", "lo")
        flag, ended = (step.term(cells[name]) == 1 for name in ("flag", "ended"))
        carry = Bool("the auxiliary tape is at its end")
        auxiliary = [step.value(variable(v)) for v in cells["words"][2]]
        auxiliary_word = BitVec("auxiliary word", 32)
        pc = step.term(cells["pc"])
        position = step.number(cells["position"])
        state = State(
            pc=pc, flag=flag, ri=ri, rj=data_lo, a=a, low=data_lo, high=data_hi, tape_word=data_lo, tape_at_end=data_hi == 1,
            ended=ended, auxiliary_word=auxiliary_word, auxiliary_at_end=carry,
        )
        effect = machine.step(operation.meaning, state)

        # What the step looks at: the data access is to the addressed double word, to the tape, or to register rj.
        meaning = operation.meaning
        memory = meaning in ("load.b", "load.w", "store.b", "store.w")
        register = lambda number: signed_number(SCRATCH - 1) - wide(number)
        data_address = register(fields.rj)
        if memory:
            data_address = wide(Extract(31, 3, a))
        data_address = If(effect.reads_primary, signed_number(TAPE) + position, data_address)
        a_address = signed_number(SCRATCH) if immediate or meaning is None else register(low)

        claims = {}
        address = lambda access: poly(of[access]["read"]["address"])
        written = lambda access, part: poly(of[access]["written"][part])
        claims["fetches at the pc"] = step.equals(address("fetch"), wide(pc))
        claims["a fetch leaves what it finds"] = And(
            step.equals(written("fetch", "lo"), wide(low)), step.equals(written("fetch", "hi"), wide(high)),
        )
        claims["address of register A"] = step.equals(address("register A"), a_address)
        if not (immediate or meaning is None):
            claims["register A stays"] = step.equals(written("register A", "lo"), wide(a))
        claims["address of register ri"] = step.equals(address("register ri"), register(fields.ri))
        after = ri if effect.ri is None else effect.ri
        claims["register ri"] = step.equals(written("register ri", "lo"), wide(after))
        claims["address of the data"] = step.equals(address("data"), data_address)
        left = (data_lo if effect.low is None else effect.low, data_hi if effect.high is None else effect.high)
        claims["data"] = And(
            step.equals(written("data", "lo"), wide(left[0])), step.equals(written("data", "hi"), wide(left[1])),
        )
        next_pc = pc + BitVecVal(1, 29) if effect.pc is None else effect.pc
        claims["next pc"] = step.equals(variable(cells["next pc"]), wide(next_pc))
        next_flag = flag if effect.flag is None else effect.flag
        one_if = lambda condition: If(condition, signed_number(1), signed_number(0))
        claims["next flag"] = step.equals(variable(cells["next flag"]), one_if(next_flag))
        reads_word = And(effect.reads_primary, Not(data_hi == 1))
        claims["next tape position"] = step.equals(variable(cells["next position"]), position + one_if(reads_word))
        next_ended = If(effect.reads_auxiliary, carry, ended)
        claims["next end of the auxiliary tape"] = step.equals(variable(cells["next ended"]), one_if(next_ended))
        if effect.answer is not None:
            claims["answer"] = step.equals(variable(cells["answer"]), wide(effect.answer))

        premises = list(effect.definitions)
        if meaning == "read":
            # A cell of the tape holds a word, or an end mark and zero.
            premises.append(Implies(a == 0, And(ULE(data_hi, 1), Implies(data_hi == 1, data_lo == 0))))
            # The auxiliary tape is what the prover says, but an end is final: what the step shows is its word, or its end.
            premises.append(carry == (step.number(cells["next ended"]) == 1))
            low_half, high_half = (step.integers(p) for p in auxiliary)
            assert low_half[1] == high_half[1] == 1
            shown_word = step.of_integers(low_half[0]) + step.of_integers(high_half[0]) * BitVecVal(1 << 16, WIDTH)
            premises.append(wide(auxiliary_word) == shown_word)
            claims["the end of the auxiliary tape is final"] = Implies(
                And(a == 1, ended), step.equals(variable(cells["next ended"]), signed_number(1)),
            )
        if meaning == "smulh":
            premises.append(signed_product_lemma(data_lo, a))

        # Accesses are to cells that exist.
        def exists(access):
            integers, scale = step.integers(step.value(address(access)))
            term, one = step.of_integers(integers), BitVecVal(scale, WIDTH)
            within = lambda low, high: And(term >= signed_number(low) * one, term <= signed_number(high) * one)
            return Or(
                within(SCRATCH - registers, SCRATCH), within(0, (1 << 29) - 1), within(TAPE, TAPE + MOST_WORDS),
            )

        premises += [exists(name) for name in of]
        next_pc_number = step.number(cells["next pc"])
        premises.append(Or(
            next_pc_number <= SCRATCH, And(next_pc_number >= 0, next_pc_number < 1 << 29), next_pc_number >= TAPE,
        ))
        claims["decoded as the manual says"] = And(
            fields.opcode == operation.opcode, fields.immediate == operation.immediate,
        )
        if operation.beyond:
            claims["a register that does not exist"] = Not(ULT(low, registers))
        elif operation.name is not None and not immediate:
            claims["a register that exists"] = ULT(low, registers)
        assumptions = step.assertions() + premises
        products = Products()
        if meaning in ("udiv", "umod"):
            # Both pairs are quotient and remainder; by the lemma there is one.
            quotient, remainder = BitVec("quotient", 32), BitVec("remainder", 32)
            mine = [step.number(f"word{i}") for i in (3, 2)]
            defined = And(
                mine[0] * wide(a) + mine[1] == wide(data_lo), mine[1] < wide(a),
                wide(quotient) * wide(a) + wide(remainder) == wide(data_lo), ULT(remainder, a),
            )
            assumptions.append(Implies(defined, And(mine[0] == wide(quotient), mine[1] == wide(remainder))))
            products.name(mine[0], wide(a), 0, MAX)
            products.name(wide(quotient), wide(a), 0, MAX)
        else:
            products.name(wide(data_lo), wide(a), 0, MAX)
        if meaning == "smulh":
            products.name(signed(data_lo), signed(a), -(1 << 31), (1 << 31) - 1)
        assumptions = products.facts + [products.hide(formula) for formula in assumptions]
        claims = {name: products.hide(claim) for name, claim in claims.items()}
        s = solver()
        s.add(*assumptions)
        queries += 1
        possible = possible or s.check() == sat
        admitted = []
        for values in honest:
            s = solver()
            s.add(*assumptions)
            s.add(*(term == int(values[v], 0) for v, term in step.terms.items() if v in values))
            queries += 1
            if s.check() == sat:
                admitted.append(values)
        honest = [values for values in honest if values not in admitted]
        for name, claim in claims.items():
            why = shown(assumptions, claim)
            queries += 1
            if why:
                raise NotShown(f"{name}, case {case}: {why}")
    if not possible:
        raise NotShown("no cells satisfy the constraints")
    if honest and not operation.taken_for:
        raise NotShown("a step of an honest run does not satisfy what is asserted")
    return queries


class Products:
    """Products of numbers as numbers of their own, of which only this is known: that they are zero with a factor, and in which bounds they
    are, which are the products of the factors' bounds."""

    def __init__(self):
        self.names, self.facts = [], []

    def name(self, x, y, low, high):
        """x y, for factors from `low` to `high`."""
        product = BitVec(f"product{len(self.names)}", WIDTH)
        self.names += [(x * y, product), (y * x, product)]
        corners = [a * b for a in (low, high) for b in (low, high)]
        self.facts += [
            Implies(Or(x == 0, y == 0), product == 0),
            product >= BitVecVal(min(corners), WIDTH), product <= BitVecVal(max(corners), WIDTH),
        ]

    def hide(self, formula):
        return z3_substitute(formula, *self.names)


def control_bits(exported):
    """The packed number is the sum of the control bits times powers of two; `Step` holds them to be bits, so they are its digits."""
    cells = exported["cells"]["control"]
    p = next(poly(l["value"]) for l in exported["lookups"] if l["name"] == "lookup of the control bits")
    assert p == {(v,): 1 << i for i, v in enumerate(cells)}, "the control bits are packed otherwise"


def operations(exported):
    tag = exported["tags"]["decode"]
    return [Operation(key, value) for t, key, value in exported["table"] if t == tag]


def load(kind):
    folder = Path(__file__).resolve().parents[2] / "target" / "specification"
    return json.loads((folder / f"{kind}.json").read_text())


def work(task):
    kind, index, without, taken_for = task
    exported = load(kind)
    operation = operations(exported)[index]
    meaning, operation.taken_for = operation.meaning, taken_for
    start = time.time()
    try:
        queries, error = prove(exported, operation, without), None
    except Exception as raised:
        queries, error = 0, f"{type(raised).__name__}: {raised}"
    what = f"without {without[0]}" if without else f"as {taken_for}" if taken_for else ""
    return kind, f"{operation} {what}".strip(), meaning, queries, error, time.time() - start


# For each instruction a constraint that carries it: without it, the instruction is not shown.
CARRIED = {
    "and": "bitwise: spreads of the low halves add up", "or": "bitwise: flag if zero", "xor": "result", "not": "bitwise: word 1 is A",
    "add": "add: sum", "sub": "sub: difference", "mull": "mul: product", "umulh": "mul: flag if high word",
    "smulh": "signed: top bit of A", "udiv": "div: remainder below A", "umod": "div: quotient and remainder",
    "shl": "shift: power of two", "shr": "shift: flag", "cmpe": "cmpe: flag if equal", "cmpa": "compare: greater",
    "cmpae": "compare: greater or equal", "cmpg": "signed: top bit of rj", "cmpge": "compare: greater or equal",
    "mov": "mov: result", "cmov": "mov: keeps ri", "jmp": "address: division by eight", "cjmp": "state after the step",
    "cnjmp": "next step: state", "store.b": "store.b: new byte", "load.b": "load: result", "store.w": "store: change",
    "load.w": "memory: selected word", "read": "read: zero at the end", "answer": "answer: value",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--only", help="operations whose name contains this")
    parser.add_argument("--needed", action="store_true", help="what must not be shown: without a constraint that carries the instruction, and as the next one of the table")
    arguments = parser.parse_args()
    lemmas()
    tasks = []
    for kind in arguments.kinds:
        exported = load(kind)
        control_bits(exported)
        all_operations = operations(exported)
        assert {operation.name for operation in all_operations} >= set(OPCODES)
        for index, operation in enumerate(all_operations):
            if arguments.only and arguments.only not in str(operation):
                continue
            if not arguments.needed:
                tasks.append((kind, index, (), None))
            elif operation.meaning and operation.immediate == 0:
                names = list(OPCODES)
                other = names[(names.index(operation.meaning) + 1) % len(names)]
                tasks.append((kind, index, (CARRIED[operation.meaning],), None))
                tasks.append((kind, index, (), other))
    failed, counts, done = [], {}, 0
    with multiprocessing.Pool() as pool:
        for kind, name, meaning, queries, error, seconds in pool.imap_unordered(work, tasks):
            done += 1
            instructions, total, asked = counts.setdefault(kind, ({}, [0], [0]))
            wrong = error is None if arguments.needed else error is not None
            instructions[meaning] = instructions.get(meaning, True) and not wrong
            total[0] += 1
            asked[0] += queries
            if wrong:
                failed.append(f"{kind}: {name}")
            told = "not shown, as it should be" if arguments.needed and not wrong else (error or "implied")[:400]
            print(f"{kind} {name}: {told}, {seconds:.1f} s", flush=True)
    for kind, (instructions, total, asked) in counts.items():
        shown_for = sum(1 for name, good in instructions.items() if name and good)
        what = "are not shown so" if arguments.needed else "do what the manual says"
        print(f"{kind}: {shown_for} of {len(OPCODES)} instructions {what}; {total[0]} operations of the decoder, {asked[0]} queries")
        if not arguments.needed and not arguments.only:
            counted = {"instructions": shown_for, "operations": total[0], "queries": asked[0]}
            print("evidence: " + json.dumps({"run": f"specification: {kind}", "units": total[0], "counts": counted}))
    assert done == len(tasks), f"{done} of {len(tasks)} operations were looked at"
    if failed:
        print("NOT SHOWN:", *failed, sep="\n  ")
        sys.exit(1)


if __name__ == "__main__":
    main()
