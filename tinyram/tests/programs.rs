//! Whole programs: step counts, self-modification, wrap-around, tapes; and that a trace is the run it claims to be.

use proptest::prelude::*;
use tinyram::{
    Answer1Reason, ArchParams, Decoded, DoubleWord, Instruction, Machine, Outcome, Program, Run,
    StepOutcome, Tapes, Word, asm,
};

fn program(w: u32, k: u32, body: &str) -> Program {
    let source = format!("; TinyRAM V=2.000 M=vn W={w} K={k}\n{body}");
    asm::assemble(&source)
        .unwrap_or_else(|errors| panic!("{}", asm::render_all(&errors, &source, "test")))
        .program
}

fn tapes(primary: &[Word], auxiliary: &[Word]) -> Tapes {
    Tapes {
        primary: primary.to_vec(),
        auxiliary: auxiliary.to_vec(),
    }
}

fn run(w: u32, k: u32, body: &str, tapes: Tapes) -> Run {
    let program = program(w, k, body);
    let run = Machine::new(&program, tapes.clone()).run(10_000);
    check_trace(&program, tapes, run);
    run
}

/// Steps of a trace follow from each other, and the trace tells the same story as the run.
fn check_trace(program: &Program, tapes: Tapes, run: Run) {
    let arch = program.arch;
    let trace = Machine::trace(program, tapes.clone(), 10_000);
    assert_eq!(trace.steps.len() as u64, run.steps);
    assert_eq!(
        (trace.outcome, trace.primary_read, trace.auxiliary_read),
        (run.outcome, run.primary_read, run.auxiliary_read)
    );
    let mut machine = Machine::new(program, tapes);
    let (mut pc, mut flag) = (0, false);
    for step in &trace.steps {
        assert_eq!((step.pc, step.flag), (pc, flag));
        assert_eq!((machine.pc(), machine.flag()), (pc, flag));
        assert_eq!(machine.double_word(pc), step.fetched);
        assert_eq!(Instruction::decode(arch, step.fetched), step.decoded);
        if let Some(data) = step.data {
            assert_eq!(machine.double_word(data.address), data.before);
        }
        let outcome = machine.step();
        if let Some(data) = step.data {
            assert_eq!(machine.double_word(data.address), data.after);
            assert_eq!(data.address % Word::from(arch.double_word_bytes()), 0);
        }
        if let StepOutcome::Answered(value) = outcome {
            assert_eq!((step.a, step.next_pc), (value, step.pc));
        }
        (pc, flag) = (step.next_pc, step.flag_after);
    }
}

#[test]
fn the_answer_counts_as_a_step() {
    for (w, k) in [(8, 2), (16, 16), (32, 16), (64, 100)] {
        let run = run(w, k, "answer 0", Tapes::default());
        assert_eq!((run.outcome, run.steps), (Outcome::Answered(0), 1));
    }
}

#[test]
fn an_answer_is_the_whole_register() {
    let run = run(16, 16, "mov r3, -1\nanswer r3", Tapes::default());
    assert_eq!((run.outcome, run.steps), (Outcome::Answered(0xffff), 2));
}

#[test]
fn the_bound_is_exact_and_runs_continue() {
    let program = program(32, 16, "add r1, r1, 1\nadd r1, r1, 1\nanswer r1");
    let mut machine = Machine::new(&program, Tapes::default());
    assert_eq!(machine.run(0).steps, 0);
    assert_eq!(
        (machine.run(2).outcome, machine.steps()),
        (Outcome::BoundReached, 2)
    );
    assert_eq!(
        (machine.run(1).outcome, machine.steps()),
        (Outcome::Answered(2), 3)
    );
    // From here on it stalls.
    assert_eq!(
        (machine.run(5).outcome, machine.step()),
        (Outcome::Answered(2), StepOutcome::Answered(2))
    );
    assert_eq!((machine.steps(), machine.pc()), (3, 16));
    for (bound, outcome) in [
        (2, Outcome::BoundReached),
        (3, Outcome::Answered(2)),
        (4, Outcome::Answered(2)),
    ] {
        let trace = Machine::trace(&program, Tapes::default(), bound);
        assert_eq!(
            (trace.outcome, trace.steps.len()),
            (outcome, bound.min(3) as usize)
        );
    }
}

/// The preamble of the specification's "proper programs" takes 5 + 5n steps and leaves the state it should.
#[test]
fn the_preamble_copies_the_primary_tape() {
    let preamble = "
        store.w 0, r0
        mov     r0, 32768
        read    r1, 0
        cjmp    28
        add     r0, r0, 2
        store.w r0, r1
        jmp     8
        store.w 32768, r0
        answer  0";
    for n in 0..5 {
        let input: Vec<Word> = (1..=n).map(|i| 1000 + i).collect();
        let program = program(16, 16, preamble);
        let mut machine = Machine::new(&program, tapes(&input, &[]));
        let run = machine.run(1000);
        assert_eq!(
            (run.outcome, run.steps),
            (Outcome::Answered(0), 5 + 5 * n + 1)
        );
        assert_eq!(
            (
                machine.registers()[0],
                machine.registers()[1],
                machine.flag()
            ),
            (32768 + 2 * n, 0, true)
        );
        assert_eq!(machine.double_word(32768).lo, 32768 + 2 * n);
        for (i, word) in input.iter().enumerate() {
            let address = 32768 + 2 * (i as Word + 1);
            let double_word = machine.double_word(address);
            assert_eq!(
                if address.is_multiple_of(4) {
                    double_word.lo
                } else {
                    double_word.hi
                },
                *word
            );
        }
    }
}

#[test]
fn a_store_is_seen_by_the_very_next_fetch() {
    // The operand word of the next instruction.
    let operand = "
        mov     r1, 0
        mov     r2, _next
        store.w r2, r1
_next:  answer  1";
    assert_eq!(
        run(32, 16, operand, Tapes::default()).outcome,
        Outcome::Answered(0)
    );
    // Its opcode word: `answer 7` becomes what `_model` is, `jmp 7`, and 7 rounds down to 0 ...
    let opcode = "
        cmpe    r5, 1
        cjmp    _done
        mov     r5, 1
        mov     r1, _model
        add     r1, r1, 4
        load.w  r2, r1
        mov     r3, _next
        add     r3, r3, 4
        store.w r3, r2
_next:  answer  7
_done:  answer  0
_model: jmp     0";
    let run = run(32, 16, opcode, Tapes::default());
    assert_eq!((run.outcome, run.steps), (Outcome::Answered(0), 13));
}

#[test]
fn a_loop_that_rewrites_itself() {
    // The immediate of the first instruction counts up in place.
    let body = "
_loop:  mov     r1, 0
        add     r1, r1, 1
        store.w _loop, r1
        cmpe    r1, 10
        cnjmp   _loop
        answer  0";
    let run = run(32, 16, body, Tapes::default());
    assert_eq!((run.outcome, run.steps), (Outcome::Answered(0), 51));
}

#[test]
fn memory_after_the_program_runs_and_pc_wraps() {
    // W = 8: 256 bytes, two in an instruction. Zero memory is `and r0, r0, r0`, whose flag says that r0 is 0.
    let body = "cjmp _again\nmov r1, 5\njmp 250\n_again: answer r1";
    let run = run(8, 2, body, Tapes::default());
    assert_eq!((run.outcome, run.steps), (Outcome::Answered(5), 3 + 3 + 2));
}

#[test]
fn an_unaligned_pc_is_rounded_at_the_fetch_only() {
    let program = program(32, 16, "jmp 13\nmov r1, 1\nmov r2, 1\nanswer 0");
    let trace = Machine::trace(&program, Tapes::default(), 100);
    let pcs: Vec<Word> = trace.steps.iter().map(|s| s.pc).collect();
    assert_eq!(pcs, [0, 13, 21, 29]);
    assert_eq!(trace.outcome, Outcome::Answered(0));
    assert_eq!(trace.steps[3].next_pc, 29);
}

#[test]
fn undefined_instructions_answer_1() {
    let arch = ArchParams::new(32, 16).expect("a machine");
    for code in 23..=25 {
        let undefined = DoubleWord {
            lo: 9,
            hi: code << 27,
        };
        let program = Program::new(arch, vec![undefined]).expect("a program");
        let trace = Machine::trace(&program, Tapes::default(), 100);
        let step = &trace.steps[0];
        assert_eq!(
            (trace.outcome, trace.steps.len(), step.a),
            (Outcome::Answered(1), 1, 1)
        );
        assert_eq!(
            step.decoded,
            Decoded::Answer1(Answer1Reason::UndefinedOpcode)
        );
        check_trace(
            &program,
            Tapes::default(),
            Machine::new(&program, Tapes::default()).run(100),
        );
    }
    let missing = DoubleWord {
        lo: 16,
        ..program(32, 16, "mov r1, r2").double_words[0]
    };
    let program = Program::new(arch, vec![missing]).expect("a program");
    assert_eq!(
        Machine::new(&program, Tapes::default()).run(9).outcome,
        Outcome::Answered(1)
    );
}

#[test]
fn tapes_end_without_error() {
    let body = "
        read r1, 0
        read r2, 0
        mov  r3, 9
        cmpe r3, 9          ; flag 1
        read r3, 0          ; past the end
        cnjmp _wrong
        cmpe r3, 1          ; flag 0
        mov  r3, 9
        read r3, 0          ; and again
        cnjmp _wrong
        cmpe r3, 0
        cnjmp _wrong
        mov  r4, 1
        read r5, r4         ; the other tape is still there; its number is in a register
        cjmp _wrong
        cmpe r5, 30
        cnjmp _wrong
        mov  r6, 9
        read r6, 2          ; there is no tape 2
        cnjmp _wrong
        read r7, -1
        cnjmp _wrong
        or   r6, r6, r7
        cmpe r6, 0
        cnjmp _wrong
        answer 0
_wrong: answer 1";
    let run = run(32, 16, body, tapes(&[10, 20], &[30, 40]));
    assert_eq!(
        (run.outcome, run.primary_read, run.auxiliary_read),
        (Outcome::Answered(0), 2, 1)
    );
}

#[test]
fn reading_clears_the_flag() {
    let body = "cmpe r0, 0\nread r1, 1\ncjmp _wrong\nanswer r1\n_wrong: answer 99";
    assert_eq!(
        run(32, 16, body, tapes(&[], &[0])).outcome,
        Outcome::Answered(0)
    );
}

#[test]
fn bytes_and_words_mix() {
    let body = "
        mov     r1, 0x11223344
        store.w 0x1002, r1      ; rounds down to 0x1000
        mov     r2, 0x5ff
        store.b 0x1001, r2      ; only the low byte
        load.w  r3, 0x1003
        cmpe    r3, 0x1122ff44
        cnjmp   _wrong
        store.w 0x1004, r3
        load.b  r4, 0x1007
        cmpe    r4, 0x11
        cnjmp   _wrong
        load.b  r4, 0x1005
        cmpe    r4, 0xff
        cnjmp   _wrong
        mov     r5, -1
        load.w  r6, -1          ; the top of memory is zero
        cmpe    r6, 0
        cnjmp   _wrong
        store.b r5, r2
        load.w  r6, r5
        answer  r6
_wrong: answer  1";
    assert_eq!(
        run(32, 16, body, Tapes::default()).outcome,
        Outcome::Answered(0xff00_0000)
    );
}

#[test]
fn destination_and_source_may_be_one_register() {
    let body =
        "mov r1, 21\nadd r1, r1, r1\nstore.w 0x100, r1\nmov r1, 0x100\nload.w r1, r1\nanswer r1";
    assert_eq!(
        run(32, 16, body, Tapes::default()).outcome,
        Outcome::Answered(42)
    );
}

#[test]
fn trace_reports_raw_register_fields() {
    let arch = ArchParams::new(32, 12).expect("a machine");
    // `cmpe` does not use field #3; here it names r1, and field #4 of the `mov` names a register that does not exist.
    let set = Instruction {
        opcode: tinyram::Opcode::Mov,
        immediate: true,
        ri: 1,
        rj: 0,
        a: 77,
    }
    .encode(arch);
    let set = DoubleWord {
        hi: set.hi | 15 << (32 - 6 - 8),
        ..set
    };
    let compare = Instruction {
        opcode: tinyram::Opcode::Cmpe,
        immediate: true,
        ri: 0,
        rj: 2,
        a: 0,
    }
    .encode(arch);
    let compare = DoubleWord {
        hi: compare.hi | 1 << (32 - 6 - 4),
        ..compare
    };
    let program = Program::new(arch, vec![set, compare]).expect("a program");
    let trace = Machine::trace(&program, Tapes::default(), 2);
    let [mov, cmpe] = &trace.steps[..] else {
        panic!("two steps")
    };
    assert_eq!((mov.rj, mov.ri_before, mov.ri_after), (0, 0, 77));
    assert_eq!(
        (cmpe.rj, cmpe.ri_before, cmpe.ri_after, cmpe.flag_after),
        (0, 77, 77, true)
    );
}

#[test]
fn secrets_do_not_reach_debug_output() {
    let program = program(32, 16, "read r1, 1\nstore.w 0x100, r1\nanswer 0");
    let secret = tapes(&[5], &[123_456_789]);
    let trace = Machine::trace(&program, secret.clone(), 10);
    let mut machine = Machine::new(&program, secret.clone());
    machine.run(10);
    let text = format!("{secret:?} {trace:?} {:?} {machine:?}", trace.steps);
    assert!(
        !text.contains("123456789") && !text.contains("75bcd15"),
        "{text}"
    );
}

#[test]
fn far_apart_stores_do_not_mix() {
    // Places that share a slot of the page cache, and a page that is read before it is written.
    let body = "
        mov     r1, 1
        store.w 0x10000000, r1
        load.w  r2, 0x20000000
        mov     r1, 2
        store.w 0x20000000, r1
        load.w  r3, 0x10000000
        load.w  r4, 0x20000000
        shl     r4, r4, 4
        or      r4, r4, r3
        or      r4, r4, r2
        answer  r4";
    assert_eq!(
        run(32, 16, body, Tapes::default()).outcome,
        Outcome::Answered(0x21)
    );
}

proptest! {
    /// Whatever the memory holds, the machine goes on, and its trace is the run.
    #[test]
    fn random_images_run(
        machine in prop_oneof![Just((8, 2)), Just((16, 16)), Just((32, 11)), Just((32, 16)), Just((64, 100))],
        image in prop::collection::vec((any::<u64>(), any::<u64>(), 0..4_u64), 1..40),
        primary in prop::collection::vec(any::<u64>(), 0..4),
        auxiliary in prop::collection::vec(any::<u64>(), 0..4),
    ) {
        let arch = ArchParams::new(machine.0, machine.1).expect("a machine");
        let mask = arch.word_mask();
        // Small operands are registers more often, and addresses that hit the program itself.
        let double_words = image.into_iter().map(|(lo, hi, kind)| DoubleWord {
            lo: if kind == 0 { lo & mask } else { (lo % (64 * kind)) & mask },
            hi: hi & mask,
        });
        let program = Program::new(arch, double_words.collect()).expect("a program");
        let tapes = tapes(&primary, &auxiliary);
        let run = Machine::new(&program, tapes.clone()).run(10_000);
        check_trace(&program, tapes, run);
    }
}
