//! A second machine, to hold [`tinyram::Machine`] against: vnTinyRAM written down from its specification alone, without a look at
//! the first one and as unlike it as the same rules allow. Numbers are lists of bits, worked as on paper; an instruction is a strip
//! of bits cut field by field; memory is single bytes. Plain, slow, and of no other use.
//!
//! Sections are those of the TinyRAM architecture specification v2.000. Where it leaves room: `smulh` is the high word of the
//! two's-complement product; an `answer` stalls; unused fields may hold anything; a register that does not exist, in a field that
//! is used, makes the instruction `answer 1`.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

/// A number of a fixed width. Bit 0, the least significant, comes first in the list and last in print.
#[derive(Clone, PartialEq, Eq)]
pub struct Bits(Vec<bool>);

impl Bits {
    /// The number's low `width` bits.
    pub fn new(number: u128, width: usize) -> Self {
        (0..width).map(|i| number >> i & 1 == 1).collect()
    }

    /// Digits 0 and 1, most significant first; blanks between them are for the reader.
    ///
    /// # Panics
    /// If there is another character.
    pub fn from_text(text: &str) -> Self {
        let digit = |c| match c {
            '0' => false,
            '1' => true,
            other => panic!("{other:?} in {text:?}, which should be binary"),
        };
        let digits = text.chars().filter(|c| *c != ' ').rev();
        digits.map(digit).collect()
    }

    /// The number.
    pub fn value(&self) -> u128 {
        self.0.iter().rev().fold(0, |n, &bit| 2 * n + bit as u128)
    }

    /// How many bits there are.
    pub fn width(&self) -> usize {
        self.0.len()
    }

    fn is_zero(&self) -> bool {
        !self.0.contains(&true)
    }

    fn top(&self) -> bool {
        self.0[self.width() - 1]
    }

    /// `count` bits from bit `start` up.
    fn part(&self, start: usize, count: usize) -> Self {
        Self(self.0[start..start + count].to_vec())
    }

    fn with_low_bits_cleared(&self, count: usize) -> Self {
        (0..self.width()).map(|i| i >= count && self.0[i]).collect()
    }

    fn widened_with(&self, bit: bool, width: usize) -> Self {
        let more = width - self.width();
        let bits = self.0.iter().copied();
        bits.chain(std::iter::repeat_n(bit, more)).collect()
    }

    fn negated(&self) -> Self {
        self.0.iter().map(|bit| !bit).collect()
    }

    fn combined(&self, other: &Self, rule: fn(bool, bool) -> bool) -> Self {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(&a, &b)| rule(a, b)).collect()
    }

    /// The sum with a carry in; one bit wider, for the carry out.
    fn plus(&self, other: &Self, carry: bool) -> Self {
        let mut carry = carry;
        let mut sum = Vec::new();
        for (&a, &b) in self.0.iter().zip(&other.0) {
            sum.push(a ^ b ^ carry);
            carry = (a && b) || (carry && (a ^ b));
        }
        sum.push(carry);
        Self(sum)
    }

    /// `self + 2^width - other`: the complement of `other` is `2^width - 1 - other`.
    fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated(), true)
    }

    /// The product's low `width` bits, column by column.
    fn times(&self, other: &Self, width: usize) -> Self {
        let mut carry = 0;
        let mut product = Vec::new();
        for column in 0..width {
            let mut ones = carry;
            for (i, &bit) in self.0.iter().enumerate() {
                let below = column.checked_sub(i).and_then(|j| other.0.get(j));
                if bit && below == Some(&true) {
                    ones += 1;
                }
            }
            product.push(ones % 2 == 1);
            carry = ones / 2;
        }
        Self(product)
    }

    /// Long division: quotient and remainder, if the divisor is not 0.
    fn divided_by(&self, divisor: &Self) -> Option<(Self, Self)> {
        if divisor.is_zero() {
            return None;
        }
        // The remainder is below the divisor, so twice the remainder and a bit needs one bit more than the divisor has.
        let divisor = divisor.widened_with(false, divisor.width() + 1);
        let mut remainder = vec![false; divisor.width()];
        let mut quotient = vec![false; self.width()];
        for i in (0..self.width()).rev() {
            remainder.rotate_right(1);
            remainder[0] = self.0[i];
            let dividend = Self(remainder.clone());
            if !dividend.is_below(&divisor) {
                quotient[i] = true;
                remainder = dividend.minus(&divisor).part(0, divisor.width()).0;
            }
        }
        remainder.pop();
        Some((Self(quotient), Self(remainder)))
    }

    /// Unsigned: the most significant bit in which they differ decides.
    fn is_below(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0).rev();
        let decisive = pairs.find(|(a, b)| a != b);
        decisive.is_some_and(|(a, _)| !*a)
    }

    /// The order of two's complement is the unsigned order after the top bit, whose weight is negative, is inverted.
    fn is_below_signed(&self, other: &Self) -> bool {
        let inverted = |bits: &Self| {
            let mut bits = bits.clone();
            let top = bits.width() - 1;
            bits.0[top] = !bits.0[top];
            bits
        };
        inverted(self).is_below(&inverted(other))
    }

    /// Bit `i` of the answer is bit `source(i)` of this number, or 0 where it has none.
    fn moved(&self, source: impl Fn(u128) -> Option<u128>) -> Self {
        let bit = |i| {
            let from = source(i as u128).and_then(|from| usize::try_from(from).ok());
            from.and_then(|from| self.0.get(from).copied())
                .unwrap_or(false)
        };
        (0..self.width()).map(bit).collect()
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<T: IntoIterator<Item = bool>>(bits: T) -> Self {
        Self(bits.into_iter().collect())
    }
}

impl fmt::Debug for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.width().div_ceil(4);
        write!(f, "{:0digits$x}", self.value())
    }
}

/// The two numbers that make a machine (section 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parameters {
    /// *W*: bits in a word.
    pub word_bits: usize,
    /// *K*: how many registers there are.
    pub num_registers: usize,
}

impl Parameters {
    /// *W* and *K*.
    ///
    /// # Panics
    /// If the encoding has no room for them (section 7).
    pub fn new(word_bits: usize, num_registers: usize) -> Self {
        let these = Self {
            word_bits,
            num_registers,
        };
        assert!(word_bits.is_power_of_two() && word_bits.is_multiple_of(8) && num_registers > 0);
        assert!(6 + 2 * these.register_field() <= word_bits, "{these:?}");
        these
    }

    /// The width of a register field: the least k with 2^k >= K.
    pub fn register_field(self) -> usize {
        (0..)
            .find(|k| self.num_registers <= 1 << k)
            .expect("some power of two is large enough")
    }

    /// A number as a word.
    pub fn word(self, number: u128) -> Bits {
        Bits::new(number, self.word_bits)
    }
}

/// An instruction as it is written in memory, cut into its six fields (section 7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fields {
    /// Field 1: the opcode.
    pub opcode: Bits,
    /// Field 2: whether A is field 6 itself, or the register of that number.
    pub immediate: bool,
    /// Field 3: the register that is modified; with `store`, the one whose value is stored.
    pub third: Bits,
    /// Field 4: the first source register; with a comparison, the one compared.
    pub fourth: Bits,
    /// Field 5: what fills the word.
    pub padding: Bits,
    /// Field 6: the immediate or the number of a register.
    pub sixth: Bits,
}

impl Fields {
    /// Cuts a double word.
    pub fn cut(double_word: &Bits, parameters: Parameters) -> Self {
        let k = parameters.register_field();
        let mut end = double_word.width();
        let mut next = |width| {
            end -= width;
            double_word.part(end, width)
        };
        Self {
            opcode: next(5),
            immediate: next(1).top(),
            third: next(k),
            fourth: next(k),
            padding: next(parameters.word_bits - 6 - 2 * k),
            sixth: next(parameters.word_bits),
        }
    }

    /// Puts the double word together again.
    pub fn join(&self) -> Bits {
        let immediate = Bits(vec![self.immediate]);
        let fields = [
            &self.sixth,
            &self.padding,
            &self.fourth,
            &self.third,
            &immediate,
            &self.opcode,
        ];
        fields.iter().flat_map(|field| &field.0).copied().collect()
    }
}

/// The bytes of a number, least significant first (section 2).
pub fn bytes(number: &Bits) -> Vec<u8> {
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |n, &bit| n << 1 | bit as u8);
    number.0.chunks(8).map(byte).collect()
}

/// What one instruction does to the state, before it is done.
#[derive(Default)]
struct Changes {
    register: Option<(usize, Bits)>,
    flag: Option<bool>,
    jump: Option<Bits>,
    bytes: Vec<(u128, u8)>,
    /// The tape of which a word is consumed.
    consumed: Option<usize>,
    answer: Option<Bits>,
}

impl Changes {
    fn result(register: usize, value: Bits, flag: bool) -> Self {
        Self {
            flag: Some(flag),
            ..Self::only(register, value)
        }
    }

    fn bitwise(register: usize, value: Bits) -> Self {
        let flag = value.is_zero();
        Self::result(register, value, flag)
    }

    fn only(register: usize, value: Bits) -> Self {
        Self {
            register: Some((register, value)),
            ..Self::default()
        }
    }

    fn comparison(flag: bool) -> Self {
        Self {
            flag: Some(flag),
            ..Self::default()
        }
    }

    fn jump_if(taken: bool, target: &Bits) -> Self {
        Self {
            jump: taken.then(|| target.clone()),
            ..Self::default()
        }
    }

    fn answer(value: Bits) -> Self {
        Self {
            answer: Some(value),
            ..Self::default()
        }
    }
}

/// The machine and its state (section 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    parameters: Parameters,
    /// The program counter: a byte address, of any alignment.
    pub pc: Bits,
    /// The registers.
    pub registers: Vec<Bits>,
    /// The flag.
    pub flag: bool,
    /// The bytes that have been written, by address. All others are 0.
    pub memory: BTreeMap<u128, u8>,
    /// What is left of the primary and of the auxiliary tape.
    pub tapes: [VecDeque<Bits>; 2],
}

// The digits of an opcode, so that a match over all thirty-two reads as the specification's table.
const O: bool = false;
const I: bool = true;

impl Reference {
    /// Everything zero, the tapes empty.
    pub fn new(parameters: Parameters) -> Self {
        Self {
            parameters,
            pc: parameters.word(0),
            registers: vec![parameters.word(0); parameters.num_registers],
            flag: false,
            memory: BTreeMap::new(),
            tapes: Default::default(),
        }
    }

    /// The numbers that made it.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// The double word at an address rounded down to a multiple of its size.
    pub fn double_word(&self, address: &Bits) -> Bits {
        self.aligned(address, 2 * self.parameters.word_bits / 8)
    }

    /// The instruction that is next: the double word at pc, rounded down in the same way.
    pub fn fetch(&self) -> Bits {
        self.double_word(&self.pc)
    }

    /// Its fields.
    pub fn fields(&self) -> Fields {
        Fields::cut(&self.fetch(), self.parameters)
    }

    /// One instruction, whatever it is (section 4). The value if it was an `answer`; the state is then what it was.
    pub fn step(&mut self) -> Option<Bits> {
        let no_such_register = || Changes::answer(self.parameters.word(1));
        let changes = self
            .changes(&self.fields())
            .unwrap_or_else(no_such_register);
        if changes.answer.is_some() {
            return changes.answer;
        }
        if let Some((i, value)) = changes.register {
            self.registers[i] = value;
        }
        if let Some(flag) = changes.flag {
            self.flag = flag;
        }
        self.memory.extend(changes.bytes);
        if let Some(tape) = changes.consumed {
            self.tapes[tape].pop_front();
        }
        self.pc = changes.jump.unwrap_or_else(|| {
            let double_word = self
                .parameters
                .word(2 * self.parameters.word_bits as u128 / 8);
            let next = self.pc.plus(&double_word, false);
            next.part(0, self.parameters.word_bits)
        });
        None
    }

    /// Tables 1 and 2 of the specification, in their order. `None` if a register that the instruction uses does not exist.
    fn changes(&self, fields: &Fields) -> Option<Changes> {
        let w = self.parameters.word_bits;
        let word_bytes = w / 8;
        let zero = self.parameters.word(0);
        // Not yet a fault: an arm asks for what its instruction uses.
        let i = self.existing(&fields.third);
        let ri = i.map(|i| &self.registers[i]);
        let rj = self.existing(&fields.fourth).map(|j| &self.registers[j]);
        let a = if fields.immediate {
            Some(&fields.sixth)
        } else {
            self.existing(&fields.sixth).map(|n| &self.registers[n])
        };
        let mut opcode: [bool; 5] = fields.opcode.0[..].try_into().expect("five bits");
        opcode.reverse();
        Some(match opcode {
            // and, or, xor, not
            [O, O, O, O, O] => {
                let v = rj?.combined(a?, |x, a| x && a);
                Changes::bitwise(i?, v)
            }
            [O, O, O, O, I] => {
                let v = rj?.combined(a?, |x, a| x || a);
                Changes::bitwise(i?, v)
            }
            [O, O, O, I, O] => {
                let v = rj?.combined(a?, |x, a| x != a);
                Changes::bitwise(i?, v)
            }
            [O, O, O, I, I] => {
                let v = a?.negated();
                Changes::bitwise(i?, v)
            }
            // add, sub
            [O, O, I, O, O] => {
                let g = rj?.plus(a?, false);
                Changes::result(i?, g.part(0, w), g.top())
            }
            [O, O, I, O, I] => {
                let g = rj?.minus(a?);
                Changes::result(i?, g.part(0, w), !g.top())
            }
            // mull, umulh, smulh
            [O, O, I, I, O] => {
                let p = rj?.times(a?, 2 * w);
                Changes::result(i?, p.part(0, w), !p.part(w, w).is_zero())
            }
            [O, O, I, I, I] => {
                let p = rj?.times(a?, 2 * w);
                Changes::result(i?, p.part(w, w), !p.part(w, w).is_zero())
            }
            [O, I, O, O, O] => {
                let wide = |bits: &Bits| bits.widened_with(bits.top(), 2 * w);
                let s = wide(rj?).times(&wide(a?), 2 * w);
                // It fits in W bits, signed, if those above bit W-1 repeat it.
                let fits = s == wide(&s.part(0, w));
                Changes::result(i?, s.part(w, w), !fits)
            }
            // udiv, umod
            [O, I, O, O, I] => {
                let q = rj?.divided_by(a?).map(|(quotient, _)| quotient);
                Changes::result(i?, q.clone().unwrap_or(zero), q.is_none())
            }
            [O, I, O, I, O] => {
                let r = rj?.divided_by(a?).map(|(_, remainder)| remainder);
                Changes::result(i?, r.clone().unwrap_or(zero), r.is_none())
            }
            // shl, shr
            [O, I, O, I, I] => {
                let amount = a?.value();
                let v = rj?.moved(|bit| bit.checked_sub(amount));
                Changes::result(i?, v, rj?.top())
            }
            [O, I, I, O, O] => {
                let amount = a?.value();
                let v = rj?.moved(|bit| bit.checked_add(amount));
                Changes::result(i?, v, rj?.0[0])
            }
            // cmpe, cmpa, cmpae, cmpg, cmpge
            [O, I, I, O, I] => Changes::comparison(rj? == a?),
            [O, I, I, I, O] => Changes::comparison(a?.is_below(rj?)),
            [O, I, I, I, I] => Changes::comparison(!rj?.is_below(a?)),
            [I, O, O, O, O] => Changes::comparison(a?.is_below_signed(rj?)),
            [I, O, O, O, I] => Changes::comparison(!rj?.is_below_signed(a?)),
            // mov, cmov
            [I, O, O, I, O] => Changes::only(i?, a?.clone()),
            [I, O, O, I, I] => {
                // Both registers must exist, whichever of them is taken.
                let (a, ri) = (a?, ri?);
                let v = if self.flag { a } else { ri };
                Changes::only(i?, v.clone())
            }
            // jmp, cjmp, cnjmp
            [I, O, I, O, O] => Changes::jump_if(true, a?),
            [I, O, I, O, I] => Changes::jump_if(self.flag, a?),
            [I, O, I, I, O] => Changes::jump_if(!self.flag, a?),
            // Three codes without an instruction.
            [I, O, I, I, I] | [I, I, O, O, O] | [I, I, O, O, I] => {
                Changes::answer(self.parameters.word(1))
            }
            // store.b, load.b, store.w, load.w
            [I, I, O, I, O] => Changes {
                bytes: vec![(a?.value(), bytes(ri?)[0])],
                ..Changes::default()
            },
            [I, I, O, I, I] => Changes::only(i?, self.aligned(a?, 1).widened_with(false, w)),
            [I, I, I, O, O] => {
                let start = rounded_down(a?, word_bytes).value();
                Changes {
                    bytes: (start..).zip(bytes(ri?)).collect(),
                    ..Changes::default()
                }
            }
            [I, I, I, O, I] => Changes::only(i?, self.aligned(a?, word_bytes)),
            // read
            [I, I, I, I, O] => {
                let tape = usize::try_from(a?.value()).ok().filter(|t| *t < 2);
                match tape.and_then(|t| Some((t, self.tapes[t].front()?))) {
                    Some((t, word)) => Changes {
                        consumed: Some(t),
                        ..Changes::result(i?, word.clone(), false)
                    },
                    None => Changes::result(i?, zero, true),
                }
            }
            // answer
            [I, I, I, I, I] => Changes::answer(a?.clone()),
        })
    }

    /// The register of this number, if there is one.
    fn existing(&self, number: &Bits) -> Option<usize> {
        let number = usize::try_from(number.value()).ok()?;
        (number < self.parameters.num_registers).then_some(number)
    }

    /// So many bytes from memory, at the address rounded down to a multiple of their number.
    fn aligned(&self, address: &Bits, count: usize) -> Bits {
        let start = rounded_down(address, count).value();
        let byte = |b| self.memory.get(&(start + b as u128)).copied().unwrap_or(0);
        (0..count)
            .flat_map(|b| Bits::new(byte(b).into(), 8).0)
            .collect()
    }
}

/// An address of something of so many bytes, a power of two.
fn rounded_down(address: &Bits, size: usize) -> Bits {
    address.with_low_bits_cleared(size.ilog2() as usize)
}
