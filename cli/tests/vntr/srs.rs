//! `vntr srs`, and the other commands under an SRS that was imported.

use crate::chain::{KEY, started};
use crate::support::{Place, Ran, example, example_run};
use circuits::cache;
use evm_verifier::chain::{self, Anvil};
use serde_json::Value;
use vntr_tests::ptau::Ptau;

/// What the tests import is called by its tau.
const NAME: &str = "srs-";
const TEXT: &[u8] = b"powers of tau for tests of the commands: INSECURE";

/// A place with a cache of its own.
pub struct Imported {
    pub place: Place,
    pub name: String,
}

impl Imported {
    /// Imports a file for the smallest profiles.
    pub fn new() -> Self {
        Self::of(TEXT)
    }

    /// The same of another tau.
    pub fn of(text: &[u8]) -> Self {
        let place = Place::new();
        place.write("powers.ptau", Ptau::new(15, text).to_bytes());
        let mut imported = Imported {
            place,
            name: String::new(),
        };
        let ran = imported
            .vntr("srs import powers.ptau")
            .exits(0)
            .says("2^15 powers, for profiles 1k-r16, 1k-r32")
            .says("a ceremony that this build does not know")
            .does_not_say("INSECURE");
        imported.name = ran.stdout.trim_end().to_owned();
        imported
    }

    pub fn cache(&self) -> std::path::PathBuf {
        self.place.path("cache")
    }

    pub fn vntr(&self, arguments: &str) -> Ran {
        let cache = self.cache();
        self.place
            .vntr_with(&[("VNTR_CACHE", cache.to_str().unwrap())], arguments)
    }

    /// The program that [`Imported::prove`] proves a run of.
    pub fn subset_sum(&self) -> String {
        example("subset-sum", "program.s")
    }

    /// A proof of the subset-sum example, under the imported SRS.
    pub fn prove(&self) -> Value {
        let ran = self.vntr(&format!(
            "prove {} --srs {}",
            example_run("subset-sum"),
            self.name
        ));
        ran.exits(0)
            .says(&format!("note: SRS {}", self.name))
            .does_not_say("INSECURE");
        serde_json::from_str(&self.place.read("proof.json")).unwrap()
    }
}

#[test]
fn the_srs_cache() {
    let place = Place::new();
    let cache = place.path("cache");
    let variables = [("VNTR_CACHE", cache.to_str().unwrap())];
    place
        .vntr_with(&variables, "srs info")
        .exits(0)
        .says("no SRS");
    place
        .vntr_with(&variables, "srs dev 1k-r16")
        .exits(0)
        .prints("INSECURE")
        .says("INSECURE");
    place.vntr_with(&variables, "srs dev 1k-r16").exits(0);
    place
        .vntr_with(&variables, "srs info")
        .exits(0)
        .prints("dev-11x16 INSECURE")
        .says("INSECURE");
    let file = std::fs::read_dir(&cache)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut content = std::fs::read(&file).unwrap();
    *content.last_mut().unwrap() ^= 1;
    std::fs::write(&file, content).unwrap();
    place
        .vntr_with(&variables, "srs info")
        .exits(3)
        .prints("DAMAGED")
        .says("delete the file");
    place
        .vntr_with(&variables, "srs dev 1k-r16")
        .exits(3)
        .says("delete the file");
}

#[test]
fn an_imported_srs_is_one_of_its_own() {
    let imported = Imported::new();
    let name = &imported.name;
    assert_eq!(name.len(), NAME.len() + 32);
    // Again, and in the list.
    imported
        .vntr("srs import powers.ptau")
        .exits(0)
        .prints(name);
    imported
        .vntr("srs info")
        .exits(0)
        .prints(&format!("{name}-11x16  2^15 powers"))
        .does_not_say("INSECURE");
    let proof = imported.prove();

    // The program has another name than under the development SRS, whose verifier is another one.
    let source = example("subset-sum", "program.s");
    let id = imported
        .vntr(&format!("id {source} --profile 1k-r16 --srs {name}"))
        .exits(0);
    assert_eq!(proof["programId"], id.stdout.trim_end());
    let dev = imported
        .vntr(&format!("id {source} --profile 1k-r16"))
        .exits(0)
        .says("INSECURE");
    assert_ne!(dev.stdout, id.stdout);
    imported
        .vntr("verify proof.json")
        .exits(1)
        .prints("INVALID")
        .says(&format!("profile 1k-r16, SRS {name}"))
        .says("profile 1k-r16, development SRS")
        .says(&format!("verify with --srs {name}"));
    imported
        .vntr(&format!(
            "verify proof.json --program {source} --srs {name}"
        ))
        .exits(0)
        .prints("VALID\n")
        .says(&format!("note: SRS {name}"))
        .does_not_say("INSECURE");
    // Where it was not imported, nobody can say whose it is.
    imported
        .place
        .vntr("verify proof.json")
        .exits(1)
        .says("profile 1k-r16 by its own word, another SRS or version");
    imported
        .place
        .vntr(&format!("verify proof.json --srs {name}"))
        .exits(2)
        .says(&format!("SRS {name} of 2^15 powers is not in the cache"))
        .says("vntr srs import");

    // The contract: the same code, another setup.
    for (out, srs) in [("one", name.as_str()), ("two", "dev")] {
        imported
            .vntr(&format!("solidity --profile 1k-r16 --srs {srs} -o {out}"))
            .exits(0);
    }
    let read = |name: &str| imported.place.read(name);
    assert_eq!(read("one/Verifier.bin"), read("two/Verifier.bin"));
    assert_ne!(
        read("one/constructor-arguments.json"),
        read("two/constructor-arguments.json")
    );
}

/// The way to a chain of value: the development SRS is refused there, an imported one is not.
#[test]
fn deployed_under_an_imported_srs() {
    const SEPOLIA: u64 = 11_155_111;
    let Some(anvil) = started(Anvil::spawn_with_id(SEPOLIA)) else {
        return;
    };
    let rpc = anvil.url();
    let imported = Imported::new();
    let name = &imported.name;
    imported.prove();
    let key = KEY;
    let deploy = format!("deploy --profile 1k-r16 --rpc {rpc} --private-key {key}");
    imported
        .vntr(&deploy)
        .exits(2)
        .says(&format!("refusing chain {SEPOLIA}"))
        .says("vntr srs import")
        .prints_nothing();
    let report = imported
        .vntr(&format!("{deploy} --srs {name} --json"))
        .exits(0)
        .does_not_say("INSECURE")
        .json();
    assert_eq!(report["chain_id"], SEPOLIA);
    assert_eq!(report["insecure_dev_srs"], false);
    let address = report["address"].as_str().unwrap();
    let bytes: [u8; 20] = hex::decode(&address[2..]).unwrap().try_into().unwrap();
    let insecure = chain::get(rpc, bytes, "INSECURE_DEV_SRS").unwrap();
    assert_eq!(insecure, [0; 32]);

    let verify = format!("verify proof.json --rpc {rpc} --contract {address}");
    imported
        .vntr(&format!("{verify} --srs {name}"))
        .exits(0)
        .prints("VALID\n")
        .prints("contract's code: this build's\ncontract: accepts\n");
    // Which SRS counts is the user's word, not the contract's.
    imported
        .vntr(&verify)
        .exits(1)
        .prints("INVALID\n")
        .says(&format!("verify with --srs {name}"));
    // A proof under the development SRS is not one for this contract, and both are named.
    imported.place.write("proof.json", &crate::support::PROOF.0);
    imported
        .vntr(&format!("{verify} --srs dev"))
        .exits(1)
        .says("is not this build's contract of profile 1k-r16, development SRS");
    imported
        .vntr(&format!("{verify} --srs dev --other-code"))
        .exits(1)
        .says("WrongVerifier(0x")
        .says("profile 1k-r16, development SRS of this build")
        .says(&format!("profile 1k-r16, SRS {name} of this build"));
}

/// Files in the cache that are damaged, or of another build.
#[test]
fn what_the_cache_has_is_checked() {
    let imported = Imported::new();
    let name = imported.name.clone();
    imported.prove();
    let path = |file: String| imported.cache().join(file);
    let key = path(format!("key-{name}-1k-r16"));
    let srs = path(format!("{name}-11x16"));
    let verify = format!("verify proof.json --srs {name}");

    // The key of another build is made again; a text that is none, or of another SRS, is not believed.
    let title = format!("key-{name}-1k-r16");
    let good = cache::read(&key, &title, 1 << 16).unwrap().unwrap();
    let good = String::from_utf8(good).unwrap();
    let (circuit, rest) = good.split_once('\n').unwrap();
    let write = |text: String| cache::write(&key, &title, text.as_bytes()).unwrap();
    write(format!("circuit {}\n{rest}", "00".repeat(32)));
    imported
        .vntr(&verify)
        .exits(0)
        .says("note: making the key of profile 1k-r16");
    imported.vntr(&verify).exits(0).does_not_say("making");
    let again = cache::read(&key, &title, 1 << 16).unwrap().unwrap();
    assert_eq!(again, good.as_bytes());
    let (s_g2, rest) = rest.split_once('\n').unwrap();
    for text in [
        format!("{circuit}\n{rest}"),
        format!("{circuit}\n{s_g2}00\n{rest}"),
        format!(
            "{circuit}\n{s_g2}\n{}",
            rest.replacen("fixed ", "fixed 00", 1)
        ),
        format!("{circuit}\n{s_g2}\n{}", &rest[..rest.len() - 135]),
        String::from("circuit"),
    ] {
        write(text.clone());
        let ran = imported.vntr(&verify);
        // What does not even name a circuit is as if it was of another build.
        if text == "circuit" {
            ran.exits(0);
        } else {
            ran.exits(3)
                .says("expected key-srs-")
                .says("delete the file");
        }
    }
    write(good);
    imported.vntr(&verify).exits(0);

    for file in [&key, &srs] {
        let good = std::fs::read(file).unwrap();
        let mut bad = good.clone();
        *bad.last_mut().unwrap() ^= 1;
        std::fs::write(file, &bad).unwrap();
        let prove = format!("prove {} --srs {name}", example_run("subset-sum"));
        imported.vntr(&prove).exits(3).says("delete the file");
        std::fs::write(file, &good).unwrap();
    }
    let mut bad = std::fs::read(&srs).unwrap();
    *bad.last_mut().unwrap() ^= 1;
    std::fs::write(&srs, bad).unwrap();
    imported.vntr("srs info").exits(3).prints("DAMAGED");
    // Importing does not write over it, and puts it right once it is gone.
    imported
        .vntr("srs import powers.ptau")
        .exits(3)
        .says("delete the file");
    std::fs::remove_file(&srs).unwrap();
    imported.vntr("srs import powers.ptau").exits(0);
    imported.vntr("srs info").exits(0);

    // Another SRS under this one's name.
    std::fs::copy(
        &srs,
        path("srs-00000000000000000000000000000000-11x16".to_owned()),
    )
    .unwrap();
    imported
        .vntr("verify proof.json --srs srs-00000000000000000000000000000000")
        .exits(3)
        .says("delete the file");
}

#[test]
fn what_cannot_be_imported_or_named() {
    let place = Place::new();
    place.write("good.ptau", Ptau::new(4, TEXT).to_bytes());
    place.write("bad.ptau", "ptau");
    for (command, code, says) in [
        ("srs import nope.ptau", 3, "nope.ptau"),
        ("srs import bad.ptau", 2, "bad.ptau: expected a .ptau file"),
        ("srs import good.ptau", 2, "no profile is so small"),
        ("verify proof.json --srs ../dev", 2, "vntr srs info"),
        ("id p.s --srs DEV", 2, "vntr srs info"),
    ] {
        place.vntr(command).exits(code).says(says).prints_nothing();
    }
    place.write("p.s", crate::support::program(16, "answer 0"));
    for name in ["ppot-hermez", "srs-0123456789abcdef0123456789abcdef"] {
        for command in ["id", "prove"] {
            place
                .vntr(&format!("{command} p.s --srs {name}"))
                .exits(2)
                .says(&format!("SRS {name} of 2^15 powers is not in the cache"))
                .says("vntr srs import")
                .prints_nothing();
        }
    }
    assert_eq!(place.names(), ["bad.ptau", "good.ptau", "p.s"]);
}

/// A file before it is prepared for phase 2 gives the same SRS, byte by byte.
#[test]
fn a_file_that_is_not_prepared() {
    let prepared = Imported::new();
    let place = Place::new();
    let mut file = Ptau::new(15, TEXT);
    file.sections.retain(|(kind, _)| *kind != 12);
    place.write("powers.ptau", file.to_bytes());
    let cache = place.path("cache");
    let ran = place
        .vntr_with(
            &[("VNTR_CACHE", cache.to_str().unwrap())],
            "srs import powers.ptau",
        )
        .exits(0);
    assert_eq!(ran.stdout.trim_end(), prepared.name);
    let file = format!("{}-11x16", prepared.name);
    let [computed, read] =
        [&cache, &prepared.cache()].map(|cache| std::fs::read(cache.join(&file)).unwrap());
    assert!(computed == read);
}
