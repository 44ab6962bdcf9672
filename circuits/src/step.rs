//! One step: fetch, decode, operands, result, flag, next state. What an instruction does in between is in
//! [`chips`](crate::chips), one file for each family of instructions.

use crate::chips;
use crate::columns::At;
use crate::control::{ANSWER, BITWISE, JMP, MEMORY_GROUP, MOV, READ, STORE_BYTE, STORE_WORD, Slot};
use crate::deletion::part;
use crate::expr::{Expr, constant, not, power, sum};
use crate::layout::{
    BITWISE_ROW, CARRY, CONTROL, Cell, DIGIT, ENDED, FIELD4_RANGE, FLAG, Layout, PART_BITS,
    STATE_AFTER, WRAP, column,
};
use crate::profile::Profile;
use crate::tables::spread;

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

/// The address of a register access that is none, because A is the immediate: its word is A. Register i is at SCRATCH - 1 - i,
/// double word d at d. No address that a program can name is between the registers and double word 0, nor below the registers.
pub(crate) const SCRATCH: i64 = -(1 << 30);
/// The address of the primary tape's first word.
pub const TAPE: u64 = 1 << 30;
/// The flag after a step, in the number of the state: more than all addresses.
pub(crate) const STATE_FLAG: u32 = 64;

/// [`SCRATCH`].
pub(crate) fn scratch() -> Expr {
    constant(0) - SCRATCH.unsigned_abs()
}

/// pc, flag and "ended" as one number. Injective where the pc is a cell's address and the others are bits.
pub(crate) fn state(pc: Expr, flag: Expr, ended: Expr) -> Expr {
    pc + flag * power(STATE_FLAG) + ended * power(STATE_FLAG + 1)
}

/// Every value of a step by name. Who range-checks what:
///
/// * `word(i)`: 32 bits, its parts and their limbs by the lookups of every row ([`lookups`](crate::lookups));
/// * bits: boolean on every step (`bits of column .. are boolean`, [`circuit`](crate::circuit));
/// * `lo`, `hi`: words of the memory, 32 bits because every word was when it was written: the program image by the
///   program id, tape words by the verifier, results because they are words or sums of disjoint words;
/// * `a`, aux, the state: determined by equations here or in the chips.
pub(crate) struct StepCells<'a> {
    layout: Layout,
    profile: Profile,
    query: Box<dyn Fn(Cell) -> Expr + 'a>,
    group: Vec<Expr>,
    member: Vec<Expr>,
}

impl<'a> StepCells<'a> {
    /// `query` reads a cell of this step.
    pub fn new(profile: &Profile, query: impl Fn(Cell) -> Expr + 'a) -> Self {
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
            group,
            member,
        }
    }

    fn get(&self, cell: Cell) -> Expr {
        (self.query)(cell)
    }

    fn access(&self, row: usize, column: usize) -> Expr {
        self.get(self.layout.access(row, column))
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
    pub fn immediate(&self) -> Expr {
        self.control(10)
    }
    pub fn out_of_range(&self) -> Expr {
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
    pub fn word(&self, word: usize) -> Expr {
        self.half(word, 0) + self.half(word, 1) * power(PART_BITS)
    }

    /// The low (0) or high (1) 16 bits of a word.
    pub fn half(&self, word: usize, half: usize) -> Expr {
        self.get(self.layout.part(word, half, column::PART))
    }

    /// The bits of a word's low half at even positions.
    pub fn low_spread(&self, word: usize) -> Expr {
        self.get(self.layout.part(word, 0, column::SPREAD))
    }

    /// Key and value of the op-specific lookup in the `OP` part of the table.
    pub fn op_lookup(&self) -> (Expr, Expr) {
        let [key, value] = self.layout.op_lookup().map(|cell| self.get(cell));
        (key, value)
    }

    fn field4(&self) -> Expr {
        self.get(self.layout.range(FIELD4_RANGE, 0))
    }

    /// The value of register rj (field 4), where the step reads one.
    pub fn rj(&self) -> Expr {
        self.access(1, column::LO)
    }
    /// The value of operand A.
    pub fn a(&self) -> Expr {
        self.access(0, column::AFTER)
    }
    /// The low word of the fetched double word: field 6.
    pub fn field6(&self) -> Expr {
        self.access(0, column::LO)
    }
    /// Register ri before the step.
    pub fn ri_before(&self) -> Expr {
        self.access(1, column::BEFORE)
    }
    /// Register ri after the step.
    pub fn ri_after(&self) -> Expr {
        self.access(1, column::AFTER)
    }
    /// The low and high word that the data or tape access finds.
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
        self.access(0, column::POSITION)
    }
    fn tape_position_after(&self) -> Expr {
        self.access(1, column::POSITION)
    }
    /// 1 iff the auxiliary tape has ended.
    pub fn ended(&self) -> Expr {
        self.get(self.layout.bit(ENDED))
    }
    /// The fetched double word's number, 29 bits: pc / 8.
    pub fn pc(&self) -> Expr {
        self.access(0, column::ADDRESS)
    }
    /// The number of registers K.
    pub fn num_registers(&self) -> u64 {
        self.profile.num_registers.into()
    }

    /// All constraints on one step. Each holds on the first row of every step.
    pub fn constraints(&self) -> Vec<(String, Expr)> {
        let named = [self.operands(), chips::shared(self), self.transition()];
        let named = named
            .into_iter()
            .flatten()
            .map(|(name, expr)| (name.to_owned(), expr));
        named.chain(fold(chips::selected(self))).collect()
    }

    /// Which cells the step accesses, and the value of A.
    fn operands(&self) -> Vec<Constraint> {
        let address = self.access(1, column::ADDRESS);
        let register4 = scratch() - 1 - self.field4();
        let memory = self.group(MEMORY_GROUP) * (self.word(0) - &register4);
        let tape = self.is(READ) * self.digit(0) * (self.tape_position() + TAPE - &register4);
        let stores = self.group(MEMORY_GROUP) * (self.member(STORE_WORD) + self.member(STORE_BYTE));
        let [lo, hi] = self.data_before();
        let [new_lo, new_hi] = self.data_after();
        vec![
            // Register rj, unless the instruction needs the data cell (whose number is word 0, see load_store) or the tape cell
            // (digit 0 says "tape 0", see tape).
            ("cell access: address", address - register4 - memory - tape),
            (
                "cell access: low word changes only by store",
                not(&stores) * (new_lo - lo),
            ),
            (
                "cell access: high word changes only by store",
                not(&stores) * (new_hi - hi),
            ),
            // Register field 6, or the scratch cell if A is the immediate.
            (
                "register A: address",
                self.access(0, column::REGISTER) - scratch()
                    + not(&self.immediate()) * (self.field6() + 1),
            ),
            (
                "operand A",
                self.a()
                    - self.immediate() * self.field6()
                    - not(&self.immediate()) * self.access(0, column::BEFORE),
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

    /// What the next step starts from.
    fn transition(&self) -> Vec<Constraint> {
        // Where the next pc is 2^29, one past the last double word, it is 0 instead: no cell is at 2^29, and none is at
        // any other pc less 2^29.
        let pc_after = chips::next_pc(self) - self.get(self.layout.bit(WRAP)) * power(29);
        let flag_after = self.keeps_flag() * self.flag() + not(&self.keeps_flag()) * self.carry();
        // The carry says "end" for a read, digit 1 says "tape 1". The end is final, see tape.
        let ended_after =
            self.ended() + self.is(READ) * self.digit(1) * (self.carry() - self.ended());
        vec![
            (
                "state after the step",
                self.get(STATE_AFTER) - state(pc_after, flag_after, ended_after),
            ),
            // position' = position + 1 iff a word was read from tape 0 (digit 0).
            (
                "tape position",
                self.tape_position_after()
                    - self.tape_position()
                    - self.is(READ) * self.digit(0) * not(&self.carry()),
            ),
            (
                "bitwise: on the second row",
                self.get(BITWISE_ROW) - self.is(BITWISE),
            ),
        ]
    }

    /// The first step starts with pc, flag and tape positions zero. (Registers: their boot cells.)
    pub fn initial(&self) -> Vec<Constraint> {
        vec![
            ("initial pc", self.pc()),
            ("initial flag", self.flag()),
            ("initial tape position", self.tape_position()),
            ("initial auxiliary tape", self.ended()),
        ]
    }

    /// The last step is an `answer`, whose value is public.
    pub fn last(&self, answer: Expr) -> Vec<Constraint> {
        vec![
            ("last step answers", not(&self.is(ANSWER))),
            ("public answer", self.aux(0) - answer),
        ]
    }
}

/// What holds on the second row of every step.
pub(crate) fn second_row(at: &mut At) -> Vec<Constraint> {
    let second = at.second();
    let layout = Layout::new(&at.columns.profile);
    let [flag, ended] = [FLAG, ENDED].map(|bit| at.next(layout.bit(bit).column));
    let next = state(at.next(column::ADDRESS), flag, ended);
    let [position, position_next] = [at.here(column::POSITION), at.next(column::POSITION)];
    let [x, a, and, xor] = [0, 1, 2, 3].map(|word| at.here(column::SPREAD + word));
    let bitwise = at.here(BITWISE_ROW.column);
    vec![
        (
            "next step: state",
            &second * (next - at.here(STATE_AFTER.column)),
        ),
        (
            "next step: tape position",
            &second * (position_next - position),
        ),
        (
            "bitwise: spreads of the high halves add up",
            second * bitwise * (x + a - and * 2 - xor),
        ),
    ]
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
