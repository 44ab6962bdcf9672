//! Every instruction on edge values and some others, at every word size, against formulas written a second time: from the
//! specification's text, on 128-bit integers, without looking at `exec`.

// The case of a zero divisor is spelled out, as the specification does.
#![allow(clippy::manual_checked_ops)]

use tinyram::{
    ArchParams, DoubleWord, Instruction, Machine, Opcode, Program, StepOutcome, Tapes, Word, asm,
};

/// What the specification says about the destination and the flag; `None` is "unchanged".
fn specified(mnemonic: &str, w: u32, x: u128, a: u128) -> (Option<u128>, Option<bool>) {
    let modulus = 1_u128 << w;
    let half = 1_i128 << (w - 1);
    let s = |word: u128| {
        if word as i128 >= half {
            word as i128 - 2 * half
        } else {
            word as i128
        }
    };
    let bits = |f: &dyn Fn(bool, bool) -> bool| {
        let value = (0..w)
            .map(|i| u128::from(f(x >> i & 1 == 1, a >> i & 1 == 1)) << i)
            .sum::<u128>();
        (Some(value), Some(value == 0))
    };
    let power = |n: u128| {
        if n < u128::from(w) {
            Some(1_u128 << n)
        } else {
            None
        }
    };
    match mnemonic {
        "and" => bits(&|p, q| p && q),
        "or" => bits(&|p, q| p || q),
        "xor" => bits(&|p, q| p != q),
        "not" => bits(&|_, q| !q),
        "add" => (Some((x + a) % modulus), Some((x + a) / modulus == 1)),
        "sub" => (
            Some((x + modulus - a) % modulus),
            Some((x + modulus - a) / modulus == 0),
        ),
        "mull" => (Some((x * a) % modulus), Some(x * a >= modulus)),
        "umulh" => (Some((x * a) / modulus), Some(x * a >= modulus)),
        "smulh" => {
            let product = s(x) * s(a);
            let high = product
                .div_euclid(modulus as i128)
                .rem_euclid(modulus as i128);
            (
                Some(high as u128),
                Some(product < -half || product > half - 1),
            )
        }
        "udiv" => (Some(if a == 0 { 0 } else { x / a }), Some(a == 0)),
        "umod" => (Some(if a == 0 { 0 } else { x - x / a * a }), Some(a == 0)),
        "shl" => (
            Some(power(a).map_or(0, |p| x * p % modulus)),
            Some(x >= modulus / 2),
        ),
        "shr" => (Some(power(a).map_or(0, |p| x / p)), Some(x % 2 == 1)),
        "cmpe" => (None, Some(x == a)),
        "cmpa" => (None, Some(x > a)),
        "cmpae" => (None, Some(x >= a)),
        "cmpg" => (None, Some(s(x) > s(a))),
        "cmpge" => (None, Some(s(x) >= s(a))),
        "mov" => (Some(a), None),
        other => panic!("{other} is tested elsewhere"),
    }
}

const COMPUTING: [&str; 19] = [
    "and", "or", "xor", "not", "add", "sub", "mull", "umulh", "smulh", "udiv", "umod", "shl",
    "shr", "cmpe", "cmpa", "cmpae", "cmpg", "cmpge", "mov",
];

fn edges(w: u32) -> Vec<Word> {
    let max = Word::MAX >> (64 - w);
    let half = 1 << (w - 1);
    let mut words: Vec<Word> = vec![0, 1, 2, 3, half - 1, half, half + 1, max - 1, max];
    words.extend([w - 1, w, w + 1].map(Word::from));
    // And a few without a pattern.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..12 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        words.push(state & max);
    }
    words
}

/// A machine with these registers and flag that is about to execute `instruction`.
fn ready(arch: ArchParams, r0: Word, r1: Word, flag: bool, instruction: Instruction) -> Machine {
    let i = |opcode, ri, rj, a| Instruction {
        opcode,
        immediate: true,
        ri,
        rj,
        a,
    };
    let compared = if flag { r0 } else { r0 ^ 1 };
    let program = [
        i(Opcode::Mov, 0, 0, r0),
        i(Opcode::Mov, 1, 0, r1),
        i(Opcode::Cmpe, 0, 0, compared),
        instruction,
    ];
    let double_words: Vec<DoubleWord> = program.iter().map(|i| i.encode(arch)).collect();
    let mut machine = Machine::new(
        &Program::new(arch, double_words).expect("a program"),
        Tapes::default(),
    );
    machine.run(3);
    assert_eq!(
        (
            machine.registers()[0],
            machine.registers()[1],
            machine.flag()
        ),
        (r0, r1, flag)
    );
    machine
}

#[test]
fn computing_instructions_do_what_the_specification_says() {
    for w in [8, 16, 32, 64] {
        let arch = ArchParams::new(w, 2).expect("a machine");
        for (x, a) in edges(w)
            .into_iter()
            .flat_map(|x| edges(w).into_iter().map(move |a| (x, a)))
        {
            for mnemonic in COMPUTING {
                let opcode = Opcode::from_mnemonic(mnemonic).expect("an instruction");
                let (value, flag) = specified(mnemonic, w, x.into(), a.into());
                for (flag_before, immediate) in [(false, true), (true, false)] {
                    // r1 is both operand A and destination when A is a register.
                    let operand = if immediate { a } else { 1 };
                    let r1 = if immediate { 0x5a } else { a };
                    let instruction = Instruction {
                        opcode,
                        immediate,
                        ri: 1,
                        rj: 0,
                        a: operand,
                    };
                    let mut machine = ready(arch, x, r1, flag_before, instruction);
                    let step = machine.step_traced();
                    let name = format!("W={w} {mnemonic} {x:#x}, {a:#x}");
                    assert_eq!(machine.registers()[0], x, "{name}: source");
                    let expected = value.map_or(r1, |value| value as Word);
                    assert_eq!(machine.registers()[1], expected, "{name}: value");
                    assert_eq!(machine.flag(), flag.unwrap_or(flag_before), "{name}: flag");
                    assert_eq!(
                        machine.pc(),
                        (Word::from(w / 4) * 4) & arch.word_mask(),
                        "{name}: pc"
                    );
                    assert_eq!(
                        (step.a, step.flag, step.flag_after),
                        (a, flag_before, machine.flag()),
                        "{name}: step"
                    );
                }
            }
        }
    }
}

/// The table of reference section 2.3, first column: two's complement.
#[test]
fn smulh_is_twos_complement() {
    let arch = ArchParams::new(16, 16).expect("a machine");
    for (x, a, high, flag) in [
        (0xffff, 0x0001, 0xffff, false),
        (0x8000, 0x0001, 0xffff, false),
        (0x8000, 0x8000, 0x4000, true),
        (0x7fff, 0x7fff, 0x3fff, true),
        (0x0005, 0x0002, 0x0000, false),
        (0xffff, 0xffff, 0x0000, false),
        (0x4000, 0x0002, 0x0000, true),
        (0x8000, 0xffff, 0x0000, true),
        (0xc000, 0x0002, 0xffff, false),
    ] {
        let smulh = Instruction {
            opcode: Opcode::Smulh,
            immediate: true,
            ri: 1,
            rj: 0,
            a,
        };
        let mut machine = ready(arch, x, 0, false, smulh);
        machine.step();
        assert_eq!(
            (machine.registers()[1], machine.flag()),
            (high, flag),
            "{x:x} * {a:x}"
        );
    }
}

#[test]
fn conditional_moves_and_jumps() {
    for w in [8, 16, 32, 64] {
        let arch = ArchParams::new(w, 2).expect("a machine");
        let unit = Word::from(w / 4);
        for flag in [false, true] {
            for (opcode, taken) in [
                (Opcode::Jmp, true),
                (Opcode::Cjmp, flag),
                (Opcode::Cnjmp, !flag),
                (Opcode::Cmov, false),
            ] {
                for a in edges(w) {
                    let instruction = Instruction {
                        opcode,
                        immediate: true,
                        ri: 1,
                        rj: 0,
                        a,
                    };
                    let mut machine = ready(arch, 7, 9, flag, instruction);
                    let step = machine.step_traced();
                    assert_eq!(
                        machine.pc(),
                        if taken { a } else { 4 * unit },
                        "{opcode}: pc"
                    );
                    assert_eq!(step.next_pc, machine.pc());
                    assert_eq!(machine.flag(), flag, "{opcode}: flag");
                    let moved = if opcode == Opcode::Cmov && flag { a } else { 9 };
                    assert_eq!(machine.registers()[1], moved, "{opcode}: ri");
                }
            }
        }
    }
}

/// Loads and stores against a plain array of bytes.
#[test]
fn memory_is_little_endian_and_words_are_aligned() {
    for w in [8, 16, 32, 64] {
        let arch = ArchParams::new(w, 2).expect("a machine");
        let bytes = Word::from(w / 8);
        let top = arch.word_mask();
        let pattern = 0x8899_aabb_ccdd_eeff_u64 & top;
        for address in (0x80..0x80 + 4 * bytes).chain(top - 3..=top) {
            for opcode in [Opcode::StoreB, Opcode::StoreW, Opcode::LoadB, Opcode::LoadW] {
                for flag in [false, true] {
                    let instruction = Instruction {
                        opcode,
                        immediate: true,
                        ri: 0,
                        rj: 0,
                        a: address,
                    };
                    let mut machine = ready(arch, pattern, 0, flag, instruction);
                    let base = address & !(2 * bytes - 1);
                    let before = machine.double_word(base);
                    assert_eq!(before, DoubleWord::default());
                    let step = machine.step_traced();
                    let access = step.data.expect("an access");
                    assert_eq!((access.address, access.before), (base, before));
                    assert_eq!(access.after, machine.double_word(base));
                    assert_eq!(machine.flag(), flag);
                    let value = u128::from(access.after.hi) << w | u128::from(access.after.lo);
                    let offset = address - base;
                    let expected = match opcode {
                        Opcode::StoreB => u128::from(pattern as u8) << (8 * offset),
                        Opcode::StoreW => u128::from(pattern) << (8 * (offset / bytes * bytes)),
                        _ => 0,
                    };
                    assert_eq!(value, expected, "W={w} {opcode} {address:#x}");
                    let loaded = matches!(opcode, Opcode::LoadB | Opcode::LoadW);
                    assert_eq!(machine.registers()[0], if loaded { 0 } else { pattern });
                }
            }
        }
    }
}

/// State changed between steps is what the next step works on, cut to W bits.
#[test]
fn a_machine_can_be_changed_between_steps() {
    for arch in [
        ArchParams::new(32, 16).unwrap(),
        ArchParams::new(16, 16).unwrap(),
    ] {
        let mask = arch.word_mask();
        let header = format!("; TinyRAM V=2.000 M=vn W={} K=16\n", arch.word_bits());
        let source =
            format!("{header}add r1, r1, 1\ncjmp 0\nread r2, 1\nload.w r3, 800\nanswer r1\n");
        let program = asm::assemble(&source).unwrap().program;
        let tapes = Tapes {
            primary: vec![],
            auxiliary: vec![5, 6],
        };
        let mut machine = Machine::new(&program, tapes);
        machine.set_register(1, mask + 9);
        machine.step();
        assert_eq!(machine.registers()[1], 9);
        machine.set_flag(true);
        machine.step();
        assert_eq!(machine.pc(), 0);
        machine.set_pc(u64::from(arch.word_bits()) / 4 * 2);
        machine.set_words_read([0, 1]);
        machine.step();
        assert_eq!(machine.registers()[2], 6);
        // The lowest word of the double word that contains byte 803 is at 800.
        machine.set_double_word(
            803,
            DoubleWord {
                lo: mask + 4,
                hi: 1,
            },
        );
        machine.step();
        assert_eq!(machine.registers()[3], 3);
        assert_eq!(machine.step(), StepOutcome::Answered(9));
        // A new pc wakes it up.
        machine.set_pc(0);
        assert_eq!(machine.step(), StepOutcome::Continued);
    }
}
