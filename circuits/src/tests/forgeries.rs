//! For every part of the circuit a forgery that it alone refuses.

use super::liar::{Forgery, Liar, Moment, tell};
use super::{Run, boot_cell, tapes};
use crate::control::{CONTROL_BITS, OUT_OF_RANGE, control};
use crate::deletion::switch::unfolded;
use crate::layout::{
    BITWISE_ROW, CONTROL, DIGIT, ENDED, FLAG, Lane, Layout, PADDING_RANGES, ROWS_PER_STEP,
    STATE_AFTER, WRAP, column,
};
use crate::step::{SCRATCH, STATE_FLAG, TAPE};
use crate::tables::{POWER_KEY, TAG_LIMB, TAG_OP, Tables, padding_bits, spread};
use crate::witness::{BootCell, MemoryCell, StepValues, field, register, time};
use crate::{Profile, Statement, Witness};
use ff::Field;
use halo2curves::bn256::Fr;
use std::sync::Arc;
use tinyram::{DoubleWord, Opcode, Shape, Step};

/// The first lines of many programs.
const OPERANDS: &str = "mov r1, 0x1235\nmov r2, 0x77665544\nmov r3, 9\nmov r4, 40\n";

/// Where forgeries are made: a kind of circuit.
pub(super) struct Forger {
    profile: &'static Profile,
}

impl Forger {
    pub fn new(profile: &str) -> Self {
        Forger {
            profile: Profile::by_name(profile).unwrap(),
        }
    }

    fn layout(&self) -> Layout {
        Layout::new(self.profile)
    }

    /// A forgery by a liar who has the honest tapes.
    fn forge(
        &self,
        source: &str,
        primary: &[u32],
        auxiliary: &[u32],
        lie: impl FnMut(Moment, &mut Liar),
    ) -> Forgery {
        let run = unfolded(|| Run::new(self.profile.name, source, primary, auxiliary));
        tell(&Arc::new(run), &tapes(primary, auxiliary), lie).expect("there is room")
    }

    /// A lie about what the last step but one says. The program's lines but the `answer`.
    fn in_step(&self, source: &str, lie: impl FnMut(&mut Liar, &Step, &mut StepValues)) -> Forgery {
        self.in_cells(source, lie, |_, _| {})
    }

    /// [`Forger::in_step`], and the cells of the step can be changed.
    fn in_cells(
        &self,
        source: &str,
        mut lie: impl FnMut(&mut Liar, &Step, &mut StepValues),
        mut cells: impl FnMut(&mut Witness, usize),
    ) -> Forgery {
        let at = source.lines().count() - 1;
        let source = format!("{source}\nanswer 0");
        self.forge(&source, &[3, 4], &[5, 6], |moment, liar| match moment {
            Moment::After(i, step, values) if i == at => lie(liar, step, values),
            Moment::Complete => cells(&mut liar.witness, at * ROWS_PER_STEP),
            _ => {}
        })
    }

    /// A register holds another value for the step only, so that the machine and the chip compute with it.
    fn misread(
        &self,
        source: &str,
        number: u32,
        lie: u64,
        mut after: impl FnMut(&mut StepValues),
    ) -> Forgery {
        let at = source.lines().count() - 1;
        let source = format!("{source}\nanswer 0");
        let mut truth = 0;
        self.forge(&source, &[], &[], |moment, liar| match moment {
            Moment::Before(i) if i == at => {
                truth = liar.machine.registers()[number as usize];
                liar.machine.set_register(number, lie);
            }
            Moment::After(i, _, values) if i == at => {
                liar.machine.set_register(number, truth);
                after(values);
            }
            _ => {}
        })
    }

    /// The last step but one decodes and executes another instruction than it fetched.
    fn as_another(&self, source: &str, other: &str) -> Forgery {
        let at = source.lines().count() - 1;
        let address = 8 * at as u64;
        let other = Run::new(self.profile.name, &format!("{other}\nanswer 0"), &[], &[]);
        let other = other.program.double_words[0];
        let source = format!("{source}\nanswer 0");
        let mut fetched = other;
        self.forge(&source, &[], &[], |moment, liar| match moment {
            Moment::Before(i) if i == at => {
                fetched = liar.machine.double_word(address);
                liar.machine.set_double_word(address, other);
            }
            Moment::After(i, ..) if i == at => liar.machine.set_double_word(address, fetched),
            _ => {}
        })
    }

    /// A jump over an `answer 1` that goes there instead, to what it says is A / 8: the cells make up for it.
    fn wrong_jump(&self, word0: u64, cells: impl Fn(&mut Liar)) -> Forgery {
        let source = "jmp _two\n_one: answer 1\n_two: answer 0";
        self.forge(source, &[], &[], |moment, liar| match moment {
            Moment::After(0, _, values) => {
                values.op.words[0] = word0;
                values.next_pc = 1;
                liar.machine.set_pc(8);
            }
            Moment::Complete => cells(liar),
            _ => {}
        })
    }

    /// The same with a digit of the address that is 8 over its weight.
    fn digit_of_address(&self, index: usize) -> Forgery {
        self.wrong_jump(1, |liar| {
            let digit = liar.layout.bit(DIGIT + index);
            liar.forge(0, digit, 8 >> index);
        })
    }

    /// The last line computes another flag, which a zero test would notice if it had an inverse.
    fn wrong_flag(&self, source: &str) -> Forgery {
        self.in_step(source, |liar, step, values| {
            values.op.aux[0] = Fr::ZERO;
            flag(liar, values, !step.flag_after);
        })
    }

    /// The last line computes a result that is one more, which is this word.
    fn wrong_word(&self, source: &str, word: usize) -> Forgery {
        self.in_step(source, |liar, _, values| {
            values.op.words[word] += 1;
            let lie = values.op.words[word];
            result(liar, values, lie);
        })
    }

    /// A register changes between two steps: the products do not end at one.
    fn changed_register(&self) -> Forgery {
        self.forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
            if let Moment::Before(1) = moment {
                liar.change_register(1, 0);
            }
        })
    }

    /// A shift by 5 that counts as one by 32, because 5 - 32 counts as a word: with a limb that is negative.
    fn negative_word(&self, high: bool) -> Forgery {
        let layout = self.layout();
        self.in_cells(
            "mov r1, 0x1234\nshl r3, r1, 5",
            |liar, _, values| {
                values.op.digits[1] = true;
                shifted(values, 32, 0x1234);
                result(liar, values, 0);
            },
            |witness, row| {
                let word = -Fr::from(32 - 5);
                witness.forge(row, layout.part(1, 0, column::PART), word);
                if high {
                    let low = (1 << layout.limb_bits) - (32 - 5);
                    witness.forge(row, layout.part(1, 0, column::LIMB), -Fr::ONE);
                    witness.forge(row, layout.part(1, 0, column::SPREAD), spread(low));
                }
            },
        )
    }

    /// An `and` with a limb of x whose spread is said to be zero. A byte has the value zero in another part of the table: without
    /// tags (`by_tag`) that is where it is looked up.
    fn wrong_spread(&self, by_tag: bool) -> Forgery {
        let layout = self.layout();
        let (x, a) = (0x34_u64, 0x77ff_u64);
        let mut forgery = self.in_cells(
            &format!("mov r1, {x}\nmov r2, {a}\nand r3, r1, r2"),
            |liar, _, values| {
                (values.op.words[2], values.op.words[3]) = (0, a);
                values.op.aux[0] = Fr::ZERO;
                result(liar, values, 0);
                flag(liar, values, true);
            },
            |witness, row| witness.forge(row, layout.part(0, 0, column::SPREAD), 0),
        );
        if by_tag {
            let tables = Tables::new(self.profile);
            let uses = &mut forgery.witness.columns_mut()[column::USES];
            let row = |tag| tables.place(tag, x).unwrap().row;
            uses[row(TAG_LIMB)] -= Fr::ONE;
            uses[row(TAG_OP)] += Fr::ONE;
        }
        forgery
    }

    /// With a second phase that is changed.
    fn second(
        forgery: Forgery,
        change: impl Fn(&mut [Vec<Fr>], usize) + Send + Sync + 'static,
    ) -> Forgery {
        Forgery {
            second_phase: Some(Arc::new(change)),
            ..forgery
        }
    }

    /// Field 4 is one less because the padding is more: r0 is added instead of r1.
    fn wrong_padding(&self, half: usize) -> Forgery {
        let bits = padding_bits(self.profile.arch().register_bits());
        let layout = self.layout();
        let source = format!("{OPERANDS}add r3, r1, r2\nanswer 0");
        let at = OPERANDS.lines().count();
        self.forge(&source, &[], &[], |moment, liar| match moment {
            Moment::Before(i) if i == at => liar.machine.set_register(1, 0),
            Moment::After(i, _, values) if i == at => {
                liar.machine.set_register(1, 0x1235);
                values.field4 = 0;
                values.accesses[2].2 = register(0);
            }
            Moment::Complete => {
                let excess = 1 << if half == 0 { 2 * bits } else { bits };
                liar.forge(at, layout.range(PADDING_RANGES[half], 0), excess);
            }
            _ => {}
        })
    }

    /// The last step but one has control bits that are no bits; the sum is what it was.
    fn with_control(
        &self,
        source: &str,
        bits: [(usize, impl Into<Fr> + Copy); 2],
        lie: impl FnMut(&mut Liar, &Step, &mut StepValues),
    ) -> Forgery {
        let layout = self.layout();
        self.in_cells(source, lie, |witness, row| {
            for (bit, value) in bits {
                witness.forge(row, layout.bit(CONTROL + bit), value);
            }
        })
    }

    /// "A is out of range" is a fraction, so that key and control bits are another instruction's than fetched and executed: of three
    /// instructions, the first is fetched, the second looked up, the third executed.
    fn between_two_keys(&self) -> Forgery {
        let arithmetic = || {
            Opcode::ALL
                .into_iter()
                .filter(|op| op.shape() == Shape::RiRjA)
        };
        let key = |opcode: Opcode| 2 * u64::from(opcode.code());
        for fetched in arithmetic() {
            for found in (0..2 * OUT_OF_RANGE).filter(|&key| control(key).is_some()) {
                let apart = found as i64 - key(fetched) as i64;
                let rest = control(found).unwrap().packed() as i64 - 32 * apart;
                let executed = arithmetic().find(|&opcode| {
                    let control = control(key(opcode)).unwrap();
                    opcode != fetched && apart != 0 && control.packed() as i64 == rest
                });
                let Some(executed) = executed else { continue };
                let line = |opcode: Opcode| format!("{} r3, r1, r2", opcode.mnemonic());
                let source = format!("{OPERANDS}{}", line(fetched));
                let mut forgery = self.as_another(&source, &line(executed));
                let row = OPERANDS.lines().count() * ROWS_PER_STEP;
                let bit = self.layout().bit(CONTROL + CONTROL_BITS - 1);
                forgery.witness.forge(row, bit, field(apart) * inverse(64));
                forgery.witness.count_uses(&forgery.run.evaluator);
                return forgery;
            }
        }
        panic!("no such three instructions");
    }

    /// A bit of the state that makes up for a wrong jump, in the steps after it.
    fn state_excess(liar: &mut Liar, bit: usize, excess: Fr) {
        let steps = liar.profile.steps;
        for step in 0..steps {
            liar.forge(step, STATE_AFTER, 2);
            liar.forge(step + 1, liar.layout.bit(bit), excess);
        }
    }

    /// An access that finds what it leaves, at its own time.
    fn found_by_itself(
        &self,
        source: &str,
        at: usize,
        lane: Lane,
        row: usize,
        address: i64,
        change: impl Fn(&mut Liar),
    ) -> Forgery {
        let mut before = None;
        self.forge(source, &[], &[], |moment, liar| match moment {
            Moment::Before(i) if i == at => {
                before = liar.memory.cells.get(&address).copied();
                change(liar);
            }
            Moment::Written(i) if i == at => {
                liar.memory
                    .cells
                    .insert(address, before.expect("it was written"));
                let previous = match lane {
                    Lane::Register => column::REGISTER_PREVIOUS,
                    Lane::Cell => column::PREVIOUS,
                };
                let cell = liar.layout.access(row, previous);
                liar.forge(at, cell, time(at * ROWS_PER_STEP + row, lane));
            }
            _ => {}
        })
    }

    /// The run of another program of the same length.
    fn other_image(&self, source: &str, other: &str) -> Forgery {
        let other = Run::new(self.profile.name, other, &[], &[]).program.clone();
        self.forge(source, &[], &[], |moment, liar| match moment {
            Moment::Start => {
                for (i, &words) in other.double_words.iter().enumerate() {
                    liar.change_double_word(8 * i as u64, words);
                }
            }
            Moment::Boot(cells) => {
                for (i, words) in other.double_words.iter().enumerate() {
                    let at = position(cells, i as i64);
                    cells[at].first = [words.lo, words.hi];
                }
            }
            _ => {}
        })
    }

    /// A double word is zero again in the middle of the run. The boot cells get what became of its first life.
    fn two_lives(
        &self,
        boot: impl Fn(&mut Vec<BootCell>, MemoryCell),
        cells: impl Fn(&mut Liar),
    ) -> Forgery {
        let source = "mov r1, 7\nstore.w 4000, r1\nload.w r2, 4000\nanswer r2";
        let mut first_life = None;
        self.forge(source, &[], &[], |moment, liar| match moment {
            Moment::Before(2) => {
                first_life = liar.memory.cells.insert(500, MemoryCell::default());
                let zero = DoubleWord { lo: 0, hi: 0 };
                liar.machine.set_double_word(4000, zero);
            }
            Moment::Boot(all) => boot(all, first_life.expect("it was stored to")),
            Moment::Complete => cells(liar),
            _ => {}
        })
    }

    /// Boot cells in other regions than they should be, by address and the end of the image. Beyond the image they start with zero.
    pub fn with_regions(&self, region: fn(i64, i64) -> Option<u64>) -> Forgery {
        let image = self.profile.image_cells() as i64;
        self.forge("answer 0", &[], &[], |moment, _| {
            if let Moment::Boot(cells) = moment {
                for cell in cells {
                    if let Some(region) = region(cell.address, image) {
                        (cell.region, cell.first) = (region, [0, 0]);
                    }
                }
            }
        })
    }

    /// A program's data is zero from the start.
    fn without_data(
        &self,
        boot: impl Fn(&mut Vec<BootCell>),
        cells: impl Fn(&mut Liar),
    ) -> Forgery {
        let source = "load.w r1, 16\nanswer r1\n.word 7, 0";
        self.forge(source, &[], &[], |moment, liar| match moment {
            Moment::Start => liar.change_double_word(16, DoubleWord { lo: 0, hi: 0 }),
            Moment::Boot(all) => boot(all),
            Moment::Complete => cells(liar),
            _ => {}
        })
    }

    /// A forgery that only `part` refuses.
    #[allow(clippy::too_many_lines)]
    pub fn forgery(&self, part: &str) -> Forgery {
        let with = |line: &str| format!("{OPERANDS}{line}");
        match part {
            // Operands and result.
            "cell access: address" => self.misread(&with("add r3, r1, 5"), 1, 40, |values| {
                values.accesses[2].2 = register(4);
            }),
            "cell access: low word changes only by store" => {
                self.in_step(&with("add r3, r1, 5"), |liar, _, values| {
                    values.accesses[2].3 = Some([77, 0]);
                    liar.machine.set_register(1, 77);
                })
            }
            "cell access: high word changes only by store" => {
                self.in_step(&with("add r3, r1, 5"), |_, step, values| {
                    values.accesses[2].3 = Some([step.rj, 1]);
                })
            }
            "register A: address" => self.misread(&with("add r3, r1, r2"), 2, 40, |values| {
                values.accesses[1].2 = register(4);
            }),
            "operand A" => self.misread(&with("add r3, r1, r2"), 2, 41, |values| {
                values.accesses[1].3 = Some([41, 0]);
            }),
            "result" => self.in_step(&with("add r3, r1, r2"), |liar, _, values| {
                result(liar, values, 6)
            }),

            // From one step to the next.
            "state after the step" => self.wrong_jump(2, |_| {}),
            "next step: state" => {
                // Back to the start, where it is not the first time.
                let source = "cmpe r1, 1\ncjmp _e\nmov r1, 1\nanswer 1\n_e: answer 0";
                self.forge(source, &[], &[], |moment, liar| {
                    if let Moment::Before(3) = moment {
                        liar.machine.set_pc(0);
                    }
                })
            }
            "tape position" => {
                let source = "read r1, 0\nread r2, 0\nanswer r2";
                self.forge(source, &[0, 7], &[], |moment, liar| {
                    if let Moment::After(0, _, values) = moment {
                        liar.machine.set_words_read([0, 0]);
                        values.tapes_after.position = 0;
                    }
                })
            }
            "next step: tape position" => {
                let source = "read r1, 0\nread r2, 0\nanswer r2";
                self.forge(source, &[0, 7], &[], |moment, liar| {
                    if let Moment::Before(1) = moment {
                        liar.machine.set_words_read([0, 0]);
                        liar.tapes.position = 0;
                    }
                })
            }
            "bitwise: on the second row" => self.in_cells(
                &with("xor r3, r1, r2"),
                |liar, _, values| wrong_bit(liar, values, 20),
                |witness, row| witness.forge(row, BITWISE_ROW, 0),
            ),
            "initial pc" => self.forge("answer 1\nanswer 0", &[], &[], |moment, liar| {
                if let Moment::Start = moment {
                    liar.machine.set_pc(8);
                }
            }),
            "initial flag" => {
                let source = "cjmp _e\nanswer 1\n_e: answer 0";
                self.forge(source, &[], &[], |moment, liar| {
                    if let Moment::Start = moment {
                        liar.machine.set_flag(true);
                    }
                })
            }
            "initial tape position" => {
                self.forge("read r1, 0\nanswer r1", &[7, 0], &[], |moment, liar| {
                    if let Moment::Start = moment {
                        liar.machine.set_words_read([1, 0]);
                        liar.tapes.position = 1;
                    }
                })
            }
            "initial auxiliary tape" => {
                self.forge("read r1, 1\nanswer r1", &[], &[7], |moment, liar| {
                    if let Moment::Start = moment {
                        liar.machine.set_words_read([0, 1]);
                        liar.tapes.ended = true;
                    }
                })
            }
            "last step answers" => {
                // With the other word it never answers, which looks like the answer 0.
                let source = "read r1, 1\ncmpe r1, 5\ncjmp _e\n_l: jmp _l\n_e: answer 1";
                let run = unfolded(|| Run::new(self.profile.name, source, &[], &[5]));
                tell(&Arc::new(run), &tapes(&[], &[6]), |_, _| {}).expect("there is room")
            }
            "public answer" => {
                let honest = self.forge("answer 1", &[], &[], |_, _| {});
                let statement = Statement {
                    answer: 0,
                    ..honest.statement.clone()
                };
                Forgery {
                    statement,
                    ..honest
                }
            }

            // Bits. A number that is no bit, and the number it is part of stays what it was.
            "bits of column 15 are boolean" => self.wrong_jump(2, |liar| {
                let excess = crate::expr::power_of_two(STATE_FLAG).invert().unwrap();
                Self::state_excess(liar, FLAG, excess);
            }),
            "bits of column 16 are boolean" => self.wrong_jump(2, |liar| {
                let excess = crate::expr::power_of_two(STATE_FLAG + 1);
                Self::state_excess(liar, ENDED, excess.invert().unwrap());
            }),
            "bits of column 17 are boolean" => self.wrong_jump(2, |liar| {
                // 2 - wrap 2^29 = 1.
                liar.forge(0, liar.layout.bit(WRAP), inverse(1 << 29));
            }),
            "bits of column 18 are boolean" => self.digit_of_address(0),
            "bits of column 19 are boolean" => self.digit_of_address(2),
            "bits of column 20 are boolean" => self.with_control(
                // Not of group 2 but twice of group 1, less once of group 0: an `add` and a compare of zero instead of a product.
                "mov r1, 0\nmov r2, 5\nsmulh r3, r1, r2",
                [(0, 2), (1, 0)],
                |liar, _, values| {
                    values.op = Default::default();
                    (values.op.words[2], values.op.words[3]) = (5, 77);
                    result(liar, values, 77);
                    flag(liar, values, false);
                },
            ),
            "bits of column 21 are boolean" => {
                // 32 times of group 4, instead of taking word 3: also a read of tape 4.
                let mut forgery = self.with_control(
                    "mov r1, 2\nmov r2, 4\nxor r3, r1, r2",
                    [(3, 32), (8, 0)],
                    |liar, step, values| {
                        values.op.aux[0] = Fr::ZERO;
                        result(liar, values, step.ri_before);
                        flag(liar, values, true);
                    },
                );
                forgery
                    .witness
                    .forge(2 * ROWS_PER_STEP, BITWISE_ROW, -Fr::from(31));
                forgery
            }
            "bits of column 22 are boolean" => self.with_control(
                // Not member 2 but twice member 1, less once member 0: loads instead of a store.
                "mov r1, 7\nstore.w 4000, r1",
                [(4, 2), (5, 0)],
                |liar, _, values| {
                    values.op.words = [500, 0, 0, 0];
                    values.op.aux = [Fr::ZERO; 2];
                    values.accesses[2].3 = None;
                    liar.machine
                        .set_double_word(4000, DoubleWord { lo: 0, hi: 0 });
                },
            ),
            "bits of column 23 are boolean" => self.with_control(
                // Also twice member 3, a division, instead of taking word 2.
                "mov r1, 0\nmov r2, 5\nmov r3, 9\nmull r3, r1, r2",
                [(6, 2), (7, 0)],
                |liar, step, values| {
                    values.op.words[1] = step.a - 1;
                    result(liar, values, step.ri_before);
                },
            ),
            "bits of column 33 are boolean" => self.with_control(
                // Half of word 3 and of ri, instead of word 2.
                &with("add r3, r1, r2"),
                [(8, inverse(2)), (7, Fr::ZERO)],
                |liar, step, values| {
                    values.op.words[3] = 2 * 77 - step.ri_before;
                    result(liar, values, 77);
                },
            ),
            "bits of column 34 are boolean" => self.with_control(
                // Half a `not`, instead of taking word 3.
                &with("xor r3, r1, r2"),
                [(9, inverse(2)), (8, Fr::ZERO)],
                |liar, step, values| {
                    let (x, a) = ((step.rj + 0xffff_ffff) / 2, step.a);
                    values.op.words = [x, a, x & a, x ^ a];
                    values.op.aux[0] = inverse(step.ri_before);
                    result(liar, values, step.ri_before);
                },
            ),
            "bits of column 35 are boolean" => self.with_control(
                // Half an immediate, and the variant that nobody reads: A is the half of 3 and of r1, which becomes it.
                &with("add r3, r2, 3"),
                [(10, inverse(2)), (9, Fr::ONE)],
                |liar, step, values| {
                    let a = (3 + 0x1235) / 2;
                    values.accesses[1] = (Lane::Register, 0, register(1), Some([a, 0]));
                    liar.machine.set_register(1, a);
                    values.op.words[2] = step.rj + a;
                    result(liar, values, step.rj + a);
                },
            ),
            "bits of column 36 are boolean" => self.between_two_keys(),

            // Bitwise.
            "bitwise: word 0 is x" => self.misread(&with("xor r3, r1, r2"), 1, 0x1236, |_| {}),
            "bitwise: word 1 is A" => self.misread(&with("xor r3, r1, r2"), 2, 41, |_| {}),
            "bitwise: spreads of the low halves add up" => self
                .in_step(&with("xor r3, r1, r2"), |liar, _, values| {
                    wrong_bit(liar, values, 4)
                }),
            "bitwise: spreads of the high halves add up" => self
                .in_step(&with("xor r3, r1, r2"), |liar, _, values| {
                    wrong_bit(liar, values, 20)
                }),
            "bitwise: flag only if zero" => self.wrong_flag(&with("xor r3, r1, r2")),
            "bitwise: flag if zero" => self.wrong_flag(&with("xor r3, r1, r1")),
            // Arithmetic.
            "add: sum" => self.wrong_word(&with("add r3, r1, r2"), 2),
            "sub: difference" => self.wrong_word(&with("sub r3, r1, r2"), 2),
            "mul: product" => self.wrong_word(&with("mull r3, r1, r2"), 2),
            "mul: flag only if high word" => self.wrong_flag(&with("mull r3, r2, r2")),
            "mul: flag if high word" => self.wrong_flag(&with("mull r3, r1, r1")),
            "smulh: product" => self.in_step(&with("smulh r3, r1, r1"), |liar, _, values| {
                values.op.words[3] = 1;
                values.op.aux[0] = Fr::ONE;
                flag(liar, values, true);
                result(liar, values, 1);
            }),
            "smulh: flag only if overflow" => self.wrong_flag(&with("smulh r3, r2, r2")),
            "smulh: flag if overflow" => self.wrong_flag(&with("smulh r3, r1, r1")),
            "signed: top bit of rj" => self.in_step(&with("cmpg r1, 3"), |liar, _, values| {
                // 0x1235 counts as negative.
                values.op.digits[0] = true;
                flag(liar, values, false);
            }),
            "signed: top bit of A" => self.in_step(&with("cmpg r1, 0x7000"), |liar, _, values| {
                // 0x7000 counts as negative.
                values.op.digits[1] = true;
                flag(liar, values, true);
            }),
            "div: flag only if A is zero" => {
                self.in_step(&with("udiv r3, r2, r4"), |liar, _, values| {
                    values.op.words = [0; 4];
                    flag(liar, values, true);
                    result(liar, values, 0);
                })
            }
            "div: quotient and remainder" => self.wrong_word(&with("udiv r3, r2, r4"), 3),
            "div: quotient zero if A is zero" => {
                self.in_step(&with("udiv r3, r2, 0"), |liar, _, values| {
                    values.op.words[3] = 7;
                    result(liar, values, 7);
                })
            }
            "div: remainder below A" => self.in_step(&with("udiv r3, r3, 5"), |liar, _, values| {
                // 9 = 0 * 5 + 9.
                values.op.words = [0, 0, 9, 0];
                result(liar, values, 0);
            }),
            "shift: amount beyond 32" => self.in_step(&with("shl r3, r1, 5"), |liar, _, values| {
                // Shifted by 32.
                values.op.digits[1] = true;
                shifted(values, 32, 0x1235);
                result(liar, values, 0);
            }),
            "shift: amount" => self.in_step(&with("shl r3, r1, 5"), |liar, _, values| {
                shifted(values, 6, 0x1235);
                result(liar, values, 0x1235 << 6);
            }),
            "shift: power of two" => self.in_step(&with("shl r3, r1, 5"), |liar, _, values| {
                shifted(values, 6, 0x1235);
                values.op.aux[1] = Fr::from(5);
                result(liar, values, 0x1235 << 6);
            }),
            "shift: product" => self.wrong_word(&with("shl r3, r1, 5"), 2),
            "shift: flag" => self.wrong_flag(&with("shl r3, r1, 5")),
            // Compares and moves.
            "cmpe: flag only if equal" => self.wrong_flag(&with("cmpe r1, r2")),
            "cmpe: flag if equal" => self.wrong_flag(&with("cmpe r1, r1")),
            "compare: greater" => self.wrong_flag(&with("cmpa r1, r2")),
            "compare: greater or equal" => self.wrong_flag(&with("cmpae r1, r2")),
            "mov: keeps ri" => {
                self.in_step(&with("cmpe r0, r0\ncmov r3, r1"), |liar, step, values| {
                    values.op.aux[1] = Fr::ONE;
                    values.op.words[2] = step.ri_before;
                    result(liar, values, step.ri_before);
                })
            }
            "mov: result" => self.in_step(&with("mov r3, r1"), |liar, _, values| {
                values.op.words[2] = 1;
                result(liar, values, 1);
            }),

            // Answers.
            "answer: value" => self.forge("answer 1", &[], &[], |moment, _| {
                if let Moment::After(0, _, values) = moment {
                    values.op.aux[0] = Fr::ZERO;
                }
            }),
            "answer: register out of range" => {
                self.in_step(&with("add r3, r1, r2"), |liar, step, values| {
                    let operation = 2 * Opcode::Add.code() as u64 + OUT_OF_RANGE;
                    values.control = control(operation).unwrap();
                    values.op = Default::default();
                    values.op.aux[0] = Fr::ONE;
                    values.accesses[1] = (Lane::Register, 0, SCRATCH, Some([step.fetched.lo, 0]));
                    values.accesses[3].3 = None;
                    values.next_pc = step.pc / 8;
                    values.flag_after = step.flag;
                    liar.machine.set_flag(step.flag);
                })
            }

            // Loads and stores.
            "address: division by eight" => {
                // The double word at 4008 for the address 4000.
                let source = "mov r1, 7\nstore.w 4008, r1\nmov r2, 4000\nload.w r3, r2";
                self.misread(source, 2, 4008, |_| {})
            }
            "memory: selected word" => {
                self.in_step(&loads("load.w r3, 4000"), |liar, _, values| {
                    (values.op.words[1], values.op.words[2], values.op.aux[1]) =
                        (9, 9, Fr::from(9));
                    result(liar, values, 9);
                })
            }
            "memory: selected half" => {
                self.in_step(&loads("load.b r3, 4001"), |liar, _, values| {
                    (values.op.op_key, values.op.words[2], values.op.aux[1]) = (9, 9, Fr::from(9));
                    result(liar, values, 9);
                })
            }
            "memory: old word" => self.in_step(&loads("load.w r3, 4000"), |liar, _, values| {
                (values.op.words[2], values.op.aux[1]) = (9, Fr::from(9));
                result(liar, values, 9);
            }),
            "memory: old byte" => self.in_step(&loads("load.b r3, 4001"), |liar, _, values| {
                (values.op.words[2], values.op.aux[1]) = (9, Fr::from(9));
                result(liar, values, 9);
            }),
            "load: result" => self.in_step(&loads("load.w r3, 4000"), |liar, _, values| {
                values.op.words[2] = 9;
                result(liar, values, 9);
            }),
            "store: low word kept" => {
                self.in_step(&loads("store.w 4004, r2"), |liar, step, values| {
                    let DoubleWord { lo, hi } = step.data.unwrap().after;
                    store(liar, step, values, [lo + 1, hi - 1]);
                })
            }
            "store: high word kept" => {
                self.in_step(&loads("store.w 4000, r2"), |liar, step, values| {
                    let DoubleWord { lo, hi } = step.data.unwrap().after;
                    store(liar, step, values, [lo - 1, hi + 1]);
                })
            }
            "store: change" => self.in_step(&loads("store.w 4000, r2"), |liar, step, values| {
                let DoubleWord { lo, hi } = step.data.unwrap().after;
                store(liar, step, values, [lo + 1, hi]);
            }),
            "store.w: whole register" => {
                self.in_step(&loads("store.w 4000, r2"), |liar, step, values| {
                    let DoubleWord { lo, hi } = step.data.unwrap().after;
                    values.op.words[2] = 5;
                    store(liar, step, values, [lo - 5 * 256, hi]);
                })
            }
            "store.w: scale" => {
                self.in_step("mov r2, 4\nstore.w 4000, r2", |liar, step, values| {
                    values.op.aux[0] = Fr::from(2);
                    store(liar, step, values, [8, 0]);
                })
            }
            "store.b: new byte" => {
                self.in_step(&loads("store.b 4000, r2"), |liar, step, values| {
                    // The byte and one more of the bits above it.
                    let DoubleWord { lo, hi } = step.data.unwrap().after;
                    values.op.words[2] -= 1;
                    store(liar, step, values, [lo + 256, hi]);
                })
            }
            "store.b: scale" => self.in_step(&loads("store.b 4000, r2"), |liar, step, values| {
                let DoubleWord { lo, hi } = step.data.unwrap().before;
                let change = (0x7766_5544 & 0xff) - (lo & 0xff);
                values.op.aux[0] = Fr::from(256);
                store(liar, step, values, [lo + 256 * change, hi]);
            }),

            // Tapes.
            "read: tape 0" => {
                let source = "read r3, 1\nanswer 0";
                self.forge(source, &[3], &[5], |moment, liar| {
                    if let Moment::After(0, _, values) = moment {
                        // The primary tape instead.
                        values.op.digits = [true, false, false, false];
                        values.op.words[2] = 3;
                        values.accesses[2] = (Lane::Cell, 1, TAPE as i64, None);
                        values.tapes_after.position = 1;
                        result(liar, values, 3);
                    }
                })
            }
            "read: tape 1" => self.in_step(&with("read r3, 5"), |liar, _, values| {
                values.op.digits[1] = true;
                values.op.words = [0, 0, 9, 0];
                flag(liar, values, false);
                result(liar, values, 9);
            }),
            "read: other tape" => self.in_step(&with("read r3, 1"), |liar, _, values| {
                values.op.digits = [false; 4];
                values.op.words = [0; 4];
                flag(liar, values, true);
                result(liar, values, 0);
            }),
            "read: tape 1 has ended before" | "read: the end is final" => {
                let aux = part == "read: the end is final";
                let source = "read r1, 1\nread r2, 1\nanswer r2";
                self.forge(source, &[], &[], |moment, liar| {
                    if let Moment::After(1, _, values) = moment {
                        values.op.words[2] = 9;
                        values.op.aux[0] = Fr::from(u64::from(aux));
                        values.tapes_after.ended = false;
                        result(liar, values, 9);
                        flag(liar, values, false);
                    }
                })
            }
            "read: tape 0 word" => self.in_step(&with("read r3, 0"), |liar, _, values| {
                values.op.words[2] = 9;
                result(liar, values, 9);
            }),
            "read: tape 0 end" => {
                // The first word is zero, and the liar sees the end.
                let source = "read r1, 0\ncjmp _e\nanswer 1\n_e: answer 0";
                self.forge(source, &[0, 7], &[], |moment, liar| {
                    if let Moment::After(0, _, values) = moment {
                        values.tapes_after.position = 0;
                        flag(liar, values, true);
                    }
                })
            }
            "read: other tapes are at their end" => {
                self.in_step(&with("read r3, 5"), |liar, _, values| {
                    values.op.words[2] = 9;
                    flag(liar, values, false);
                    result(liar, values, 9);
                })
            }
            "read: zero at the end" => self.in_step(&with("read r3, 5"), |liar, _, values| {
                values.op.words[2] = 9;
                result(liar, values, 9);
            }),

            // Memory.
            "memory: products end at one" | "memory tuple: low word" => self.changed_register(),
            "memory: product of the accesses starts at one" => {
                Self::second(self.changed_register(), |columns, closing| {
                    let wrong = columns[ACCESSES][closing] * columns[BOOT][closing];
                    scale(&mut columns[ACCESSES], wrong);
                })
            }
            "memory: product of the boot cells starts with the public tape" => {
                Self::second(self.changed_register(), |columns, closing| {
                    let wrong = columns[ACCESSES][closing] * columns[BOOT][closing];
                    scale(&mut columns[BOOT], wrong);
                })
            }
            "memory: product of the accesses" => {
                Self::second(self.changed_register(), |columns, closing| {
                    columns[ACCESSES][closing] = columns[BOOT][closing].invert().unwrap();
                })
            }
            "memory: product of the boot cells" => {
                Self::second(self.changed_register(), |columns, closing| {
                    columns[BOOT][closing] = columns[ACCESSES][closing].invert().unwrap();
                })
            }
            "memory: a boot cell takes two rows" => {
                Self::second(self.changed_register(), |columns, closing| {
                    let wrong = columns[ACCESSES][closing] * columns[BOOT][closing];
                    scale(&mut columns[BOOT][closing - 1..], wrong);
                })
            }
            "memory tuple: high word" => {
                self.forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
                    if let Moment::Before(1) = moment {
                        // `answer r1` becomes `answer 1`.
                        let mut code = liar.machine.double_word(8);
                        code.hi |= 1 << 26;
                        liar.change_double_word(8, code);
                    }
                })
            }
            "memory tuple: time" => {
                // An older value, written back as it is; the last read finds the newer one.
                let source =
                    "mov r1, 7\nstore.w 4000, r1\nstore.w 4000, r0\nload.w r2, 4000\nanswer r2";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Before(3) => {
                        liar.change_double_word(4000, DoubleWord { lo: 7, hi: 0 });
                    }
                    Moment::Written(3) => liar.change_cell(500, [0, 0]),
                    _ => {}
                })
            }
            "memory tuple: address" => {
                // Two cells swap all that they hold, when they were written too.
                let source = "mov r1, 7\nmov r2, 8\nanswer r1";
                self.forge(source, &[], &[], |moment, liar| {
                    if let Moment::Before(2) = moment {
                        let [one, other] = [1, 2].map(|i| liar.memory.cells[&register(i)]);
                        liar.memory.cells.insert(register(1), other);
                        liar.memory.cells.insert(register(2), one);
                        liar.machine.set_register(1, 8);
                        liar.machine.set_register(2, 7);
                    }
                })
            }
            "memory access: fetch" => {
                let source = "mov r1, 7\nanswer r1";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    // `answer 0` is fetched, which nobody wrote.
                    Moment::Before(1) => {
                        let hi = liar.machine.double_word(8).hi | 1 << 26;
                        liar.machine.set_double_word(8, DoubleWord { lo: 0, hi });
                    }
                    Moment::Complete => {
                        let found = liar.machine.double_word(8);
                        for step in 1..liar.profile.steps {
                            for (column, value) in [(column::LO, found.lo), (column::HI, found.hi)]
                            {
                                let cell = liar.layout.access(0, column);
                                liar.forge(step, cell, value);
                            }
                        }
                    }
                    _ => {}
                })
            }
            "memory access: data" => {
                let source = "mov r1, 7\nstore.w 4000, r1\nload.w r2, 4000\nanswer r2";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Before(2) => liar
                        .machine
                        .set_double_word(4000, DoubleWord { lo: 0, hi: 0 }),
                    Moment::Complete => {
                        for column in [column::LO, column::NEW_LO] {
                            let cell = liar.layout.access(1, column);
                            liar.forge(2, cell, 0);
                        }
                    }
                    _ => {}
                })
            }
            "memory access: register A" => {
                let source = "mov r1, 7\nadd r2, r2, r1\nanswer r2";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Before(1) => liar.machine.set_register(1, 0),
                    Moment::After(1, ..) => liar.machine.set_register(1, 7),
                    Moment::Complete => {
                        for column in [column::BEFORE, column::AFTER] {
                            let cell = liar.layout.access(0, column);
                            liar.forge(1, cell, 0);
                        }
                    }
                    _ => {}
                })
            }
            "memory access: register ri" => {
                self.forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
                    if let Moment::Before(1) = moment {
                        liar.machine.set_register(1, 0);
                    }
                })
            }

            // Lookups.
            "lookup of the low limb" | "lookups: sum ends at zero" => self.negative_word(false),
            "lookup of the high limb" => self.negative_word(true),
            "lookup of the control bits" => {
                self.as_another(&with("add r3, r1, r2"), "sub r3, r1, r2")
            }
            "lookup of the operation" => self.in_step(&with("shl r3, r1, 5"), |liar, _, values| {
                values.op.op_value = 1 << 6;
                (values.op.words[2], values.op.words[3]) = (0x1235 << 6, 0);
                result(liar, values, 0x1235 << 6);
            }),
            "lookup of field 3" => {
                // With -1 for the last register the immediate bit is one more: `add SCRATCH, r1, 2`.
                let last = self.profile.num_registers - 1;
                self.in_step(
                    &with(&format!("add r{last}, r1, r2")),
                    |liar, step, values| {
                        values.control.immediate = true;
                        values.accesses[1] = (Lane::Register, 0, SCRATCH, Some([2, 0]));
                        values.op.words[2] = step.rj + 2;
                        result(liar, values, step.ri_before);
                        values.accesses[3] =
                            (Lane::Register, 1, SCRATCH, Some([values.op.words[2], 0]));
                    },
                )
            }
            "lookup of field 4 or a gap" => {
                // Field 3 is one less, which field 4 makes up for: r2 is loaded instead of r3.
                self.in_step(&loads("load.w r3, 4000"), |liar, step, values| {
                    let loaded = step.ri_after;
                    result(liar, values, step.ri_before);
                    values.field4 += u64::from(liar.profile.num_registers);
                    values.accesses[3].2 = register(2);
                    result(liar, values, loaded);
                })
            }
            "lookup of the low padding or a gap" => self.wrong_padding(0),
            "lookup of the high padding or a gap" => self.wrong_padding(1),
            "lookup of the cell's time" => {
                // A load that finds what it writes.
                let source = "mov r1, 7\nstore.w 4000, r1\nload.w r2, 4000\nanswer r2";
                self.found_by_itself(source, 2, Lane::Cell, 1, 500, |liar| {
                    liar.change_double_word(4000, DoubleWord { lo: 0, hi: 0 });
                })
            }
            "lookup of the register's time" => {
                let source = "mov r1, 7\nadd r2, r2, r1\nanswer r2";
                self.found_by_itself(source, 1, Lane::Register, 0, register(1), |liar| {
                    liar.change_register(1, 0);
                })
            }
            "lookup of the image" => {
                let source = "mov r1, 7\nanswer r1";
                let other = "mov r1, 8\nanswer r1";
                self.other_image(source, other)
            }
            "lookups: running sum" => {
                Self::second(self.negative_word(false), |columns, closing| {
                    columns[SUM][closing] = Fr::ZERO
                })
            }
            "lookups: sum starts at zero" => {
                Self::second(self.negative_word(false), |columns, closing| {
                    let total = columns[SUM][closing];
                    columns[SUM].iter_mut().for_each(|value| *value -= total);
                })
            }
            helper if helper.starts_with("lookups: helper ") => {
                let index: usize = helper.rsplit(' ').next().unwrap().parse().unwrap();
                Self::second(self.negative_word(false), move |columns, closing| {
                    let total = columns[SUM][closing];
                    columns[HELPERS + index][4] -= total;
                    let after = columns[SUM].iter_mut().skip(5);
                    after.for_each(|value| *value -= total);
                })
            }
            "lookup tuple: value" => self.wrong_spread(false),
            "lookup tuple: tag" => self.wrong_spread(true),
            "lookup tuple: high value" => {
                self.other_image("mov r1, 7\nanswer r1", "mov r1, 7\nanswer 1")
            }

            // Boot cells.
            "boot: one address" => {
                // The second row of the cell after it is 4000's.
                let next = std::cell::Cell::new(0);
                self.two_lives(
                    |cells, life| {
                        let at = position(cells, 501);
                        cells[at].last = life;
                        next.set(at);
                    },
                    |liar| {
                        let columns = liar.witness.columns_mut();
                        let row = 2 * next.get() + 1;
                        columns[column::BOOT_ADDRESS][row] = Fr::from(500);
                        columns[column::RANGE][row] += Fr::ONE;
                    },
                )
            }
            "boot: addresses ascend" => self.two_lives(
                |cells, last| {
                    let at = position(cells, 500);
                    cells[at - 1] = BootCell { last, ..cells[at] };
                },
                |_| {},
            ),
            "boot: one region" => self.without_data(
                |cells| {
                    let at = position(cells, 2);
                    cells[at].first = [0, 0];
                },
                |liar| {
                    let row = 2 * boot_cell(&liar.witness, 2);
                    let region = &mut liar.witness.columns_mut()[column::REGION];
                    (region[row + 1], region[row + 2]) = (Fr::ONE, Fr::ONE);
                },
            ),
            "boot: regions begin where they must" => {
                let image = self.profile.image_cells() as i64;
                self.without_data(
                    |cells| {
                        let memory = cells.iter_mut();
                        for cell in memory.filter(|cell| (2..image).contains(&cell.address)) {
                            (cell.region, cell.first) = (1, [0, 0]);
                        }
                    },
                    |_| {},
                )
            }
            "boot: register addresses" => {
                // There is no scratch cell, double word 0 is in its place, and starts with zero.
                let source = "not r1, r0\nanswer r1";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Start => liar.change_double_word(0, DoubleWord { lo: 0, hi: 0 }),
                    Moment::Boot(cells) => {
                        cells.retain(|cell| cell.address != SCRATCH);
                        let at = position(cells, 0);
                        cells[at].first = [0, 0];
                        add_filler(cells);
                    }
                    _ => {}
                })
            }
            "boot: the memory ends before the tape" => {
                // There is a double word 2^29: zero, an `and` that sets the flag. After it comes double word 1.
                let source = "cjmp 24\ncnjmp 0xfffffff8\nanswer 1\nanswer 0";
                let mut code = DoubleWord { lo: 0, hi: 0 };
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Before(3) => {
                        let zero = DoubleWord { lo: 0, hi: 0 };
                        code = liar.machine.double_word(0);
                        liar.machine.set_double_word(0, zero);
                    }
                    Moment::After(3, _, values) => {
                        liar.machine.set_double_word(0, code);
                        values.accesses[0].2 = 1 << 29;
                    }
                    Moment::Complete => {
                        let wrap = liar.layout.bit(WRAP);
                        liar.forge(2, wrap, 0);
                        liar.forge(3, wrap, 1);
                        let row = 2 * ROWS_PER_STEP + STATE_AFTER.row;
                        liar.witness.columns_mut()[STATE_AFTER.column][row] += Fr::from(1 << 29);
                    }
                    _ => {}
                })
            }
            "boot: low word is zero" => {
                self.forge("answer r1", &[], &[], |moment, liar| match moment {
                    Moment::Start => liar.change_register(1, 7),
                    Moment::Boot(cells) => {
                        let at = position(cells, register(1));
                        cells[at].first = [7, 0];
                    }
                    _ => {}
                })
            }
            "boot: high word is zero" => {
                let source = "load.w r1, 4000004\nanswer r1";
                self.forge(source, &[], &[], |moment, liar| match moment {
                    Moment::Start => {
                        liar.change_double_word(4_000_000, DoubleWord { lo: 0, hi: 7 });
                    }
                    Moment::Boot(cells) => {
                        let at = position(cells, 500_000);
                        cells[at].first = [0, 7];
                    }
                    _ => {}
                })
            }
            other => panic!("no forgery that only {other:?} refuses: add one"),
        }
    }
}

/// The second-phase columns.
const SUM: usize = 0;
const ACCESSES: usize = 1;
const BOOT: usize = 2;
const HELPERS: usize = 3;

/// Divides a column by a number.
fn scale(column: &mut [Fr], by: Fr) {
    let inverse = by.invert().unwrap();
    column.iter_mut().for_each(|value| *value *= inverse);
}

/// The step leaves this value in ri, and the machine goes on with it.
fn result(liar: &mut Liar, values: &mut StepValues, value: u64) {
    let (_, _, address, after) = &mut values.accesses[3];
    *after = Some([value, 0]);
    liar.machine
        .set_register((SCRATCH - 1 - *address) as u32, value);
}

fn flag(liar: &mut Liar, values: &mut StepValues, flag: bool) {
    (values.op.carry, values.flag_after) = (flag, flag);
    liar.machine.set_flag(flag);
}

/// The step leaves these words in its double word, and the machine goes on with them.
fn store(liar: &mut Liar, step: &Step, values: &mut StepValues, [lo, hi]: [u64; 2]) {
    values.accesses[2].3 = Some([lo, hi]);
    let address = step.data.expect("a store").address;
    liar.machine.set_double_word(address, DoubleWord { lo, hi });
}

/// An `xor` with a wrong bit.
fn wrong_bit(liar: &mut Liar, values: &mut StepValues, bit: u32) {
    values.op.words[3] ^= 1 << bit;
    let lie = values.op.words[3];
    values.op.aux[0] = inverse(lie);
    result(liar, values, lie);
}

fn inverse(value: u64) -> Fr {
    Fr::from(value).invert().unwrap()
}

/// The values of a shift of x by `amount`.
fn shifted(values: &mut StepValues, amount: u64, x: u64) {
    values.op.aux[1] = Fr::from(amount);
    (values.op.op_key, values.op.op_value) = (POWER_KEY + amount, 1 << amount);
    let product = x << amount;
    (values.op.words[2], values.op.words[3]) = (product & 0xffff_ffff, product >> 32);
}

/// A double word in memory, and an instruction on it.
fn loads(line: &str) -> String {
    format!("mov r1, 0x01020304\nstore.w 4000, r1\nmov r2, 0x77665544\n{line}")
}

/// The place of an address among the boot cells.
fn position(cells: &[BootCell], address: i64) -> usize {
    let position = cells.iter().position(|cell| cell.address == address);
    position.expect("the address has a boot cell")
}

/// One cell more, of the lowest double word that has none.
fn add_filler(cells: &mut Vec<BootCell>) {
    let at = cells
        .iter()
        .position(|cell| cell.address >= 0)
        .expect("double words");
    let gap = (at..cells.len())
        .find(|&i| cells[i + 1].address != cells[i].address + 1)
        .expect("a gap");
    let filler = BootCell {
        address: cells[gap].address + 1,
        first: [0, 0],
        last: MemoryCell::default(),
        ..cells[gap]
    };
    cells.insert(gap + 1, filler);
}
