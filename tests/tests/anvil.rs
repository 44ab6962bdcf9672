//! The committed contract on a real node with its default limits: npm's anvil.

use evm_verifier::chain::{self, ChainError};
use evm_verifier::evm::{Evm, Fork};
use std::io::{Read, Write};
use std::net::TcpStream;
use vntr_tests::{
    Bench, Change, anvil, calldata_of, flip_byte, flip_program_id, flip_word, fold, fold_tapes,
    set_answer,
};

/// The upgrade whose rules anvil runs by, as it says itself.
fn hardfork(url: &str) -> String {
    let host = url.strip_prefix("http://").expect("an address of anvil's");
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"anvil_nodeInfo","params":[]}"#;
    let mut stream = TcpStream::connect(host).expect("anvil listens");
    write!(
        stream,
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    let start = answer.find('{').expect("JSON");
    let end = answer.rfind('}').expect("JSON");
    let answer: serde_json::Value = serde_json::from_str(&answer[start..=end]).expect("JSON");
    answer["result"]["hardFork"]
        .as_str()
        .expect("a name")
        .to_lowercase()
}

#[test]
fn accepted_and_refused_by_a_node() {
    let Some(anvil) = anvil() else { return };
    let (rpc, key) = (anvil.url(), anvil.key());
    let bench = Bench::new("1k-r32");
    let proof = bench.prove(&fold("add", 32), fold_tapes("add"));
    let good = calldata_of(&proof);

    let deployed = chain::deploy(rpc, &key, &bench.deployment.creation_code).expect("deployed");
    assert_eq!(
        chain::code(rpc, deployed.address).expect("the code"),
        bench.deployment.code
    );
    chain::call_verify(rpc, deployed.address, &good).expect("accepted by a call");
    let sent = chain::send_verify(rpc, deployed.address, &key, &good).expect("sent");
    assert!(sent.status, "accepted by a transaction");
    let hardfork = hardfork(rpc);
    println!(
        "anvil, {hardfork}: deployment {} gas, verification {} gas, {} bytes of code",
        deployed.gas_used,
        sent.gas_used,
        bench.deployment.code.len()
    );
    // The node and the EVM of the other tests count alike. After Osaka come upgrades of blob parameters only, bpo1 and so on.
    let rules = if hardfork.starts_with("bpo") {
        "osaka"
    } else {
        &hardfork
    };
    for fork in [Fork::Cancun, Fork::Prague, Fork::Osaka] {
        let mut evm = Evm::new(fork);
        let created = evm
            .deploy(&bench.deployment.creation_code)
            .expect("deployed");
        let outcome = evm.call(created.address, &good).expect("called");
        assert!(outcome.success);
        println!("revm, {}: {} gas", fork.name(), outcome.gas_used);
        if fork.name() == rules {
            assert_eq!(
                (created.gas_used, outcome.gas_used),
                (deployed.gas_used, sent.gas_used)
            );
        }
    }

    let length = proof.bytes.len();
    // Selector and program point, then all over the proof.
    let bytes = [0, 4, 35, 36, 68, 131]
        .into_iter()
        .chain((0..24).map(|i| 132 + i * (length - 133) / 23));
    let mut changes: Vec<Change> = bytes.map(flip_byte).collect();
    changes.extend((0..proof.statement.primary.len()).map(|word| flip_word(word, (7 * word) % 32)));
    changes.extend([1, 1 << 31].map(set_answer));
    changes.extend([0, 31].map(flip_program_id));
    for (name, change) in &changes {
        let mut changed = proof.clone();
        change(&mut changed);
        let verdict = chain::call_verify(rpc, deployed.address, &calldata_of(&changed));
        assert!(
            matches!(verdict, Err(ChainError::Refused(_))),
            "{name}: {verdict:?}"
        );
        circuits::verify_unbound(&bench.key, &changed).expect_err(name);
    }
    println!("{} changes refused", changes.len());
}
