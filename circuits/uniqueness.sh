#!/usr/bin/env bash
# Shows by an SMT solver that the constraints determine the next state of every instruction (circuits/src/tests/uniqueness.rs).
#
#   circuits/uniqueness.sh           all four kinds of circuit: 8 and 16-bit limbs, 16 and 32 registers
#   circuits/uniqueness.sh k13-r32   only this one
#   circuits/uniqueness.sh --sample  the next states on k13-r32, without the decoder: what CI runs
#   circuits/uniqueness.sh --table   which constraints each instruction needs: a report, many minutes
#
# Needs python3 with venv, to install z3 below target/z3. With SMT_SOLVER set to a z3, it installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

requirements=circuits/uniqueness-requirements.txt
if [[ -z "${SMT_SOLVER:-}" ]] && ! cmp -s "$requirements" target/z3/installed.txt; then
    echo "installing z3 in target/z3, pinned by $requirements"
    rm -rf target/z3
    python3 -m venv target/z3
    target/z3/bin/pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes -r "$requirements"
    cp "$requirements" target/z3/installed.txt
fi

tests=(decoding_is_determined lemmas_of_the_spreads next_states_are_determined next_states_need_their_constraints)
case "${1:-}" in
    --sample)
        tests=(lemmas_of_the_spreads next_states_are_determined next_states_need_their_constraints)
        export UNIQUENESS_PROFILE=k13-r32
        ;;
    --table) tests=(table_of_what_carries_what) ;;
    ?*) export UNIQUENESS_PROFILE="$1" ;;
esac
for test in "${tests[@]}"; do
    cargo test --release --locked -p circuits --lib -- --exact "tests::uniqueness::$test" --include-ignored --nocapture
done
