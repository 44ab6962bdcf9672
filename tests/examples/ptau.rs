//! Writes a file of powers of tau as snarkjs does, of a public tau: INSECURE. To try `vntr srs import` where no ceremony's is at hand.
//!
//! `cargo run --release -p vntr-tests --example ptau -- 13 powers.ptau`

use vntr_tests::ptau::Ptau;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [power, path] = arguments.as_slice() else {
        eprintln!("usage: ptau POWER FILE");
        std::process::exit(2);
    };
    let power = power.parse().expect("a power of 1 to 21");
    let file = Ptau::new(power, b"powers of tau to try with: INSECURE");
    std::fs::write(path, file.to_bytes()).expect("a file that can be written");
}
