#!/usr/bin/env bash
# The long runs behind docs/evidence.md. Each shows its progress; an interrupted one goes on where it was (finished units stand in
# target/evidence). The figures go to docs/evidence.jsonl. Some hours on two cores.
#
#   ./evidence.sh          all of them
#   ./evidence.sh NAME     those whose name contains NAME: deletion, faults, mutations, changes, search, verdicts, attacks, deviations, zero-knowledge, oracle, specification, reference, binding, hostile, several, arithmetic, planted, queue, queue-proofs, workers, segments; of the translator: blocks, csmith, torture, random-programs, wycheproof
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export VNTR_CACHE="${VNTR_CACHE:-$PWD/target/vntr-cache}"
mkdir -p target/evidence
log=target/evidence/output.txt
: > "$log"

# One run: its name, the package, the target, the test.
run() {
    local name="$1" package="$2" target="$3" test="$4"
    [[ "$name" == *"$only"* ]] || return 0
    printf '\n== %s\n' "$name"
    cargo test --release --locked -p "$package" $target -- --include-ignored --nocapture --exact "$test" 2>&1 \
        | tee -a "$log" | grep --line-buffered -v '^warning'
}
only="${1:-}"

if [[ reference == *"$only"* ]]; then
    printf '\n== reference\n'
    VNTR_FULL=1 cargo test --release --locked -p vntr-tests --test reference -- --nocapture 2>&1 \
        | tee -a "$log" | grep --line-buffered -v '^warning'
fi
run deletion circuits --lib tests::deletion::every_part_is_needed_full
run faults circuits --lib tests::faults::a_consistent_liar_is_refused_full
run faults-large circuits --lib tests::faults::a_consistent_liar_is_refused_by_large_circuits_full
run faults-by-real-proofs circuits --lib tests::faults::a_consistent_liar_is_refused_by_real_proofs_full
run mutations circuits --lib tests::mutations::mutated_cells_are_refused_or_free_full
run changes circuits --lib tests::mutations::changes_of_several_cells_are_refused_or_free_full
run mutations-segments circuits --lib tests::mutations::mutated_cells_of_segments_are_refused_or_free_full
run changes-segments circuits --lib tests::mutations::changes_of_several_cells_of_segments_are_refused_or_free_full
run faults-segments circuits --lib tests::faults::a_consistent_liar_in_a_segment_is_refused_full
run search circuits --lib tests::mutations::the_search_finds_what_a_missing_constraint_lets_through_full
run verdicts circuits --lib tests::mutations::verdicts_are_those_of_the_verifier_full
run attacks circuits --lib tests::attacks::attacks_on_the_arguments_are_refused_full
run attacks-large circuits --lib tests::attacks::attacks_on_large_circuits_are_refused_full
run deviations vntr-tests "--test deviations" one_verdict_about_provers_that_deviate_full
run deviations-large vntr-tests "--test deviations" one_verdict_about_provers_that_deviate_on_large_circuits_full
run zero-knowledge circuits --lib tests::zero_knowledge::hundreds_of_proofs_of_two_witnesses_are_not_told_apart_full
run oracle circuits --lib tests::oracle::halo2_gives_the_same_verdicts_full
run binding cli "--test vntr" binding::twenty_programs
run hostile vntr-tests "--test hostile" hostile_calls_are_refused
run several vntr-tests "--test long_runs" changed_calls_are_refused_full
run queue queue "--test queue" faults::faults_lose_nothing_full
run queue-proofs cli "--test vntr" worker_faults::faults_lose_no_proof_full
run workers queue "--test queue" efficiency::sixteen_and_sixty_four_workers_full
run arithmetic-operations arithmetic --lib vector::tests::operations_are_halo2curves_ten_million_times
run arithmetic-transforms arithmetic --lib fft::tests::values_of_large_polynomials
run arithmetic-sums arithmetic --lib msm::tests::lengths_around_powers_of_two
run arithmetic-proofs circuits --lib tests::golden::large_proofs_of_a_seed_are_the_same

if [[ specification == *"$only"* ]]; then
    printf '\n== specification\n'
    circuits/specification/run.sh 2>&1 | tee -a "$log" | grep --line-buffered -v '^warning'
    circuits/specification/run.sh --needed 2>&1 | tee -a "$log" | grep --line-buffered -v '^warning'
fi

if [[ planted == *"$only"* ]]; then
    printf '\n== planted faults\n'
    scripts/planted-faults.py 2>&1 | tee -a "$log"
fi

# The translator. These need scripts/toolchains.sh; torture also gets two packages by apt-get.
if [[ blocks == *"$only"* ]]; then
    BLOCKS=10000 run blocks compiler-backend "--test blocks" random_blocks
fi
run csmith vntr-tests "--test csmith" a_thousand_random_programs_agree
run random-programs vntr-tests "--test random_programs" two_hundred_random_programs_are_proved
run wycheproof vntr-tests "--test wycheproof" some_vectors_are_proved
if [[ torture == *"$only"* ]]; then
    printf '\n== torture\n'
    compiler-backend/long/torture.sh 2>&1 | tee -a "$log" | grep --line-buffered -v '^warning'
fi

# What was run replaces its line; the others stay.
touch docs/evidence.jsonl
{ cat docs/evidence.jsonl; sed -n 's/^evidence: //p' "$log"; } \
    | node -e '
const lines = new Map();
for (const line of require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) lines.set(JSON.parse(line).run, line);
for (const name of [...lines.keys()].sort()) console.log(lines.get(name));' > target/evidence/figures
mv target/evidence/figures docs/evidence.jsonl
printf '\nThe figures are in docs/evidence.jsonl.\n'
