#!/usr/bin/env bash
# Everything that has to pass before a commit. Works from a fresh clone with cargo and npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

heading() { printf '\n== %s\n' "$*"; }

# Not the user's cache: tests make and break files there.
export VNTR_CACHE="${VNTR_CACHE:-$PWD/target/vntr-cache}"

heading "npm ci: solc, anvil, cast and forge, pinned by package-lock.json"
# npm writes node_modules/.package-lock.json when it has finished.
if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci
else
    echo "node_modules is up to date"
fi

if [[ -n "${CI:-}" ]]; then
    heading "clang, gcc and rustc for RISC-V, qemu: the compiler's tests compile and compare"
    scripts/toolchains.sh
fi
# Rust for guests, if the script has built it; else it is rustup's, if that has the target.
if [[ -z "${VNTR_RUSTC:-}" && -x target/riscv-rust/bin/rustc ]]; then
    export VNTR_RUSTC="$PWD/target/riscv-rust/bin/rustc"
fi

heading "cargo fmt"
cargo fmt --all --check

heading "planted faults: each can be planted (scripts/planted-faults.py plants them)"
python3 scripts/planted-faults.py --check

# The release profile everywhere: one build serves the tests and the demo.
heading "cargo clippy"
cargo clippy --workspace --all-targets --release --locked -- -D warnings

heading "cargo doc"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --release --locked

heading "cargo test"
cargo test --workspace --release --locked

if [[ -n "${CI:-}" || -e target/z3/installed.txt ]]; then
    heading "z3: the constraints imply the manual, a sample"
    circuits/specification/run.sh --sample
fi

heading "cargo test: proofs of a seed by the portable arithmetic"
# The whole workspace again: one package alone has other features of dependencies, and would be built anew.
VNTR_ARITHMETIC=portable cargo test --workspace --release --locked --lib golden
VNTR_ARITHMETIC=portable cargo test --workspace --release --locked --test vntr -- proofs::

heading "vntr demo"
target/release/vntr demo

if [[ -n "${CI:-}" ]]; then
    heading "git diff: the tests leave the tree as it was"
    git diff --exit-code
fi

heading "all passed"
