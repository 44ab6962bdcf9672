//! The same verdicts on a chain of its own process: npm's anvil, with its default limits.
#![cfg(feature = "rpc")]

mod common;

use common::{Setup, has_solc};
use evm_verifier::artifact::{Artifact, OPTIMIZER};
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::chain::{self, Anvil, ChainError, PrivateKey};
use evm_verifier::solc;

#[test]
fn deploy_ask_and_send() {
    if !has_solc() {
        return;
    }
    let anvil = match Anvil::spawn() {
        Ok(anvil) => anvil,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            return eprintln!("SKIPPED: {error}");
        }
    };
    let (rpc, key) = (anvil.url(), anvil.key());
    assert_eq!(chain::chain_id(rpc).unwrap(), 31337);

    let setup = Setup::new([5, 17]);
    let (artifact, _) = Artifact::make(setup.key()).unwrap();
    let deployment = artifact.deployment(setup.key()).unwrap();
    let verifier = chain::deploy(rpc, &key, &deployment.creation_code).unwrap();
    assert_eq!(chain::code(rpc, verifier.address).unwrap(), deployment.code);

    let public: Vec<u8> = (1..=32).collect();
    let proof = setup.prove(0, &public);
    let good = calldata::verify(setup.program_id(), &public, &proof);
    chain::call_verify(rpc, verifier.address, &good).unwrap();
    let sent = chain::send_verify(rpc, verifier.address, &key, &good).unwrap();
    assert!(sent.status);
    println!(
        "deployment {} gas, verification {} gas",
        verifier.gas_used, sent.gas_used
    );

    let bad = calldata::verify_answer(setup.program_id(), 1, &public, &proof);
    for verdict in [
        chain::call_verify(rpc, verifier.address, &bad),
        chain::send_verify(rpc, verifier.address, &key, &bad).map(drop),
    ] {
        assert!(
            matches!(verdict, Err(ChainError::Refused(Refusal::InvalidProof))),
            "{verdict:?}"
        );
    }
    let short = calldata::verify(setup.program_id(), &public, &proof[..proof.len() - 1]);
    let verdict = chain::call_verify(rpc, verifier.address, &short);
    assert!(
        matches!(
            verdict,
            Err(ChainError::Refused(Refusal::WrongProofLength { .. }))
        ),
        "{verdict:?}"
    );

    // An account without code, a precompile: a call to them would succeed.
    for address in [
        key.address(),
        [0; 20],
        [[0; 19].as_slice(), &[2]].concat().try_into().unwrap(),
    ] {
        let verdict = chain::call_verify(rpc, address, &good);
        assert!(
            matches!(verdict, Err(ChainError::NoContract { .. })),
            "{verdict:?}"
        );
        assert!(matches!(
            chain::send_verify(rpc, address, &key, &good),
            Err(ChainError::NoContract { .. })
        ));
    }

    // One byte too many for EIP-170: the chain has its real limits.
    let too_large = [0x61, 0x60, 0x01, 0x5f, 0xf3]; // returns 24,577 zero bytes
    let error = chain::deploy(rpc, &key, &too_large).unwrap_err();
    assert!(
        error.to_string().contains("CreateContractSizeLimit"),
        "{error}"
    );
}

#[test]
fn secrets_and_mistakes_are_named_not_shown() {
    let digits = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    let key: PrivateKey = format!("0x{digits}").parse().unwrap();
    assert!(!format!("{key:?}").contains(&digits[..8]));
    let error = digits[1..].parse::<PrivateKey>().unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&digits[1..9]));

    assert!(matches!(
        chain::chain_id("localhost:8545"),
        Err(ChainError::Url)
    ));
    let error = chain::chain_id("http://127.0.0.1:9/secret-token").unwrap_err();
    assert!(matches!(error, ChainError::Rpc { .. }));
    assert!(
        !format!("{error} {error:?}").contains("secret-token"),
        "{error}"
    );
    println!("{error}");
}

/// Anvil ends with its value, the real binary and not only a wrapper.
#[test]
fn anvil_ends() {
    let Ok(anvil) = Anvil::spawn() else {
        assert!(std::env::var_os("CI").is_none(), "anvil does not start");
        return eprintln!("SKIPPED: anvil does not start; run `npm ci`");
    };
    let rpc = anvil.url().to_string();
    chain::chain_id(&rpc).unwrap();
    drop(anvil);
    assert!(chain::chain_id(&rpc).is_err());
}

/// The optimizer of artifacts is one that [`common::Bench`] tests.
#[test]
fn artifacts_use_a_tested_optimizer() {
    assert_eq!(OPTIMIZER, solc::Optimizer::WithoutYul);
}
