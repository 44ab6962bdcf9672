//! The Ethereum side: `vntr solidity`, `vntr deploy`, `vntr verify --rpc`, `vntr demo`.

use crate::rpc::json_rpc;
use crate::support::{PROOF, Place};
use evm_verifier::chain::Anvil;
use std::io::{BufRead, BufReader};

/// The first account of every anvil; everybody knows it.
pub const KEY: &str = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const NOWHERE: &str = "http://127.0.0.1:9/secret-token";

/// Can there be a contract: does this build carry one, or can it be compiled?
fn has_contract(place: &Place) -> bool {
    let ran = place.vntr("solidity --profile 1k-r16 -o contract");
    if ran.code == 0 {
        return true;
    }
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(std::env::var_os("CI").is_none(), "{}", ran.stderr);
    eprintln!("SKIPPED: {}", ran.stderr);
    false
}

/// The address of a profile's contract, which is deployed by `vntr`.
fn deployed(place: &Place, rpc: &str, profile: &str) -> String {
    let ran = place
        .vntr(&format!(
            "deploy --profile {profile} --rpc {rpc} --private-key {KEY}"
        ))
        .exits(0)
        .says("below EIP-170's limit");
    ran.stdout.trim_end().to_owned()
}

/// What could be started; none, with a message, where it could not. A failure in CI, where it must be.
pub fn started<T>(result: Result<T, impl std::fmt::Display>) -> Option<T> {
    match result {
        Ok(started) => Some(started),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            eprintln!("SKIPPED: {error}");
            None
        }
    }
}

fn anvil() -> Option<Anvil> {
    started(Anvil::spawn())
}

/// A chain that knows nothing but its id.
fn chain_with_id(id: u64) -> String {
    json_rpc(move |request| {
        assert_eq!(
            request["method"], "eth_chainId",
            "asked more than the chain's id"
        );
        ("result", format!("0x{id:x}").into())
    })
}

#[test]
fn solidity() {
    let place = Place::new();
    if !has_contract(&place) {
        return;
    }
    let ran = place
        .vntr("solidity --profile 1k-r16 -o out/deep")
        .exits(0)
        .says("INSECURE")
        .says("bytes of code");
    let names = [
        "Verifier.sol",
        "Verifier.abi.json",
        "Verifier.bin",
        "constructor-arguments.json",
        "Verifier.deployment.bin",
        "Verifier.deployed.bin",
        "Verifier.json",
    ];
    let printed: Vec<String> = names
        .iter()
        .map(|name| format!("out/deep/{name}"))
        .collect();
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), printed);
    assert!(
        place
            .read("out/deep/Verifier.sol")
            .contains("pragma solidity")
    );
    let abi: serde_json::Value =
        serde_json::from_str(&place.read("out/deep/Verifier.abi.json")).unwrap();
    assert!(
        abi.as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["name"] == "verify")
    );
    let code = place.read("out/deep/Verifier.bin");
    assert!(
        code.starts_with("0x")
            && code.trim_end()[2..]
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit())
    );
    let arguments: Vec<Vec<String>> =
        serde_json::from_str(&place.read("out/deep/constructor-arguments.json")).unwrap();
    let words: String = arguments
        .concat()
        .iter()
        .map(|word| word.strip_prefix("0x").unwrap().to_owned())
        .collect();
    assert_eq!(
        place.read("out/deep/Verifier.deployment.bin"),
        format!("{}{words}\n", code.trim_end())
    );
    place.write("file", "");
    place
        .vntr("solidity --profile 1k-r16 -o file")
        .exits(3)
        .says("cannot make the directory file");
}

#[test]
fn keys_are_asked_for_and_never_shown() {
    let place = Place::new();
    let deploy = format!("deploy --profile 1k-r16 --rpc {NOWHERE}");
    place
        .vntr(&deploy)
        .exits(2)
        .says("VNTR_PRIVATE_KEY")
        .says("--private-key");
    let short = &KEY[..60];
    for ran in [
        place.vntr(&format!("{deploy} --private-key {short}")),
        place.vntr_with(&[("VNTR_PRIVATE_KEY", short)], &deploy),
    ] {
        ran.exits(2)
            .says("not a private key")
            .does_not_say(&KEY[2..20])
            .prints_nothing();
    }
    for ran in [
        place.vntr(&format!("{deploy} --private-key {KEY}")),
        place.vntr_with(&[("VNTR_PRIVATE_KEY", KEY)], &deploy),
    ] {
        let ran = ran
            .exits(3)
            .says("127.0.0.1:9")
            .says("is the chain running")
            .prints_nothing();
        ran.does_not_say(&KEY[2..20]).does_not_say("secret-token");
    }
    place
        .vntr_with(
            &[("VNTR_PRIVATE_KEY", KEY)],
            "deploy --profile 1k-r16 --help",
        )
        .exits(0)
        .does_not_say(&KEY[2..20]);
}

#[test]
fn chains_of_value_are_refused() {
    let place = Place::new();
    for id in [1, 11_155_111] {
        let rpc = chain_with_id(id);
        let ran = place
            .vntr(&format!(
                "deploy --profile 1k-r16 --rpc {rpc} --private-key {KEY}"
            ))
            .exits(2);
        ran.says(&format!("refusing chain {id}"))
            .says("forge")
            .says("INSECURE")
            .prints_nothing();
    }
}

#[test]
fn chains_that_are_none() {
    let place = Place::new();
    place.write("proof.json", &PROOF.0);
    let contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    place
        .vntr(&format!(
            "verify proof.json --srs dev --rpc {NOWHERE} --contract {contract}"
        ))
        .exits(3)
        .prints_nothing();
    place
        .vntr(&format!(
            "verify proof.json --srs dev --rpc localhost:1 --contract {contract}"
        ))
        .exits(2)
        .says("expected http://");
    for address in [
        "0x1234",
        "5FbDB2315678afecb367f032d93F642f64180aa3",
        "0xzzzDB2315678afecb367f032d93F642f64180aa3",
    ] {
        place
            .vntr(&format!(
                "verify proof.json --srs dev --rpc {NOWHERE} --contract {address}"
            ))
            .exits(2)
            .says("not a contract address");
    }
    place
        .vntr(&format!(
            "verify proof.json --srs dev --rpc {NOWHERE} --contract {contract} --send"
        ))
        .exits(2)
        .says("VNTR_PRIVATE_KEY");
}

#[test]
fn deploy_ask_and_send() {
    let place = Place::new();
    if !has_contract(&place) {
        return;
    }
    let Some(anvil) = anvil() else { return };
    let rpc = anvil.url();
    let variables = [("VNTR_PRIVATE_KEY", KEY)];
    let ran = place
        .vntr_with(
            &variables,
            &format!("deploy --profile 1k-r16 --rpc {rpc} --json"),
        )
        .exits(0)
        .says("INSECURE");
    let report = ran.json();
    let mut fields: Vec<&str> = report
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "address",
            "chain_id",
            "code_bytes",
            "code_bytes_left",
            "gas",
            "insecure_dev_srs",
            "profile",
            "transaction",
            "verifier_hash"
        ]
    );
    assert_eq!(report["chain_id"], 31337);
    let first = report["address"].as_str().unwrap().to_owned();
    let ran = place
        .vntr(&format!(
            "deploy --profile 1k-r16 --rpc {rpc} --private-key {KEY}"
        ))
        .exits(0);
    let address = ran.stdout.trim_end().to_owned();
    assert!(
        address.starts_with("0x") && address.len() == 42 && address != first,
        "{address}"
    );
    ran.does_not_say(&KEY[2..20]);

    place.write("proof.json", &PROOF.0);
    let ask = format!("verify proof.json --srs dev --rpc {rpc} --contract {address}");
    place
        .vntr(&ask)
        .exits(0)
        .prints("VALID\n")
        .prints("checked here: holds\ncontract's code: this build's\ncontract: accepts\n");
    let ran = place
        .vntr_with(&variables, &format!("{ask} --send --json"))
        .exits(0);
    let report = ran.json();
    let sent = &report["transactions"][0];
    assert!(sent["transaction"].as_str().unwrap().starts_with("0x"));
    assert_eq!(
        (&sent["part"], &sent["gas"]),
        (&"verify".into(), &report["gas"])
    );
    assert!(report["gas"].as_u64().unwrap() > 100_000);
    assert_eq!(report["valid"], true);
    assert_eq!(report["contract_code"], "same");
    assert_eq!(report["contract_accepts"], true);

    // One digit in the middle of the proof.
    let mut bad = PROOF.0.clone().into_bytes();
    let middle = PROOF.0.find("\"proof\": \"0x").unwrap() + 3000;
    bad[middle] = if bad[middle] == b'0' { b'1' } else { b'0' };
    place.write("proof.json", bad);
    for command in [ask.clone(), format!("{ask} --send --private-key {KEY}")] {
        place
            .vntr(&command)
            .exits(1)
            .prints("INVALID\n")
            .says("the proof does not hold")
            .does_not_say("contract");
    }
    place.write(
        "proof.json",
        PROOF.0.replacen("\"answer\": 0", "\"answer\": 1", 1),
    );
    place
        .vntr(&format!("{ask} --expect-answer 1"))
        .exits(1)
        .prints("INVALID\n")
        .says("the proof does not hold");

    place.write("proof.json", &PROOF.0);
    let nobody = "0x00000000000000000000000000000000000000aa";
    place
        .vntr(&format!(
            "verify proof.json --srs dev --rpc {rpc} --contract {nobody}"
        ))
        .exits(2)
        .says("no contract at");
}

/// A proof and a contract of different profiles, SRS or versions: both are named, by the selectors.
#[test]
fn the_wrong_verifier_is_named() {
    let place = Place::new();
    place.write("proof.json", &PROOF.0);
    let proof: serde_json::Value = serde_json::from_str(&PROOF.0).unwrap();
    let own = proof["verifierHash"].as_str().unwrap()[..10].to_owned();
    // The same proof as if another version had made it.
    let foreign = PROOF.0.replace(&own, "0x01234567");
    place.write("foreign.json", &foreign);
    place
        .vntr("verify foreign.json --srs dev")
        .exits(1)
        .prints("INVALID\n")
        .says("proof       0x01234567  profile 1k-r16 by its own word, another SRS or version")
        .says(&format!(
            "this build  {own}  profile 1k-r16, development SRS"
        ));

    let Some(anvil) = anvil() else { return };
    let rpc = anvil.url();
    let contract = deployed(&place, rpc, "1k-r32");
    let ask = format!("--srs dev --rpc {rpc} --contract {contract}");
    place
        .vntr(&format!("verify proof.json {ask}"))
        .exits(1)
        .says("the code at 0x")
        .says("is not this build's contract of profile 1k-r16, development SRS")
        .prints("contract's code: another's\n");
    for command in ["", &format!("--send --private-key {KEY}")] {
        place
            .vntr(&format!("verify proof.json {ask} --other-code {command}"))
            .exits(1)
            .prints("VALID, but not what was expected\n")
            .prints("contract: refuses\n")
            .says("WrongVerifier(0x")
            .says(&format!(
                "proof     {own}  profile 1k-r16, development SRS of this build"
            ))
            .says("  profile 1k-r32, development SRS of this build");
        // No contract is asked about a proof that this build cannot check.
        place
            .vntr(&format!("verify foreign.json {ask} --other-code {command}"))
            .exits(1)
            .prints("INVALID\n")
            .says("this proof is for another verifier");
    }

    // A contract of another SRS: the same creation code with other arguments.
    let profile = circuits::Profile::by_name("1k-r16").unwrap();
    let srs = circuits::Srs::generate_insecure(profile.srs_size(), b"another SRS").unwrap();
    let key = circuits::VerifyingKey::generate(profile, &srs).unwrap();
    let (artifact, _) = evm_verifier::artifact::Artifact::embedded("1k-r16").unwrap();
    let deployment = artifact.deployment(&key).unwrap();
    let deployed =
        evm_verifier::chain::deploy(rpc, &anvil.key(), &deployment.creation_code).unwrap();
    place
        .vntr(&format!(
            "verify proof.json --srs dev --rpc {rpc} --contract 0x{} --other-code",
            hex::encode(deployed.address)
        ))
        .exits(1)
        .says("profile 1k-r16, development SRS of this build")
        .says("profile 1k-r16 by its own word, another SRS or version");
}

/// What `vntr calldata` prints are calls that the contract accepts.
#[test]
fn calldata() {
    let place = Place::new();
    place.write("proof.json", &PROOF.0);
    let raw = place.vntr("calldata proof.json --raw").exits(0).stdout;
    let report = place.vntr("calldata proof.json --json").exits(0).json();
    assert_eq!(report["calldata"], raw.trim_end());
    assert_eq!(report["signature"], "verify(bytes32,bytes,bytes)");
    let text = place.vntr("calldata proof.json").exits(0).stdout;
    let field = |name: &str| report[name].as_str().unwrap().to_owned();
    let (id, public, bytes) = (field("program_id"), field("public_values"), field("proof"));
    assert!(text.contains(&format!(
        "verify({id}, hex\"{}\", hex\"{}\");",
        &public[2..],
        &bytes[2..]
    )));
    assert!(text.contains(&format!("verify(\"{id}\", \"{public}\", \"{bytes}\");")));
    let cast = text.lines().find(|line| line.starts_with("cast")).unwrap();
    assert!(cast.contains(&format!(
        "'verify(bytes32,bytes,bytes)' {id} {public} {bytes} "
    )));

    // Another answer has the other function.
    let answers_1 = PROOF.0.replacen("\"answer\": 0", "\"answer\": 1", 1);
    place.write("other.json", answers_1);
    let other = place.vntr("calldata other.json").exits(0).stdout;
    assert!(other.contains("'verifyAnswer(bytes32,uint32,bytes,bytes)'"));
    assert!(other.contains(&format!("verifyAnswer({id}, 1, hex\"")));
    assert!(other.contains("uint32 answer, bytes publicValues"));

    let binary = evm_verifier::chain::foundry_binary("cast");
    let Some(anvil) = anvil() else { return };
    let rpc = anvil.url();
    let contract = deployed(&place, rpc, "1k-r16");
    // The printed line, in a shell, as a reader would paste it.
    for (text, accepted) in [(&text, true), (&other, false)] {
        let line = text.lines().find(|line| line.starts_with("cast")).unwrap();
        let line = line.replacen("cast", binary.to_str().unwrap(), 1);
        let output = std::process::Command::new("sh")
            .args(["-c", &line])
            .env("VERIFIER", &contract)
            .env("RPC", rpc)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), accepted, "{said}");
        if accepted {
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0x");
        }
    }
}

#[test]
fn demo() {
    let place = Place::new();
    let ran = place
        .vntr("demo")
        .exits(0)
        .prints("All of it held")
        .prints("INSECURE");
    for part in [
        "== Run it",
        "== Prove it",
        "== Verify it here",
        "== Verify it on Ethereum",
    ] {
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
    assert!(place.names().is_empty(), "the demo leaves no files");
}

/// A server for https at `localhost` in front of a chain, in Node.js, which npm needs anyway. Its certificate is that of
/// `tests/tls`, signed by an authority whose key is gone.
struct Https {
    node: std::process::Child,
    url: String,
}

impl Https {
    fn before(rpc: &str) -> std::io::Result<Self> {
        const SERVER: &str = "
            const [files, rpc] = process.argv.slice(1);
            const { readFileSync } = require('fs');
            const options = { key: readFileSync(files + '/localhost.key'), cert: readFileSync(files + '/localhost.pem') };
            const server = require('https').createServer(options, (request, response) => {
                const headers = { 'content-type': 'application/json' };
                const forward = require('http').request(rpc, { method: 'POST', headers }, (answer) => {
                    response.writeHead(answer.statusCode, headers);
                    answer.pipe(response);
                });
                request.pipe(forward);
            });
            server.listen(0, 'localhost', () => console.log(server.address().port));
        ";
        let files = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
        let mut node = std::process::Command::new("node")
            .args(["-e", SERVER, files, rpc])
            .stdout(std::process::Stdio::piped())
            .spawn()?;
        let mut port = String::new();
        BufReader::new(node.stdout.take().unwrap()).read_line(&mut port)?;
        let url = format!("https://localhost:{}/secret-token", port.trim());
        Ok(Https { node, url })
    }
}

impl Drop for Https {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

#[test]
fn https() {
    let place = Place::new();
    place.write("proof.json", &PROOF.0);
    let Some(anvil) = anvil() else { return };
    let Some(server) = started(Https::before(anvil.url())) else {
        return;
    };
    let url = &server.url;
    let authority = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem");
    let trusted = [("SSL_CERT_FILE", authority)];
    let deploy = format!("deploy --profile 1k-r16 --rpc {url} --private-key {KEY}");
    let contract = place.vntr_with(&trusted, &deploy).exits(0).stdout;
    let verify = format!("verify proof.json --srs dev --rpc {url} --contract {contract}");
    place
        .vntr_with(&trusted, &verify)
        .exits(0)
        .prints("VALID\n");

    // Nobody vouches for it, or nobody for anything.
    let place_without = place.path("no-certificates");
    let none = place_without.to_str().unwrap();
    place
        .vntr(&verify)
        .exits(3)
        .says("certificate")
        .prints_nothing()
        .does_not_say("secret-token");
    let nothing = [("SSL_CERT_FILE", none), ("SSL_CERT_DIR", none)];
    place
        .vntr_with(&nothing, &verify)
        .exits(3)
        .says("certificates")
        .prints_nothing()
        .does_not_say("secret-token");
    // Another name than the certificate's, and a server that does not speak TLS.
    let other = verify.replace("localhost", "127.0.0.1");
    let plain = verify.replace(url, &anvil.url().replace("http:", "https:"));
    for command in [other, plain] {
        place
            .vntr_with(&trusted, &command)
            .exits(3)
            .prints_nothing()
            .does_not_say("secret-token");
    }
    // What needs no certificates does not look for them.
    let verify = verify.replace(url, anvil.url());
    place.vntr_with(&nothing, &verify).exits(0);
}

#[test]
fn a_long_run_takes_several_transactions() {
    let place = Place::new();
    place.write("count.s", vntr_tests::COUNTDOWN);
    place.write("word.txt", "600");
    place
        .vntr("prove count.s --primary word.txt --profile segments-1k-r16")
        .exits(0);
    // Of two segments at most.
    let limit = "--gas-limit 600000";
    let ran = place
        .vntr(&format!(
            "calldata proof.json --transactions calls {limit} --json"
        ))
        .exits(0);
    let calls = ran.json();
    let parts = |list: &serde_json::Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|call| call["part"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(parts(&calls), ["begin", "segments 0 to 1", "segment 2"]);
    for (i, call) in calls.as_array().unwrap().iter().enumerate() {
        let calldata = call["calldata"].as_str().unwrap();
        assert_eq!(place.read(&format!("calls/{i}.hex")).trim_end(), calldata);
        assert_eq!(call["file"], format!("calls/{i}.hex"));
        assert!(call["gas"].as_u64().unwrap() <= 600_000);
    }
    place
        .vntr("calldata proof.json --transactions all")
        .exits(0)
        .prints("all/0.hex  begin, at most ")
        .prints("all/1.hex  segments 0 to 2, at most ");
    place
        .vntr("calldata proof.json --transactions calls --gas-limit 300000")
        .exits(4)
        .says("segment 0 takes up to")
        .says("the limit of a transaction is 300000 gas");
    place.write("whole.json", &PROOF.0);
    place
        .vntr("calldata whole.json --transactions calls")
        .exits(2)
        .says("only runs in segments take several");

    let Some(anvil) = anvil() else { return };
    let rpc = anvil.url();
    let on =
        |address: &str| format!("verify proof.json --srs dev --rpc {rpc} --contract {address}");
    let send = format!("--send --private-key {KEY}");
    // Interrupted after the second transaction.
    let address = deployed(&place, rpc, "segments-1k-r16");
    let to: [u8; 20] = hex::decode(&address[2..]).unwrap().try_into().unwrap();
    for call in &calls.as_array().unwrap()[..2] {
        let calldata = hex::decode(&call["calldata"].as_str().unwrap()[2..]).unwrap();
        let sent = evm_verifier::chain::send_verify(rpc, to, &anvil.key(), &calldata).unwrap();
        assert!(sent.status && sent.gas_used <= call["gas"].as_u64().unwrap());
    }
    let ran = place
        .vntr(&format!("{} {send} {limit} --json", on(&address)))
        .exits(0)
        .says("segment 2: ");
    let report = ran.json();
    assert_eq!(parts(&report["transactions"]), ["segment 2"]);
    assert_eq!(report["contract_accepts"], true);
    // Proved: nothing more is sent, and asking is free.
    place
        .vntr(&format!("{} {send} {limit}", on(&address)))
        .exits(0)
        .prints("contract: accepts\nproved before: nothing was sent\n");
    place
        .vntr(&on(&address))
        .exits(0)
        .prints("contract: accepts\n");

    // From its beginning on another contract; one transaction remembers nothing, unless it is asked for.
    let address = deployed(&place, rpc, "segments-1k-r16");
    let ran = place
        .vntr(&format!("{} {send} --json", on(&address)))
        .exits(0);
    assert_eq!(parts(&ran.json()["transactions"]), ["verify"]);
    let ran = place
        .vntr(&format!("{} {send} {limit}", on(&address)))
        .exits(0)
        .prints(" begin: ")
        .prints(" segments 0 to 1: ")
        .prints(" segment 2: ");
    ran.does_not_say(&KEY[2..20]);
    place.write("word.txt", "300");
    place
        .vntr("prove count.s --primary word.txt --profile segments-1k-r16")
        .exits(0);
    let ran = place
        .vntr(&format!("{} {send} --record --json", on(&address)))
        .exits(0);
    assert_eq!(
        parts(&ran.json()["transactions"]),
        ["begin", "segments 0 to 1"]
    );
    let address = deployed(&place, rpc, "1k-r16");
    place
        .vntr(&format!(
            "verify whole.json --srs dev --rpc {rpc} --contract {address} {send} --record"
        ))
        .exits(2)
        .says("only runs in segments take several");
}
