//! One step: fetch, decode, operands, result, flag, next state. What an instruction does in between is in
//! [`chips`](crate::chips), one file for each family of instructions.

use crate::chips;
use crate::control::{
    ANSWER, CONTROL_BITS, JMP, MEMORY_GROUP, MOV, READ, STORE_BYTE, STORE_WORD, Slot,
};
use crate::deletion::part;
use crate::expr::{Expr, constant, not, power, sum};
use crate::layout::{
    CARRY, CONTROL, Cell, DECODE_LANE, DIGIT, ENDED, FIELD4_RANGE, FLAG, Layout, OP_LANE,
    PADDING_RANGES, PART_BITS, column,
};
use crate::profile::Profile;
use crate::tables::{padding_bits, spread};

/// A constraint's name and the polynomial that must be zero.
pub(crate) type Constraint = (&'static str, Expr);

/// Constraints that hold where a selector is 1.
pub(crate) struct Selected {
    on: Expr,
    constraints: Vec<Constraint>,
}

impl Selected {
    pub fn new(on: Expr, constraints: Vec<Constraint>) -> Self {
        Selected { on, constraints }
    }
}

/// Folds constraints whose selectors exclude each other: the i-th of each list share one polynomial, the sum of
/// selector * constraint. Where one selector is 1 and the others are 0, the sum is that list's constraint. This is what makes
/// the quotient affordable: it is evaluated on every row, whatever the selectors.
pub(crate) fn fold(all: Vec<Selected>) -> Vec<(String, Expr)> {
    #[cfg(test)]
    if crate::deletion::switch::is_unfolded() {
        let each = |selected: Selected| {
            let Selected { on, constraints } = selected;
            let named = constraints.into_iter();
            named.map(move |(name, constraint)| (name.to_owned(), part(name, &on * constraint)))
        };
        return all.into_iter().flat_map(each).collect();
    }
    let most = all
        .iter()
        .map(|selected| selected.constraints.len())
        .max()
        .unwrap_or(0);
    (0..most)
        .map(|i| {
            let terms = || {
                all.iter().filter_map(move |selected| {
                    let (name, constraint) = selected.constraints.get(i)?;
                    Some((*name, part(name, &selected.on * constraint)))
                })
            };
            let names: Vec<_> = terms().map(|(name, _)| name).collect();
            (names.join(" | "), sum(terms().map(|(_, term)| term)))
        })
        .collect()
}

/// Every value of a step by name. Who range-checks what:
///
/// * `word(i)`: 32 bits, its parts and their limbs by the lookups of every row ([`lookups`](crate::lookups));
/// * bits: boolean on every row of every step (`bits of column .. are boolean`, [`circuit`](crate::circuit));
/// * `lo`, `hi`: words of the memory, 32 bits because every word was when it was written: the program image by the
///   program id, tape words on their boot rows, results because they are words or sums of disjoint words;
/// * `a`, next pc, aux: determined by equations here or in the chips.
pub(crate) struct StepCells<'a> {
    layout: Layout,
    profile: Profile,
    query: Box<dyn Fn(Cell) -> Expr + 'a>,
    next: Box<dyn Fn(Cell) -> Expr + 'a>,
    group: Vec<Expr>,
    member: Vec<Expr>,
}

impl<'a> StepCells<'a> {
    /// `query` reads a cell of this step, `next` the same cell of the next.
    pub fn new(
        profile: &Profile,
        query: impl Fn(Cell) -> Expr + 'a,
        next: impl Fn(Cell) -> Expr + 'a,
    ) -> Self {
        let layout = Layout::new(profile);
        let control = |i: usize| query(layout.bit(CONTROL + i));
        let one_hot = |bits: &[Expr]| {
            let zeroth = constant(1) - sum(bits.iter().cloned());
            std::iter::once(zeroth)
                .chain(bits.iter().cloned())
                .collect::<Vec<_>>()
        };
        let group = one_hot(&[control(0), control(1), control(2), control(3)]);
        let member = one_hot(&[control(4), control(5), control(6)]);
        StepCells {
            layout,
            profile: *profile,
            query: Box::new(query),
            next: Box::new(next),
            group,
            member,
        }
    }

    /// The address of double word 0: register i lives at -1 - i, the output cell at 0, the primary tape from 1 on, then
    /// the memory.
    pub fn memory_base(profile: &Profile) -> u64 {
        1 + profile.tape_cells() as u64
    }

    fn get(&self, cell: Cell) -> Expr {
        (self.query)(cell)
    }

    fn access(&self, slot: usize, column: usize) -> Expr {
        self.get(self.layout.access(slot, column))
    }

    /// 1 iff the instruction is in this slot of the control grid. Degree 2.
    pub fn is(&self, slot: Slot) -> Expr {
        &self.group[slot.group] * &self.member[slot.member]
    }

    /// 1 iff the instruction is in this group. Degree 1.
    pub fn group(&self, group: usize) -> Expr {
        self.group[group].clone()
    }

    /// 1 iff the instruction is this member of its group. Degree 1.
    pub fn member(&self, member: usize) -> Expr {
        self.member[member].clone()
    }

    fn control(&self, index: usize) -> Expr {
        self.get(self.layout.bit(CONTROL + index))
    }

    pub fn takes_word2(&self) -> Expr {
        self.control(7)
    }
    pub fn takes_word3(&self) -> Expr {
        self.control(8)
    }
    pub fn variant(&self) -> Expr {
        self.control(9)
    }
    pub fn answers_one(&self) -> Expr {
        self.control(10)
    }
    pub fn immediate(&self) -> Expr {
        self.control(11)
    }
    /// 1 iff the flag is kept: by moves, jumps, loads, stores and answers. Degree 2.
    fn keeps_flag(&self) -> Expr {
        let jumps_and_answer = self.is(JMP) + self.group(READ.group) - self.is(READ);
        self.is(MOV) + self.group(MEMORY_GROUP) + jumps_and_answer
    }

    pub fn flag(&self) -> Expr {
        self.get(self.layout.bit(FLAG))
    }
    /// The bit that becomes the flag, where the flag changes.
    pub fn carry(&self) -> Expr {
        self.get(self.layout.bit(CARRY))
    }
    /// Op-specific bit 0 to 3.
    pub fn digit(&self, index: usize) -> Expr {
        self.get(self.layout.bit(DIGIT + index))
    }
    /// Op-specific cell 0 or 1 without a range check.
    pub fn aux(&self, index: usize) -> Expr {
        self.get(self.layout.aux(index))
    }

    /// Op-specific word 0 to 3, 32 bits.
    pub fn word(&self, slot: usize) -> Expr {
        self.half(slot, 0) + self.half(slot, 1) * power(PART_BITS)
    }

    /// The low (0) or high (1) 16 bits of a word.
    pub fn half(&self, slot: usize, half: usize) -> Expr {
        self.get(self.layout.part(slot, half, column::PART))
    }

    /// The bits of a word at even positions.
    pub fn spread(&self, slot: usize) -> Expr {
        let [low, high] = [0, 1].map(|part| self.get(self.layout.part(slot, part, column::SPREAD)));
        low + high * power(2 * PART_BITS)
    }

    /// Key and value of the op-specific lookup in the `OP` part of the table.
    pub fn op_lookup(&self) -> (Expr, Expr) {
        self.lane(OP_LANE)
    }

    fn lane(&self, slot: usize) -> (Expr, Expr) {
        let [key, value] = self.layout.lane(slot).map(|cell| self.get(cell));
        (key, value)
    }

    fn field4(&self) -> Expr {
        self.get(self.layout.range(FIELD4_RANGE))
    }

    /// The value of register rj (field 4), where the step reads one.
    pub fn rj(&self) -> Expr {
        self.access(1, column::LO)
    }
    /// The value of operand A.
    pub fn a(&self) -> Expr {
        self.get(self.layout.operand_a())
    }
    /// The low word of the fetched double word: field 6.
    pub fn field6(&self) -> Expr {
        self.access(0, column::LO)
    }
    /// Register ri before the step.
    pub fn ri_before(&self) -> Expr {
        self.access(3, column::LO)
    }
    /// Register ri after the step.
    pub fn ri_after(&self) -> Expr {
        self.access(3, column::NEW_LO)
    }
    /// The low and high word that the data, tape or output access finds.
    pub fn data_before(&self) -> [Expr; 2] {
        [self.access(1, column::LO), self.access(1, column::HI)]
    }
    /// The low and high word that it leaves.
    pub fn data_after(&self) -> [Expr; 2] {
        [
            self.access(1, column::NEW_LO),
            self.access(1, column::NEW_HI),
        ]
    }
    /// Words read from the primary tape so far.
    pub fn tape_position(&self) -> Expr {
        self.get(self.layout.tape_position())
    }
    pub fn tape_position_after(&self) -> Expr {
        (self.next)(self.layout.tape_position())
    }
    /// 1 iff the auxiliary tape has ended.
    pub fn ended(&self) -> Expr {
        self.get(self.layout.bit(ENDED))
    }
    pub fn ended_after(&self) -> Expr {
        (self.next)(self.layout.bit(ENDED))
    }
    fn flag_after(&self) -> Expr {
        (self.next)(self.layout.bit(FLAG))
    }
    /// The fetched double word's number, 29 bits: pc / 8.
    pub fn pc(&self) -> Expr {
        self.access(0, column::ADDRESS) - StepCells::memory_base(&self.profile)
    }
    /// The double word that the next step fetches, 2^29 if it wraps.
    pub fn next_pc(&self) -> Expr {
        self.get(self.layout.next_pc())
    }
    fn pc_after(&self) -> Expr {
        (self.next)(self.layout.access(0, column::ADDRESS)) - StepCells::memory_base(&self.profile)
    }
    /// The number of registers K.
    pub fn num_registers(&self) -> u64 {
        self.profile.num_registers.into()
    }

    /// All constraints on one step. Each holds on the first row of every step.
    pub fn constraints(&self) -> Vec<(String, Expr)> {
        let named = [
            self.decode(),
            self.operands(),
            chips::shared(self),
            self.transition(),
        ];
        let named = named
            .into_iter()
            .flatten()
            .map(|(name, expr)| (name.to_owned(), expr));
        named.chain(fold(chips::selected(self))).collect()
    }

    /// The fetched high word is opcode, immediate bit, field 3, field 4, padding; the table says what they mean.
    fn decode(&self) -> Vec<Constraint> {
        let register_bits = self.profile.arch().register_bits();
        let (key, value) = self.lane(DECODE_LANE);
        // Field 3 is what the register access of slot 3 says it is; the table ties it to the key.
        let field3 = constant(0) - self.access(3, column::ADDRESS) - 1;
        let out_of_range = self.is(ANSWER) * self.variant();
        let [low, high] = PADDING_RANGES.map(|slot| self.get(self.layout.range(slot)));
        let bits = padding_bits(register_bits);
        vec![
            (
                // hi = 2^(26-k) (key - 2^(6+k) out_of_range) + 2^(26-2k) field 4 + padding; all parts in range by lookup, so
                // they are the digits of hi.
                "decode: fetched high word",
                self.access(0, column::HI)
                    - (key - out_of_range * power(6 + register_bits)) * power(26 - register_bits)
                    - self.field4() * power(2 * bits)
                    - high * power(bits)
                    - low,
            ),
            (
                // value = control bits + 2^12 field3; the bits are boolean, field 3 is a register number because slot 3
                // finds a cell there: so both are what the table says.
                "decode: control bits and field 3",
                value
                    - (0..CONTROL_BITS)
                        .rev()
                        .fold(field3, |high, i| high * 2 + self.control(i)),
            ),
        ]
    }

    /// Which cells the slots access, and the value of A.
    fn operands(&self) -> Vec<Constraint> {
        let address1 = self.access(1, column::ADDRESS);
        let register4 = constant(0) - 1 - self.field4();
        let memory = self.group(MEMORY_GROUP)
            * (self.word(0) + StepCells::memory_base(&self.profile) - &register4);
        let tape = self.is(READ) * self.digit(0) * (self.tape_position() + 1 - &register4);
        let output = self.is(ANSWER) * (constant(0) - &register4);
        let stores = self.group(MEMORY_GROUP) * (self.member(STORE_WORD) + self.member(STORE_BYTE));
        let [lo, hi] = self.data_before();
        let [new_lo, new_hi] = self.data_after();
        vec![
            // Register rj, unless the instruction needs the slot for the data cell (whose number is word 0, see
            // load_store), the tape cell (digit 0 says "tape 0", see tape) or the output cell.
            (
                "slot 1: address",
                address1 - register4 - memory - tape - output,
            ),
            (
                "slot 1: low word changes only by store and answer",
                (constant(1) - &stores - self.is(ANSWER)) * (&new_lo - lo),
            ),
            (
                "slot 1: high word changes only by store",
                not(&stores) * (new_hi - hi),
            ),
            // Register field 6, or register 0 as a dummy if A is the immediate.
            (
                "slot 2: address",
                self.access(2, column::ADDRESS) + 1 + not(&self.immediate()) * self.field6(),
            ),
            (
                "operand A",
                self.a()
                    - self.immediate() * self.field6()
                    - not(&self.immediate()) * self.access(2, column::LO),
            ),
            // ri' = word 2, word 3, their sum (or: and + xor), or ri.
            (
                "result",
                self.ri_after()
                    - self.takes_word2() * self.word(2)
                    - self.takes_word3() * self.word(3)
                    - not(&self.takes_word2()) * not(&self.takes_word3()) * self.ri_before(),
            ),
        ]
    }

    /// What the next step starts from. The cells of "the next step" after the last one are free.
    fn transition(&self) -> Vec<Constraint> {
        let stayed = self.pc_after() - self.next_pc();
        vec![
            // pc' = next pc; only where next pc is 2^29, one past the last double word, may it be 0 instead, and there it
            // must be, because no cell exists at 2^29.
            (
                "pc: follows next pc",
                &stayed * (self.next_pc() - power(29)),
            ),
            ("pc: wraps to zero", stayed * self.pc_after()),
            (
                "flag",
                self.flag_after()
                    - self.keeps_flag() * self.flag()
                    - not(&self.keeps_flag()) * self.carry(),
            ),
            // position' = position + 1 iff a word was read from tape 0 (digit 0; the carry says "end", see tape).
            (
                "tape position",
                self.tape_position_after()
                    - self.tape_position()
                    - self.is(READ) * self.digit(0) * not(&self.carry()),
            ),
            // ended' = carry for a read of tape 1 (digit 1), and the end is final.
            (
                "auxiliary tape: ended",
                self.ended_after()
                    - self.ended()
                    - self.is(READ) * self.digit(1) * (self.carry() - self.ended()),
            ),
            (
                "auxiliary tape: the end is final",
                self.ended() * not(&self.ended_after()),
            ),
        ]
    }

    /// The first step starts with pc, flag and tape positions zero. (Registers: their boot rows.)
    pub fn initial(&self) -> Vec<Constraint> {
        vec![
            ("initial pc", self.pc()),
            ("initial flag", self.flag()),
            ("initial tape position", self.tape_position()),
            ("initial auxiliary tape", self.ended()),
        ]
    }

    /// The last step is an `answer`.
    pub fn last(&self) -> Vec<Constraint> {
        vec![("last step answers", not(&self.is(ANSWER)))]
    }
}

/// The op-specific witness of a step, filled by the chip of the instruction's family.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpWitness {
    pub words: [u64; 4],
    pub digits: [bool; 4],
    pub carry: bool,
    pub aux: [halo2curves::bn256::Fr; 2],
    pub op_key: u64,
    pub op_value: u64,
}

/// The low and the high part of a word, each as `(part, spread, high limb, its spread)`; the limb counts only where parts have two.
pub(crate) fn word_parts(limb_bits: u32, word: u64) -> [[u64; 4]; 2] {
    [0, PART_BITS].map(|shift| {
        let part = word >> shift & ((1 << PART_BITS) - 1);
        let limb = part >> limb_bits;
        [part, spread(part), limb, spread(limb)]
    })
}
