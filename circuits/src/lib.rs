//! The vnTinyRAM circuit.

mod chips;
mod circuit;
mod columns;
mod control;
mod expr;
mod instance;
mod layout;
mod lookups;
mod memory;
mod profile;
mod step;
mod tables;
mod witness;

pub use circuit::TinyRamCircuit;
pub use columns::Columns;
pub use instance::{InstanceRows, Statement, TooManyWords};
pub use profile::{FitError, PROFILES, Profile, WORDS_PER_SCALAR};
pub use witness::Witness;

#[cfg(test)]
mod mock {
    use super::*;
    use halo2_proofs::dev::MockProver;
    use std::sync::Arc;
    use tinyram::{Machine, Outcome, Tapes, asm};

    fn mock(profile: &Profile, source: &str, primary: &[u32], auxiliary: &[u32]) {
        let program = asm::assemble(source).unwrap().program;
        let tapes = Tapes {
            primary: primary.iter().map(|&w| w.into()).collect(),
            auxiliary: auxiliary.iter().map(|&w| w.into()).collect(),
        };
        let trace = Machine::trace(&program, tapes, profile.steps as u64);
        profile.check(&program, primary.len(), &trace).unwrap();
        let Outcome::Answered(answer) = trace.outcome else {
            panic!()
        };
        let statement = Statement {
            answer: answer as u32,
            primary: primary.to_vec(),
        };
        let witness = Witness::new(profile, &program, &statement, &trace);
        let instance = statement.to_halo2_instance(profile).unwrap();
        let circuit = TinyRamCircuit::with_witness(Arc::new(witness), Arc::new(program));
        let prover = MockProver::run(profile.k, &circuit, vec![instance]).unwrap();
        if let Err(failures) = prover.verify() {
            for f in failures.iter().take(12) {
                println!("{}", format!("{f:?}").chars().take(500).collect::<String>());
            }
            panic!("{} failures", failures.len());
        }
    }

    #[test]
    fn small() {
        for (k, name) in [(16, "k13-r16"), (32, "k13-r32")] {
            mock(
                Profile::by_name(name).unwrap(),
                &format!(
                    "; TinyRAM V=2.000 M=vn W=32 K={k}\n read r1, 0\n read r2, 1\n add r3, r1, r2\n xor r4, r3, 255\n store.w 1000, r4\n load.b r5, 1001\n store.b 1003, r5\n load.w r6, 1002\n smulh r7, r6, -5\n udiv r8, r6, 3\n shl r9, r8, 4\n shr r9, r8, 44\n cmpg r9, -1\n cjmp _l\n answer 7\n _l: read r1, 0\n answer r1\n"
                ),
                &[5],
                &[7],
            );
        }
    }
}
