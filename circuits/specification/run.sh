#!/usr/bin/env bash
# Shows by an SMT solver that the constraints on a step imply the step of the manual, for every instruction (prove.py, machine.py).
#
#   circuits/specification/run.sh             all four kinds of circuit: 8 and 16-bit limbs, 16 and 32 registers
#   circuits/specification/run.sh 1k-r32      only this one
#   circuits/specification/run.sh --sample    some instructions on one kind: what CI runs
#   circuits/specification/run.sh --needed    what must not be shown: an instruction without a constraint that carries it, or as another one
#
# Needs python3 with venv, to install z3 below target/z3. With SMT_PYTHON set to a python that has z3, it installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

requirements=circuits/specification/requirements.txt
python="${SMT_PYTHON:-target/z3/bin/python}"
if [[ -z "${SMT_PYTHON:-}" ]] && ! cmp -s "$requirements" target/z3/installed.txt; then
    echo "installing z3 in target/z3, pinned by $requirements"
    rm -rf target/z3
    python3 -m venv target/z3
    target/z3/bin/pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes -r "$requirements"
    cp "$requirements" target/z3/installed.txt
fi

# The whole workspace has other features of dependencies than one package: this shares the build of ./test.sh.
cargo test --workspace --release --locked --lib -- --exact tests::export::constraints_of_a_step --include-ignored --quiet
prove=("$python" circuits/specification/prove.py)
case "${1:-}" in
    --sample)
        for only in "and with" "sub with" "mull with" "umod with" "cmpge with" "cjmp with" "load.w with" "read with" "answer with" undefined; do
            "${prove[@]}" 1k-r16 --only "$only"
        done
        "${prove[@]}" 1k-r16 --needed --only "sub with"
        ;;
    --needed) "${prove[@]}" --needed 1k-r32 ;;
    *) "${prove[@]}" "$@" ;;
esac
