//! For every part of the circuit a forgery that it alone refuses: with the part switched off the real verifier accepts. So
//! each constraint is needed, and some test fails when it is lost.

use super::attacks::boot_row;
use super::campaign::{self, Counts, Extent};
use super::evaluator::{Evaluator, SecondPhase};
use super::liar::{Liar, Moment, tell};
use super::{Honest, keys};
use crate::control::{self, OUT_OF_RANGE};
use crate::deletion::switch;
use crate::expr::power_of_two;
use crate::instance::{InstanceRows, PublicValues};
use crate::layout::{CARRY, CONTROL, Cell, DIGIT, FLAG, PACKED, REMAINING, column};
use crate::lookups::{self, LOOKUPS};
use crate::memory;
use crate::profile::{ROWS_PER_SLOT, ROWS_PER_STEP, WORDS_PER_SCALAR};
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::tables::{POWER_KEY, TAG_LIMB, TAG_OP, Tables};
use crate::verifier;
use crate::witness::{StepValues, register};
use crate::{ProvingKey, VerifyingKey, Witness};
use ff::Field;
use halo2curves::bn256::Fr;
use std::collections::BTreeSet;
use tinyram::{DoubleWord, Step, Tapes};

const NAME: &str = "k13-r32";

/// A false witness, and what it claims.
pub(super) struct Forgery {
    /// Where it began.
    pub honest: Honest,
    pub public: PublicValues,
    pub witness: Witness,
    pub second_phase: Option<SecondPhase>,
}

impl Forgery {
    /// Does the real verifier accept it, with whatever is switched off on this thread?
    pub fn is_accepted(&self) -> bool {
        let profile = self.honest.profile;
        let (srs, key) = keys(profile);
        let key = match switch::is_something_off() {
            true => VerifyingKey::generate(profile, &srs).unwrap(),
            false => key,
        };
        let proving = ProvingKey::new(&key, &srs, self.honest.program.clone()).unwrap();
        let point = proving.point();
        let second_phase = |beta, gamma| {
            let mut columns = self.witness.second_phase(beta, gamma);
            if let Some(change) = self.second_phase {
                change(&mut columns, profile.used_rows());
            }
            columns
        };
        let mut randomness = Randomness::new();
        let hiding = randomness.elements(1 << profile.k);
        let proof = prove_columns(
            &proving,
            &srs,
            &self.public,
            self.witness.first_phase(),
            second_phase,
            hiding,
            &mut randomness,
            &mut |_| {},
        )
        .unwrap();
        verifier::is_accepted(&key, point, &self.public, &proof, &mut vec![])
    }

    /// The names of the constraints that refuse it.
    fn violations(&self) -> BTreeSet<String> {
        let evaluator = Evaluator::of(self.honest.profile);
        let baseline = self.honest.witness();
        let (public, second_phase) = (&self.public, self.second_phase);
        evaluator.violations_of(&self.honest, &baseline, public, &self.witness, second_phase)
    }
}

/// A forgery by a liar who has the honest tapes.
fn forge(
    source: &str,
    primary: &[u32],
    auxiliary: &[u32],
    lie: impl FnMut(Moment, &mut Liar),
) -> Forgery {
    let honest = Honest::new(NAME, source, primary, auxiliary);
    let words = |tape: &[u32]| tape.iter().map(|&word| word.into()).collect();
    let tapes = Tapes {
        primary: words(primary),
        auxiliary: words(auxiliary),
    };
    let (statement, witness) = tell(&honest, &tapes, lie);
    Forgery {
        public: statement.public_values(honest.profile).unwrap(),
        honest,
        witness,
        second_phase: None,
    }
}

/// A lie about what the last step but one says, in a program without tapes. The program's lines but the `answer`.
fn in_step(source: &str, mut lie: impl FnMut(&mut Liar, &Step, &mut StepValues)) -> Forgery {
    let at = source.lines().count() - 1;
    let source = format!("{source}\nanswer 0");
    forge(&source, &[3, 4], &[5, 6], |moment, liar| {
        if let Moment::After(i, step, values) = moment
            && i == at
        {
            lie(liar, step, values);
        }
    })
}

/// [`in_step`], and the cells of the step can be changed.
fn in_cells(
    source: &str,
    mut lie: impl FnMut(&mut Liar, &Step, &mut StepValues),
    mut cells: impl FnMut(&mut Witness, usize),
) -> Forgery {
    let at = source.lines().count() - 1;
    let source = format!("{source}\nanswer 0");
    let profile = super::profile(NAME);
    let row = profile.first_step_row() + at * ROWS_PER_STEP;
    forge(&source, &[3, 4], &[5, 6], |moment, liar| match moment {
        Moment::After(i, step, values) if i == at => lie(liar, step, values),
        Moment::Complete => cells(&mut liar.witness, row),
        _ => {}
    })
}

/// A register holds another value for the step only, so that the machine and the chip compute with it.
fn misread(
    source: &str,
    number: u32,
    lie: u64,
    mut after: impl FnMut(&mut StepValues, u64),
) -> Forgery {
    let at = source.lines().count() - 1;
    let source = format!("{source}\nanswer 0");
    let mut truth = 0;
    forge(&source, &[], &[], |moment, liar| match moment {
        Moment::Before(i) if i == at => {
            truth = liar.machine.registers()[number as usize];
            liar.machine.set_register(number, lie);
        }
        Moment::After(i, _, values) if i == at => {
            liar.machine.set_register(number, truth);
            after(values, truth);
        }
        _ => {}
    })
}

/// The step leaves this value in ri, and the machine goes on with it.
fn result(liar: &mut Liar, values: &mut StepValues, value: u64) {
    let (address, _) = values.accesses[3];
    values.accesses[3].1 = Some([value, 0]);
    liar.machine.set_register((-1 - address) as u32, value);
}

fn flag(liar: &mut Liar, values: &mut StepValues, flag: bool) {
    values.op.carry = flag;
    liar.machine.set_flag(flag);
}

/// The step leaves these words in its double word, and the machine goes on with them.
fn store(liar: &mut Liar, step: &Step, values: &mut StepValues, [lo, hi]: [u64; 2]) {
    values.accesses[1].1 = Some([lo, hi]);
    let address = step.data.expect("a store").address;
    liar.machine.set_double_word(address, DoubleWord { lo, hi });
}

fn inverse(value: u64) -> Fr {
    Fr::from(value).invert().unwrap()
}

/// The names of all parts: the constraints, and the terms of both arguments.
fn parts() -> Vec<String> {
    let evaluator = Evaluator::of(super::profile(NAME));
    let constraints = evaluator
        .constraints
        .iter()
        .map(|constraint| constraint.name.clone());
    constraints.chain(terms().map(str::to_owned)).collect()
}

/// The parts that are no constraint.
fn terms() -> impl Iterator<Item = &'static str> {
    let lookups = LOOKUPS.into_iter().chain(lookups::TUPLE);
    lookups.chain(memory::ACCESSES).chain(memory::TUPLE)
}

/// A forgery that only `part` refuses.
#[allow(clippy::too_many_lines)]
fn forgery(part: &str) -> Forgery {
    const OPERANDS: &str = "mov r1, 0x1234\nmov r2, 0x77665544\nmov r3, 9\nmov r4, 40\n";
    let with = |line: &str| format!("{OPERANDS}{line}");
    let layout = crate::layout::Layout::new(super::profile(NAME));
    match part {
        // Decoding.
        "decode: fetched high word" => {
            // Decoded as `sub`.
            let source = with("add r3, r1, r2");
            as_another(&source, "sub r3, r1, r2", |_, _| {})
        }
        "decode: control bits and field 3" => {
            // Looked up as `add`, executed as `sub`.
            let source = with("add r3, r1, r2");
            as_another(&source, "sub r3, r1, r2", |honest, values| {
                values.decode = honest.decode
            })
        }
        "lookup of the lane" => {
            // The key of `add` with the control bits of `sub`.
            let source = with("add r3, r1, r2");
            as_another(&source, "sub r3, r1, r2", |honest, values| {
                values.decode.0 = honest.decode.0
            })
        }
        "lookup of the range" => {
            // Field 4 is one less, because the padding is 2^16 more: r0 is added instead of r1.
            misread(&with("add r3, r1, r2"), 1, 0, |values, _| {
                values.field4 = 0;
                values.padding += 1 << 16;
                values.accesses[1].0 = register(0);
            })
        }

        // Operands and result.
        "slot 1: address" => misread(&with("add r3, r1, 5"), 1, 40, |values, _| {
            values.accesses[1].0 = register(4);
        }),
        "slot 1: low word changes only by store and answer" => {
            in_step(&with("add r3, r1, 5"), |liar, _, values| {
                values.accesses[1].1 = Some([77, 0]);
                liar.machine.set_register(1, 77);
            })
        }
        "slot 1: high word changes only by store" => {
            in_step(&with("add r3, r1, 5"), |_, step, values| {
                values.accesses[1].1 = Some([step.rj, 1]);
            })
        }
        "slot 2: address" => misread(&with("add r3, r1, r2"), 2, 40, |values, _| {
            values.accesses[2].0 = register(4);
        }),
        "operand A" => misread(&with("add r3, r1, r2"), 2, 41, |_, _| {}),
        "result" => in_step(&with("add r3, r1, r2"), |liar, _, values| {
            result(liar, values, 6)
        }),

        // From one step to the next.
        "pc: follows next pc" => {
            // Back to the start, where it is not the first time.
            forge(
                "cmpe r1, 1\ncjmp _e\nmov r1, 1\nanswer 1\n_e: answer 0",
                &[],
                &[],
                |moment, liar| {
                    if let Moment::Before(3) = moment {
                        liar.machine.set_pc(0);
                    }
                },
            )
        }
        "pc: wraps to zero" => {
            // After the last double word comes the first one; the liar goes to the answer.
            forge(
                "cmpe r1, 1\ncjmp _e\nmov r1, 1\njmp 0xfffffff8\nanswer 0\n_e: answer 1",
                &[],
                &[],
                |moment, liar| {
                    if let Moment::Before(5) = moment {
                        assert_eq!(liar.machine.pc(), 0);
                        liar.machine.set_pc(32);
                    }
                },
            )
        }
        "next pc" => in_step(
            &with("add r3, r1, r2\nmov r5, 1\nmov r6, 1"),
            |liar, _, values| {
                values.next_pc -= 2;
                liar.machine.set_pc(values.next_pc * 8);
            },
        ),
        "flag" => forge(
            "cmpe r0, 1\ncjmp _e\nanswer 1\n_e: answer 0",
            &[],
            &[],
            |moment, liar| {
                if let Moment::Before(1) = moment {
                    liar.machine.set_flag(true);
                }
            },
        ),
        "tape position" => forge(
            "read r1, 0\nread r2, 0\nanswer r2",
            &[0, 7],
            &[],
            |moment, liar| {
                if let Moment::Before(1) = moment {
                    liar.words_read[0] = 0;
                    liar.machine.set_words_read([0, 0]);
                    liar.tapes.position = 0;
                }
            },
        ),
        "auxiliary tape: ended" => {
            forge(
                "mov r1, 1\nread r2, 1\nanswer r2",
                &[],
                &[7],
                |moment, liar| {
                    if let Moment::Before(1) = moment {
                        // The tape has ended, although nobody saw the end.
                        liar.tapes.ended = true;
                        liar.machine.set_words_read([0, 1]);
                    }
                },
            )
        }
        "auxiliary tape: the end is final" => forge(
            "read r1, 1\nread r2, 1\nanswer r2",
            &[],
            &[],
            |moment, liar| match moment {
                Moment::After(1, _, values) => {
                    values.op.words[2] = 9;
                    result(liar, values, 9);
                    flag(liar, values, false);
                }
                Moment::Written(1, ..) => liar.tapes.ended = false,
                _ => {}
            },
        ),
        "initial pc" => forge("answer 1\nanswer 0", &[], &[], |moment, liar| {
            if let Moment::Start = moment {
                liar.machine.set_pc(8);
            }
        }),
        "initial flag" => forge(
            "cjmp _e\nanswer 1\n_e: answer 0",
            &[],
            &[],
            |moment, liar| {
                if let Moment::Start = moment {
                    liar.machine.set_flag(true);
                }
            },
        ),
        "initial tape position" => forge("read r1, 0\nanswer r1", &[7, 0], &[], |moment, liar| {
            if let Moment::Start = moment {
                liar.machine.set_words_read([1, 0]);
                liar.words_read = [1, 0];
                liar.tapes.position = 1;
            }
        }),
        "initial auxiliary tape" => forge("read r1, 1\nanswer r1", &[], &[7], |moment, liar| {
            if let Moment::Start = moment {
                liar.machine.set_words_read([0, 1]);
                liar.tapes.ended = true;
            }
        }),
        "last step answers" => {
            // With the other word it never answers: nothing is left in the output cell, which means "accepted".
            let source = "read r1, 1\ncmpe r1, 5\ncjmp _e\n_l: jmp _l\n_e: answer 1";
            let honest = Honest::new(NAME, source, &[], &[5]);
            let tapes = Tapes {
                primary: vec![],
                auxiliary: vec![6],
            };
            let (statement, witness) = tell(&honest, &tapes, |_, _| {});
            assert_eq!(statement.answer, 0);
            Forgery {
                public: statement.public_values(honest.profile).unwrap(),
                honest,
                witness,
                second_phase: None,
            }
        }

        // Bits.
        "bits of column 0 are boolean" => in_cells(
            // The carry is a fraction, so that any sum is right; a compare makes it a bit again.
            &with("add r3, r1, r2"),
            |liar, _, values| {
                values.op.words[2] = 1;
                result(liar, values, 1);
            },
            |witness, row| {
                let layout = crate::layout::Layout::new(witness.profile());
                let sum = Fr::from(0x1234 + 0x7766_5544 - 1);
                let carry = sum * inverse(1 << 32);
                witness.forge(row, layout.bit(CARRY), carry);
                for step in 1..=super::profile(NAME).steps {
                    let row = row + step * ROWS_PER_STEP;
                    if row <= witness.profile().used_rows() {
                        witness.forge(row, layout.bit(FLAG), carry);
                    }
                }
            },
        ),
        "bits of column 1 are boolean" => digit_of_address(0),
        "bits of column 2 are boolean" => digit_of_address(1),
        "bits of column 3 are boolean" => in_cells(
            // ri' = 3 word 2 - word 3 - 4 ri, with 3 and -1 for the bits 1 and 0 that choose the result.
            &with("add r5, r1, r4"),
            |liar, step, values| {
                values.op.words[3] = 3 * step.ri_after - 8;
                result(liar, values, 8);
            },
            |witness, row| {
                let layout = crate::layout::Layout::new(witness.profile());
                witness.forge(row, layout.bit(CONTROL + 7), 3);
                witness.forge(row, layout.bit(CONTROL + 8), -Fr::ONE);
            },
        ),
        "bits of column 4 are boolean" => digit_of_address(2),
        "bits of column 5 are boolean" => in_cells(
            // "Move if the flag is set" says -1 instead of 1, and "answers one", which only an answer reads, makes up for it: the
            // result is 2 A - ri.
            &with("cmov r3, r1"),
            |liar, step, values| {
                let lie = 2 * step.a - step.ri_before;
                values.op.words[2] = lie;
                values.op.aux[1] = -Fr::ONE;
                result(liar, values, lie);
            },
            |witness, row| {
                let layout = crate::layout::Layout::new(witness.profile());
                witness.forge(row, layout.bit(CONTROL + 9), -Fr::ONE);
                witness.forge(row, layout.bit(CONTROL + 10), 1);
            },
        ),
        "bits on first rows are boolean" => {
            // "Immediate" moves into "answers one", which only an answer reads: `add r3, r1, 2` adds r2.
            let mut truth = 0;
            let at = OPERANDS.lines().count();
            let source = with("add r3, r1, 2\nanswer 0");
            forge(&source, &[], &[], |moment, liar| match moment {
                Moment::Before(i) if i == at => {
                    let pc = liar.machine.pc();
                    truth = liar.machine.double_word(pc).lo;
                    let lo = 0x7766_5544;
                    let hi = liar.machine.double_word(pc).hi;
                    liar.machine.set_double_word(pc, DoubleWord { lo, hi });
                }
                Moment::After(i, step, values) if i == at => {
                    let lie = step.fetched;
                    liar.machine
                        .set_double_word(step.pc, DoubleWord { lo: truth, ..lie });
                    values.accesses[2].0 = register(2);
                }
                Moment::Complete => {
                    let row = liar.profile.first_step_row() + at * ROWS_PER_STEP;
                    liar.witness.forge(row, liar.layout.bit(CONTROL + 10), 2);
                    liar.witness.forge(row, liar.layout.bit(CONTROL + 11), 0);
                }
                _ => {}
            })
        }

        // Bitwise.
        "bitwise: word 0 is x" => misread(&with("xor r3, r1, r2"), 1, 0x1235, |_, _| {}),
        "bitwise: word 1 is A" => misread(&with("xor r3, r1, r2"), 2, 41, |values, truth| {
            values.a = truth
        }),
        "bitwise: spreads add up" => in_step(
            "mov r1, 0x12345678\nmov r2, 0x0f0f0f0f\nxor r3, r1, r2",
            |liar, _, values| {
                values.op.words[3] ^= 1 << 20;
                let lie = values.op.words[3];
                values.op.aux[0] = inverse(lie);
                result(liar, values, lie);
            },
        ),
        "bitwise: flag only if zero" => in_step(&with("xor r3, r1, r2"), |liar, _, values| {
            flag(liar, values, true);
            values.op.aux[0] = Fr::ZERO;
        }),
        "bitwise: flag if zero" => in_step(&with("xor r3, r1, r1"), |liar, _, values| {
            flag(liar, values, false);
        }),

        // Arithmetic.
        "add: sum" | "sub: difference" | "mul: product" => {
            let mnemonic = match part {
                "add: sum" => "add",
                "sub: difference" => "sub",
                _ => "mull",
            };
            in_step(
                &with(&format!("{mnemonic} r3, r1, r2")),
                |liar, _, values| {
                    values.op.words[2] += 1;
                    let lie = values.op.words[2];
                    result(liar, values, lie);
                },
            )
        }
        "mul: flag only if high word" => in_step(&with("mull r3, r2, r2"), |liar, _, values| {
            flag(liar, values, false);
            values.op.aux[0] = Fr::ZERO;
        }),
        "mul: flag if high word" => in_step(&with("mull r3, r1, r1"), |liar, _, values| {
            flag(liar, values, true);
        }),
        "smulh: product" => in_step(&with("smulh r3, r1, r1"), |liar, _, values| {
            values.op.words[3] = 1;
            values.op.aux[0] = Fr::ONE;
            flag(liar, values, true);
            result(liar, values, 1);
        }),
        "smulh: flag only if overflow" => in_step(&with("smulh r3, r2, r2"), |liar, _, values| {
            flag(liar, values, false);
            values.op.aux[0] = Fr::ZERO;
        }),
        "smulh: flag if overflow" => in_step(&with("smulh r3, r1, r1"), |liar, _, values| {
            flag(liar, values, true);
        }),
        "signed: top bit of rj" => in_step(&with("cmpg r1, 3"), |liar, _, values| {
            // 0x1234 counts as negative.
            values.op.digits[0] = true;
            flag(liar, values, false);
        }),
        "signed: top bit of A" => in_step(&with("cmpg r1, 0x7000"), |liar, _, values| {
            // 0x7000 counts as negative.
            values.op.digits[1] = true;
            flag(liar, values, true);
        }),
        "div: flag only if A is zero" => in_step(&with("udiv r3, r2, r4"), |liar, _, values| {
            values.op.words = [0; 4];
            values.op.aux[0] = Fr::ZERO;
            flag(liar, values, true);
            result(liar, values, 0);
        }),
        "div: quotient and remainder" => in_step(&with("udiv r3, r2, r4"), |liar, _, values| {
            values.op.words[3] += 1;
            let lie = values.op.words[3];
            result(liar, values, lie);
        }),
        "div: quotient zero if A is zero" => in_step(&with("udiv r3, r2, 0"), |liar, _, values| {
            values.op.words[3] = 7;
            result(liar, values, 7);
        }),
        "div: remainder below A" => in_step(&with("udiv r3, r3, 5"), |liar, _, values| {
            // 9 = 0 * 5 + 9.
            values.op.words = [0, 0, 9, 0];
            result(liar, values, 0);
        }),
        "shift: amount beyond 32" => in_step(&with("shl r3, r1, 5"), |liar, _, values| {
            // Shifted by 32.
            values.op.digits[1] = true;
            shifted(values, 32, 0x1234);
            result(liar, values, 0);
        }),
        "shift: amount" => in_step(&with("shl r3, r1, 5"), |liar, _, values| {
            shifted(values, 6, 0x1234);
            result(liar, values, 0x1234 << 6);
        }),
        "shift: power of two" => in_step(&with("shl r3, r1, 5"), |liar, _, values| {
            shifted(values, 6, 0x1234);
            values.op.aux[1] = Fr::from(5);
            result(liar, values, 0x1234 << 6);
        }),
        "shift: product" => in_step(&with("shl r3, r1, 5"), |liar, _, values| {
            values.op.words[2] += 1;
            let lie = values.op.words[2];
            result(liar, values, lie);
        }),
        "shift: flag" => in_step(&with("shl r3, r1, 5"), |liar, _, values| {
            flag(liar, values, true)
        }),

        // Compares and moves.
        "cmpe: flag only if equal" => in_step(&with("cmpe r1, r2"), |liar, _, values| {
            flag(liar, values, true);
            values.op.aux[0] = Fr::ZERO;
        }),
        "cmpe: flag if equal" => in_step(&with("cmpe r1, r1"), |liar, _, values| {
            flag(liar, values, false)
        }),
        "compare: greater" => in_step(&with("cmpa r1, r2"), |liar, _, values| {
            flag(liar, values, true)
        }),
        "compare: greater or equal" => in_step(&with("cmpae r1, r2"), |liar, _, values| {
            flag(liar, values, true)
        }),
        "mov: keeps ri" => in_step(&with("cmpe r0, r0\ncmov r3, r1"), |liar, step, values| {
            values.op.aux[1] = Fr::ONE;
            values.op.words[2] = step.ri_before;
            result(liar, values, step.ri_before);
        }),
        "mov: result" => in_step(&with("mov r3, r1"), |liar, _, values| {
            values.op.words[2] = 1;
            result(liar, values, 1);
        }),

        // Answers.
        "answer: output" => forge("answer 1", &[], &[], |moment, _| {
            if let Moment::After(0, _, values) = moment {
                values.accesses[1].1 = Some([0, 0]);
            }
        }),
        "answer: register out of range" => in_step(&with("add r3, r1, r2"), |_, step, values| {
            let register_bits = super::profile(NAME).arch().register_bits();
            let field3 = values.decode.1 >> control::CONTROL_BITS;
            let operation = (values.decode.0 >> register_bits) + OUT_OF_RANGE;
            values.control = control::control(operation).unwrap();
            values.decode = (
                (operation << register_bits) + field3,
                values.control.packed() + (field3 << control::CONTROL_BITS),
            );
            values.op = Default::default();
            values.accesses[1] = (0, Some([1, 0]));
            values.accesses[2].0 = register(0);
            values.accesses[3].1 = None;
            values.a = step.fetched.lo;
            values.next_pc = step.pc / 8;
        }),

        // Loads and stores.
        "address: division by eight" => {
            // The double word at 4008 for the address 4000.
            let source = "mov r1, 7\nstore.w 4008, r1\nmov r2, 4000\nload.w r3, r2";
            misread(source, 2, 4008, |values, truth| values.a = truth)
        }
        "memory: selected word" => in_step(&loads("load.w r3, 4000"), |liar, _, values| {
            (values.op.words[1], values.op.words[2], values.op.aux[1]) = (9, 9, Fr::from(9));
            result(liar, values, 9);
        }),
        "memory: selected half" => in_step(&loads("load.b r3, 4001"), |liar, _, values| {
            (values.op.op_key, values.op.words[2], values.op.aux[1]) = (9, 9, Fr::from(9));
            result(liar, values, 9);
        }),
        "memory: old word" => in_step(&loads("load.w r3, 4000"), |liar, _, values| {
            (values.op.words[2], values.op.aux[1]) = (9, Fr::from(9));
            result(liar, values, 9);
        }),
        "memory: old byte" => in_step(&loads("load.b r3, 4001"), |liar, _, values| {
            (values.op.words[2], values.op.aux[1]) = (9, Fr::from(9));
            result(liar, values, 9);
        }),
        "load: result" => in_step(&loads("load.w r3, 4000"), |liar, _, values| {
            values.op.words[2] = 9;
            result(liar, values, 9);
        }),
        "store: low word kept" => in_step(&loads("store.w 4004, r2"), |liar, step, values| {
            let DoubleWord { lo, hi } = step.data.unwrap().after;
            store(liar, step, values, [lo + 1, hi - 1]);
        }),
        "store: high word kept" => in_step(&loads("store.w 4000, r2"), |liar, step, values| {
            let DoubleWord { lo, hi } = step.data.unwrap().after;
            store(liar, step, values, [lo - 1, hi + 1]);
        }),
        "store: change" => in_step(&loads("store.w 4000, r2"), |liar, step, values| {
            let DoubleWord { lo, hi } = step.data.unwrap().after;
            store(liar, step, values, [lo + 1, hi]);
        }),
        "store.w: whole register" => in_step(&loads("store.w 4000, r2"), |liar, step, values| {
            let DoubleWord { lo, hi } = step.data.unwrap().after;
            values.op.words[2] = 5;
            store(liar, step, values, [lo - 5 * 256, hi]);
        }),
        "store.w: scale" => in_step("mov r2, 4\nstore.w 4000, r2", |liar, step, values| {
            values.op.aux[0] = Fr::from(2);
            store(liar, step, values, [8, 0]);
        }),
        "store.b: new byte" => in_step(&loads("store.b 4000, r2"), |liar, step, values| {
            // The byte and one more of the bits above it.
            let DoubleWord { lo, hi } = step.data.unwrap().after;
            values.op.words[2] -= 1;
            store(liar, step, values, [lo + 256, hi]);
        }),
        "store.b: scale" => in_step(&loads("store.b 4000, r2"), |liar, step, values| {
            let DoubleWord { lo, hi } = step.data.unwrap().before;
            let change = (0x7766_5544 & 0xff) - (lo & 0xff);
            values.op.aux[0] = Fr::from(256);
            store(liar, step, values, [lo + 256 * change, hi]);
        }),

        // Tapes.
        "read: tape 0" => forge(
            "read r3, 1\nanswer 0",
            &[3],
            &[5],
            |moment, liar| match moment {
                Moment::After(0, _, values) => {
                    // The primary tape instead.
                    values.op.digits = [true, false, false, false];
                    values.op.words[2] = 3;
                    values.accesses[1] = (1, None);
                    result(liar, values, 3);
                }
                Moment::Written(0, ..) => liar.tapes.position = 1,
                _ => {}
            },
        ),
        "read: tape 1" => in_step(&with("read r3, 5"), |liar, _, values| {
            values.op.digits[1] = true;
            values.op.words = [0, 0, 9, 0];
            flag(liar, values, false);
            result(liar, values, 9);
        }),
        "read: other tape" => in_step(&with("read r3, 1"), |liar, _, values| {
            values.op.digits = [false; 4];
            values.op.words = [0; 4];
            flag(liar, values, true);
            result(liar, values, 0);
        }),
        "read: tape 0 word" => in_step(&with("read r3, 0"), |liar, _, values| {
            values.op.words[2] = 9;
            result(liar, values, 9);
        }),
        "read: tape 0 end" => {
            // The first word is zero, and the liar sees the end.
            let source = "read r1, 0\ncjmp _e\nanswer 1\n_e: answer 0";
            forge(source, &[0, 7], &[], |moment, liar| match moment {
                Moment::After(0, _, values) => flag(liar, values, true),
                Moment::Written(0, ..) => liar.tapes.position = 0,
                _ => {}
            })
        }
        "read: other tapes are at their end" => in_step(&with("read r3, 5"), |liar, _, values| {
            values.op.words[2] = 9;
            flag(liar, values, false);
            result(liar, values, 9);
        }),
        "read: zero at the end" => in_step(&with("read r3, 5"), |liar, _, values| {
            values.op.words[2] = 9;
            result(liar, values, 9);
        }),

        // Memory.
        "memory: product ends at one" | "memory tuple: low word" => {
            forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
                if let Moment::Before(1) = moment {
                    liar.change_register(1, 0);
                }
            })
        }
        "memory: product starts at one" => Forgery {
            second_phase: Some(|[helper, _], closing| {
                let scale = helper[closing + 1].invert().unwrap();
                products(helper).for_each(|value| *value *= scale);
            }),
            ..forgery("memory: product ends at one")
        },
        "memory: product" => Forgery {
            second_phase: Some(|[helper, _], closing| helper[closing + 1] = Fr::ONE),
            ..forgery("memory: product ends at one")
        },
        "memory tuple: high word" => forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
            if let Moment::Before(1) = moment {
                // `answer r1` becomes `answer 1`.
                let mut code = liar.machine.double_word(8);
                code.hi |= 1 << 26;
                liar.change_double_word(8, code);
            }
        }),
        "memory tuple: time" => {
            // An older value, written back as it is; the last read finds the newer one.
            let source =
                "mov r1, 7\nstore.w 4000, r1\nstore.w 4000, r0\nload.w r2, 4000\nanswer r2";
            forge(source, &[], &[], |moment, liar| match moment {
                Moment::Before(3) => {
                    liar.change_double_word(4000, DoubleWord { lo: 7, hi: 0 });
                }
                Moment::Written(3, ..) => {
                    let cell = liar.cell(4000);
                    liar.change_cell(cell, [0, 0]);
                }
                _ => {}
            })
        }
        "memory tuple: address" => {
            // Two cells swap all that they hold, when they were written too.
            forge(
                "mov r1, 7\nmov r2, 8\nanswer r1",
                &[],
                &[],
                |moment, liar| {
                    if let Moment::Before(2) = moment {
                        let [one, other] = [1, 2].map(|i| liar.memory.cells[&register(i)]);
                        liar.memory.cells.insert(register(1), other);
                        liar.memory.cells.insert(register(2), one);
                        liar.machine.set_register(1, 8);
                        liar.machine.set_register(2, 7);
                    }
                },
            )
        }
        "lookup of the time" => {
            // A load that finds what it writes.
            let source = "mov r1, 7\nstore.w 4000, r1\nload.w r2, 4000\nanswer r2";
            let mut before = None;
            forge(source, &[], &[], |moment, liar| match moment {
                Moment::Before(2) => {
                    let cell = liar.cell(4000);
                    before = liar.memory.cells.get(&cell).copied();
                    liar.change_double_word(4000, DoubleWord { lo: 0, hi: 0 });
                }
                Moment::Written(2, ..) => {
                    let cell = liar.cell(4000);
                    let now = liar.memory.cells[&cell].time;
                    liar.memory.cells.insert(cell, before.unwrap());
                    let row = liar.profile.first_step_row() + 2 * ROWS_PER_STEP;
                    let previous = liar.layout.access(1, column::PREVIOUS);
                    liar.witness.forge(row, previous, now);
                }
                _ => {}
            })
        }
        "memory access: fetch" => {
            forge(
                "mov r1, 7\nanswer r1",
                &[],
                &[],
                |moment, liar| match moment {
                    // `answer 0` is fetched, which nobody wrote.
                    Moment::Before(1) => {
                        let hi = liar.machine.double_word(8).hi | 1 << 26;
                        liar.machine.set_double_word(8, DoubleWord { lo: 0, hi });
                    }
                    Moment::Complete => {
                        let profile = liar.profile;
                        let found = liar.machine.double_word(8);
                        for step in 1..profile.steps {
                            let row = profile.first_step_row() + step * ROWS_PER_STEP;
                            for (column, value) in [(column::LO, found.lo), (column::HI, found.hi)]
                            {
                                liar.witness
                                    .forge(row, liar.layout.access(0, column), value);
                            }
                        }
                    }
                    _ => {}
                },
            )
        }
        "memory access: data" => forge("answer 1", &[], &[], |_, _| {}),
        "memory access: register A" => {
            let at = 1;
            forge(
                "mov r1, 7\nadd r2, r2, r1\nanswer r2",
                &[],
                &[],
                |moment, liar| match moment {
                    Moment::Before(i) if i == at => liar.machine.set_register(1, 0),
                    Moment::After(i, ..) if i == at => liar.machine.set_register(1, 7),
                    Moment::Complete => {
                        let row = liar.profile.first_step_row() + at * ROWS_PER_STEP;
                        liar.witness
                            .forge(row, liar.layout.access(2, column::LO), 0);
                    }
                    _ => {}
                },
            )
        }
        "memory access: register ri" => forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
            if let Moment::Before(1) = moment {
                liar.machine.set_register(1, 0);
            }
        }),

        // Lookups: a shift by 5 that counts as one by 32, because the "word" A - 32 is negative.
        "lookup of the low limb" | "lookups: sum ends at zero" => {
            negative_word(layout.limb_bits, false)
        }
        "lookup of the high limb" => negative_word(layout.limb_bits, true),
        "lookups: limbs and lane" => Forgery {
            second_phase: Some(|[helper, sum], closing| {
                let row = 4;
                let total = sum[closing];
                helper[row] -= total;
                sum[row + 1..=closing]
                    .iter_mut()
                    .for_each(|value| *value -= total);
            }),
            ..negative_word(layout.limb_bits, false)
        },
        "lookups: running sum on first rows" => Forgery {
            second_phase: Some(|[_, sum], closing| {
                let total = sum[closing];
                sum[closing - 1..]
                    .iter_mut()
                    .for_each(|value| *value -= total);
            }),
            ..negative_word(layout.limb_bits, false)
        },
        "lookups: running sum on second rows" => Forgery {
            second_phase: Some(|[_, sum], closing| sum[closing] = Fr::ZERO),
            ..negative_word(layout.limb_bits, false)
        },
        "lookups: sum starts at zero" => Forgery {
            second_phase: Some(|[_, sum], closing| {
                let total = sum[closing];
                sum[..=closing].iter_mut().for_each(|value| *value -= total);
            }),
            ..negative_word(layout.limb_bits, false)
        },
        "lookup tuple: value" => wrong_spread(false),
        "lookup tuple: tag" => wrong_spread(true),

        // Boot rows.
        "boot: low word from the image" => forge("answer r1", &[], &[], |moment, liar| {
            if let Moment::Start = moment {
                liar.change_register(1, 7);
            }
        }),
        "boot: high word from the image" => {
            forge("mov r1, 7\nanswer r1", &[], &[], |moment, liar| {
                if let Moment::Start = moment {
                    let mut code = liar.machine.double_word(8);
                    code.hi |= 1 << 26;
                    liar.change_double_word(8, code);
                }
            })
        }
        "boot: first address" => shifted_boot(),
        "boot: fixed addresses follow each other" => {
            // The first two instructions change places.
            forge(
                "answer 1\nanswer 0",
                &[],
                &[],
                |moment, liar| match moment {
                    Moment::Start => {
                        let [one, other] = [0, 8].map(|address| liar.machine.double_word(address));
                        liar.change_double_word(0, other);
                        liar.change_double_word(8, one);
                    }
                    Moment::End => {
                        let cells = [liar.cell(0), liar.cell(8)];
                        for memory in liar.boot.as_mut().unwrap() {
                            let [one, other] = cells
                                .map(|cell| memory.cells.get(&cell).copied().unwrap_or_default());
                            memory.cells.insert(cells[0], other);
                            memory.cells.insert(cells[1], one);
                        }
                    }
                    Moment::Complete => {
                        let cells = [liar.cell(0), liar.cell(8)];
                        let rows = cells.map(|cell| boot_row(liar.profile, &liar.witness, cell));
                        for (row, cell) in rows.into_iter().zip([cells[1], cells[0]]) {
                            let address = liar.layout.access(0, column::ADDRESS);
                            liar.witness.forge(row, address, cell as u64);
                        }
                    }
                    _ => {}
                },
            )
        }
        "boot: fresh addresses ascend" => double_boot(),
        "boot: last address" => forge("answer 0", &[], &[], |moment, liar| {
            // One double word more than there is.
            if let Moment::Complete = moment {
                let profile = liar.profile;
                let last = profile.first_step_row() - ROWS_PER_SLOT;
                let address = liar.layout.access(0, column::ADDRESS);
                let value = liar.witness.cell(last, address) + Fr::ONE;
                liar.witness.forge(last, address, value);
                restate_gap(liar, last);
            }
        }),

        // The primary tape.
        "tape: word is 32 bits" => {
            // (5, 7) and (4, 2^32 + 7) are one scalar.
            let source = "read r1, 0\nsub r1, r1, 4\nanswer r1";
            let mut forgery = forge(source, &[5, 7], &[], |moment, liar| match moment {
                Moment::Start => {
                    liar.change_cell(1, [4, 0]);
                    liar.change_cell(2, [7, 0]);
                }
                Moment::After(0, _, values) => {
                    values.op.words[2] = 4;
                    result(liar, values, 4);
                }
                _ => {}
            });
            let rows = InstanceRows::new(forgery.honest.profile);
            for column in [column::NEW_LO, column::LO] {
                let word = Fr::from(7) + Fr::from(1 << 32);
                forgery
                    .witness
                    .forge(rows.first + ROWS_PER_SLOT, layout.access(0, column), word);
            }
            pack(&mut forgery, 1, 0, Fr::from(7) + Fr::from(1 << 32));
            forgery
        }
        "tape: end is boolean" => {
            // Two words, and the first is "minus one end".
            let mut forgery = forge("answer 0", &[0, 0], &[], |_, _| {});
            let rows = InstanceRows::new(forgery.honest.profile);
            for column in [column::NEW_HI, column::HI] {
                let cell = layout.access(0, column);
                forgery.witness.forge(rows.first, cell, -Fr::ONE);
                forgery.witness.forge(rows.first + ROWS_PER_SLOT, cell, 1);
            }
            forgery.witness.columns_mut()[REMAINING.column]
                [rows.first + ROWS_PER_SLOT + REMAINING.row] = Fr::ZERO;
            forgery
        }
        "tape: the end is final" => {
            // The one word comes after an end.
            let source = "read r1, 0\ncjmp _e\nanswer 1\n_e: answer 0";
            let mut forgery = forge(source, &[0], &[], |moment, liar| match moment {
                Moment::Start => {
                    liar.change_cell(1, [0, 1]);
                    liar.change_cell(2, [0, 0]);
                }
                Moment::After(0, _, values) => flag(liar, values, true),
                Moment::Written(0, ..) => liar.tapes.position = 0,
                _ => {}
            });
            let rows = InstanceRows::new(forgery.honest.profile);
            forgery.witness.columns_mut()[REMAINING.column]
                [rows.first + ROWS_PER_SLOT + REMAINING.row] = Fr::ONE;
            forgery
        }
        "tape: zero beyond the end" => {
            // A public word that is not counted.
            let mut forgery = forge("answer 0", &[], &[], |moment, liar| {
                if let Moment::Start = moment {
                    liar.change_cell(1, [5, 1]);
                }
            });
            pack(&mut forgery, 0, 0, Fr::from(5));
            forgery.public.words[0] = 5;
            forgery
        }
        "tape: last cell is an end" => {
            // The tape is full, and the cell after its last word is not an end.
            let words = vec![0; super::profile(NAME).primary_words()];
            forge("answer 0", &words, &[], |moment, liar| {
                if let Moment::Start = moment {
                    liar.change_cell(liar.profile.tape_cells() as i64, [0, 0]);
                }
            })
        }
        "tape: packing" => other_word(0),
        "tape: scalar 1 moves on" => lost_on_the_way(1),
        "tape: scalar 2 moves on" => lost_on_the_way(2),
        "tape: scalar 3 moves on" => lost_on_the_way(3),
        "tape: public fingerprint" => {
            let mut forgery = other_word(0);
            pack(&mut forgery, 0, 0, Fr::from(6));
            forgery
        }
        "tape: words left at the last cell" => {
            let mut forgery = forge("answer 0", &[5, 0], &[], |moment, liar| {
                if let Moment::Start = moment {
                    liar.change_cell(2, [0, 1]);
                }
            });
            let rows = InstanceRows::new(forgery.honest.profile);
            for cell in 1..forgery.honest.profile.tape_cells() {
                let row = rows.first + cell * ROWS_PER_SLOT;
                forgery.witness.columns_mut()[REMAINING.column][row + REMAINING.row] = Fr::ONE;
            }
            forgery
        }
        "tape: words left" => forge("answer 0", &[5, 0], &[], |moment, liar| {
            if let Moment::Start = moment {
                liar.change_cell(2, [0, 1]);
            }
        }),
        "output: public answer" => {
            let mut forgery = forge("answer 1", &[], &[], |_, _| {});
            forgery.public.answer = 0;
            forgery
        }
        other => panic!("no forgery that only {other:?} refuses: add one"),
    }
}

/// The step decodes and executes another instruction than it fetched; `change` gets the values of the honest one too.
fn as_another(
    source: &str,
    other: &str,
    mut change: impl FnMut(&StepValues, &mut StepValues),
) -> Forgery {
    let profile = super::profile(NAME);
    let at = source.lines().count() - 1;
    let other = super::program(profile, other).double_words[0];
    let source = format!("{source}\nanswer 0");
    let mut honest = None;
    forge(&source, &[], &[], |moment, liar| match moment {
        Moment::Before(i) if i == at => {
            let step = liar.machine.clone().step_traced();
            honest = Some((StepValues::new(profile, &step, liar.tapes), step.fetched));
            liar.machine.set_double_word(8 * at as u64, other);
        }
        Moment::After(i, _, values) if i == at => {
            let (honest, fetched) = honest.as_ref().expect("set before");
            liar.machine.set_double_word(8 * at as u64, *fetched);
            change(honest, values);
        }
        _ => {}
    })
}

/// A jump to double word 1 that counts as one to double word 2, because digit `index` of the address is 8 and not 0.
fn digit_of_address(index: usize) -> Forgery {
    let source = "jmp _two\n_one: answer 0\n_two: answer 1";
    forge(source, &[], &[], |moment, liar| match moment {
        Moment::After(0, _, values) => {
            values.op.words[0] = 1;
            values.next_pc = 1;
            liar.machine.set_pc(8);
        }
        Moment::Complete => {
            let row = liar.profile.first_step_row();
            let weight = 1 << index;
            liar.witness
                .forge(row, liar.layout.bit(DIGIT + index), 8 / weight);
        }
        _ => {}
    })
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

/// A shift by 5 that counts as one by 32, because 5 - 32 counts as a word: with a limb that is negative.
fn negative_word(limb_bits: u32, high: bool) -> Forgery {
    let layout = crate::layout::Layout::new(super::profile(NAME));
    in_cells(
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
                let low = (1 << limb_bits) - (32 - 5);
                witness.forge(row, layout.part(1, 0, column::LIMB), -Fr::ONE);
                let spread = crate::tables::spread(low);
                witness.forge(row, layout.part(1, 0, column::SPREAD), spread);
            }
        },
    )
}

/// An `and` with a limb of x whose spread is said to be zero. A byte has the value zero in another part of the table: without
/// tags (`by_tag`) that is where it is looked up.
fn wrong_spread(by_tag: bool) -> Forgery {
    let layout = crate::layout::Layout::new(super::profile(NAME));
    let (x, a) = (0x1234_u64, 0x77ff_u64);
    let mut forgery = in_cells(
        &format!("mov r1, {x}\nmov r2, {a}\nand r3, r1, r2"),
        |liar, _, values| {
            let [and, xor] = [x & a & !0xff, (x ^ a) & !0xff | a & 0xff];
            (values.op.words[2], values.op.words[3]) = (and, xor);
            values.op.aux[0] = inverse(and);
            result(liar, values, and);
        },
        |witness, row| {
            let spread = crate::tables::spread(x & !0xff);
            witness.forge(row, layout.part(0, 0, column::SPREAD), spread);
        },
    );
    if by_tag {
        let tables = Tables::new(forgery.honest.profile);
        let uses = &mut forgery.witness.columns_mut()[column::USES];
        let row = |tag| Tables::row(tables.position(tag, x & 0xff).unwrap());
        uses[row(TAG_LIMB)] -= Fr::ONE;
        uses[row(TAG_OP)] += Fr::ONE;
    }
    forgery
}

/// The running products among the helper's cells.
pub(super) fn products(helper: &mut [Fr]) -> impl Iterator<Item = &mut Fr> {
    helper.iter_mut().skip(1).step_by(ROWS_PER_SLOT)
}

/// Writes down the distance of a fresh boot cell from the one before, after an address has changed.
fn restate_gap(liar: &mut Liar, row: usize) {
    let address = liar.layout.access(0, column::ADDRESS);
    let before = row - ROWS_PER_SLOT;
    let gap = liar.witness.cell(row, address) - liar.witness.cell(before, address) - Fr::ONE;
    let gap = gap.to_bytes();
    let gap = u64::from_le_bytes(gap[..8].try_into().unwrap());
    let layout = liar.layout;
    liar.witness.set_word(&layout, row, 0, gap);
}

/// A cell with two boot rows: it is zero again in the middle of the run.
fn double_boot() -> Forgery {
    let source = "mov r1, 7\nstore.w 4000, r1\nload.w r2, 4000\nanswer r2";
    let mut first_life = None;
    forge(source, &[], &[], |moment, liar| match moment {
        Moment::Before(2) => {
            let cell = liar.cell(4000);
            first_life = liar.memory.cells.insert(cell, Default::default());
            liar.machine
                .set_double_word(4000, DoubleWord { lo: 0, hi: 0 });
        }
        Moment::Complete => {
            let life = first_life.expect("it was stored to");
            let fresh = liar.profile.fixed_cells() * ROWS_PER_SLOT;
            for (column, value) in [
                (column::ADDRESS, liar.cell(4000) as u64),
                (column::PREVIOUS, life.time),
                (column::LO, life.words[0]),
                (column::HI, life.words[1]),
            ] {
                liar.witness
                    .forge(fresh, liar.layout.access(0, column), value);
            }
        }
        _ => {}
    })
}

/// Every cell lives one address further on than its boot row should be: double word 0 is the end mark of the tape, which is
/// executed as an `and` that sets the flag; the program comes after it; the public answer is the first tape cell.
fn shifted_boot() -> Forgery {
    let shift = |memory: &mut crate::witness::Memory, by: i64| {
        let cells = std::mem::take(&mut memory.cells);
        memory.cells = cells
            .into_iter()
            .map(|(address, cell)| (address + by, cell))
            .collect();
    };
    forge(
        "cjmp 24\nanswer 1\nanswer 0",
        &[],
        &[],
        |moment, liar| match moment {
            Moment::Start => {
                for address in [16, 8, 0] {
                    let instruction = liar.machine.double_word(address);
                    liar.machine.set_double_word(address + 8, instruction);
                }
                liar.machine.set_double_word(0, DoubleWord { lo: 0, hi: 1 });
                shift(&mut liar.memory, 1);
            }
            Moment::End => {
                for memory in liar.boot.as_mut().unwrap() {
                    shift(memory, -1);
                }
            }
            Moment::Complete => {
                let last = liar.profile.first_step_row() - ROWS_PER_SLOT;
                let address = liar.layout.access(0, column::ADDRESS);
                for row in (0..last).step_by(ROWS_PER_SLOT) {
                    let value = liar.witness.cell(row, address) + Fr::ONE;
                    liar.witness.forge(row, address, value);
                }
                restate_gap(liar, last);
            }
            _ => {}
        },
    )
}

/// Word `index` of the tape is 6 where the statement says 5; the words before it are zero. It is packed as the statement says.
fn other_word(index: usize) -> Forgery {
    let source = format!(
        "{}sub r1, r1, 6\nanswer r1",
        "read r1, 0\n".repeat(index + 1)
    );
    let mut primary = vec![0; index];
    primary.push(5);
    forge(&source, &primary, &[], |moment, liar| match moment {
        Moment::Start => liar.change_cell(1 + index as i64, [6, 0]),
        Moment::After(i, _, values) if i == index => {
            values.op.words[2] = 6;
            result(liar, values, 6);
        }
        _ => {}
    })
}

/// On tape cell `cell`, packed scalar `which` is `word` and zeros.
fn pack(forgery: &mut Forgery, cell: usize, which: usize, word: Fr) {
    let row = InstanceRows::new(forgery.honest.profile).first + cell * ROWS_PER_SLOT;
    let Cell {
        column,
        row: second,
    } = PACKED[which];
    forgery.witness.columns_mut()[column][row + second] = word * power_of_two(192);
}

/// The first word of scalar `which` is 6, which is packed and moves on to the scalars before, until it arrives at place `which` on the
/// first scalar's cells as the 5 that the statement has.
fn lost_on_the_way(which: usize) -> Forgery {
    let index = which * WORDS_PER_SCALAR;
    let mut forgery = other_word(index);
    for cell in WORDS_PER_SCALAR..=index {
        pack(
            &mut forgery,
            cell,
            (index - cell).div_ceil(WORDS_PER_SCALAR),
            Fr::from(6),
        );
    }
    forgery
}

/// Every part refuses its forgery, and nothing else does: judged by the evaluator, and `real` ones by prover and verifier with
/// the part on and off.
fn deletions(extent: Extent, real: impl Fn(usize) -> bool + Sync) {
    let parts = parts();
    campaign::run("deletion", extent, &parts, |part| {
        let real = real(parts.iter().position(|other| other == part).unwrap());
        delete(part, real)
    });
}

/// Is the part the only one that refuses its forgery?
fn delete(part: &str, real: bool) -> Result<Counts, String> {
    let off = switch::without(part, || forgery(part));
    // Where the multiplicities follow the switch, they have to be right for both.
    let recounted = LOOKUPS.contains(&part).then(|| forgery(part));
    let on = recounted.as_ref().unwrap_or(&off);
    let violated = on.violations();
    let expected = if terms().any(|term| term == part) {
        let closing = ["lookups: sum ends at zero", "memory: product ends at one"];
        violated.len() == 1 && violated.iter().all(|name| closing.contains(&name.as_str()))
    } else {
        violated == BTreeSet::from([part.to_owned()])
    };
    if !expected {
        return Err(format!("refused by {violated:?}"));
    }
    let mut counts = Counts::from([("parts".to_owned(), 1)]);
    if real {
        if on.is_accepted() {
            return Err("accepted although it is on".to_owned());
        }
        if !switch::without(part, || off.is_accepted()) {
            return Err("refused although it is off".to_owned());
        }
        counts.insert("flipped by real proofs".to_owned(), 1);
    }
    Ok(counts)
}

#[test]
fn every_part_is_needed() {
    deletions(Extent::Sample, |i| i.is_multiple_of(15));
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn every_part_is_needed_full() {
    deletions(Extent::Full, |_| true);
}
