#!/usr/bin/env bash
# Embench-IoT and CoreMark with the guests' C library: each checks its own result, and qemu, the interpreter and every translation have to agree.
# Prints RISC-V instructions, steps for each of them and cells of the image. Gets both from GitHub, or from the directories that
# EMBENCH and COREMARK name; nothing of them is committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
place=$PWD/target/benchmarks
mkdir -p "$place"
get() {
    local directory=$1 url=$2 commit=$3
    [[ -d $directory ]] && return
    git clone --quiet "$url" "$directory.part"
    git -C "$directory.part" checkout --quiet "$commit"
    mv "$directory.part" "$directory"
}
embench=${EMBENCH:-$place/embench-iot}
coremark=${COREMARK:-$place/coremark}
get "$embench" https://github.com/embench/embench-iot 09c2ed8
get "$coremark" https://github.com/eembc/coremark d5fad6b

programs=$place/programs
rm -rf "$programs"
mkdir -p "$programs"
# A board that does nothing, and one round of each benchmark.
board='#define GLOBAL_SCALE_FACTOR 1
#define WARMUP_HEAT 0
'
for benchmark in "$embench"/src/*/; do
    program=$programs/$(basename "$benchmark")
    cp -r "$benchmark" "$program"
    cp "$embench"/support/{main.c,beebsc.c,beebsc.h,support.h} "$program"
    for source in "$program"/*.c; do printf '%s#line 1\n%s' "$board" "$(cat "$source")" > "$source"; done
    printf 'void initialise_board(void) {}\nvoid start_trigger(void) {}\nvoid stop_trigger(void) {}\n' > "$program/board.c"
done
# CoreMark checks the lists', the matrix' and the state machine's checksum of a validation run.
program=$programs/coremark
mkdir "$program"
cp "$coremark"/*.[ch] "$program"
cp "$coremark"/barebones/core_portme.h "$program"
cp compiler-backend/long/coremark.c "$program/core_portme.c"
sed -i 's/#define HAS_FLOAT 1/#define HAS_FLOAT 0/; s/#define HAS_TIME_H 1/#define HAS_TIME_H 0/; s/#define USE_CLOCK 1/#define USE_CLOCK 0/' "$program/core_portme.h"
printf '#include <stddef.h>\n#define VALIDATION_RUN 1\n#define ITERATIONS 10\n#define COMPILER_FLAGS ""\n%s' "$(cat "$program/core_portme.h")" > "$program/core_portme.h"
for level in 3 s; do
    echo "clang -O$level"
    cargo run --quiet --release --locked -p compiler-backend --example compare -- -O "$level" "$programs"/*
done
