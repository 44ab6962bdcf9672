#!/usr/bin/env bash
# Jobs with popular crates, pinned by crates/Cargo.lock: each runs natively and as a guest, and has to give the same value. Needs the registry.
# With `--prove NAME` those whose name contains NAME are proved and verified too, where a profile holds them.
set -euo pipefail
prove=""
[[ "${1:-}" != --prove ]] || prove="${2:?a name}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
if [[ -z "${VNTR_RUSTC:-}" && -x target/riscv-rust/bin/rustc ]]; then
    export VNTR_RUSTC="$root/target/riscv-rust/bin/rustc"
fi
cargo build --release --locked -p cli
cd compiler-backend/long/crates
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet --release --locked -p native > "$work/native"
"$root/target/release/vntr" build guest -o "$work/guest.vnt"
number=0 wrong=0
while read -r value name; do
    echo "$number" > "$work/private.txt"
    echo "$value" > "$work/public.txt"
    # An image does not claim: what is committed has to be what the native run gave.
    if run=$("$root/target/release/vntr" run "$work/guest.vnt" --primary "$work/public.txt" --auxiliary "$work/private.txt" 2>&1); then
        printf '%-22s %10s %s\n' "$name" "$value" "$(grep '^steps' <<< "$run")"
        if [[ -n "$prove" && "$name" == *"$prove"* ]]; then
            code=0
            "$root/target/release/vntr" prove "$work/guest.vnt" --primary "$work/public.txt" --auxiliary "$work/private.txt" \
                -o "$work/proof.json" 2> "$work/talk" || code=$?
            tail -n 1 "$work/talk"
            if [[ $code -eq 0 ]]; then
                "$root/target/release/vntr" verify "$work/proof.json" --srs dev --program "$work/guest.vnt" --primary "$work/public.txt" \
                    2> "$work/talk" | head -n 1
            elif [[ $code -ne 4 ]]; then
                wrong=$((wrong + 1))
            fi
        fi
    else
        printf '%-22s %10s DIFFERENT\n%s\n' "$name" "$value" "$run"
        wrong=$((wrong + 1))
    fi
    number=$((number + 1))
done < "$work/native"
echo "$((number - wrong)) of $number agree"
[[ $wrong -eq 0 ]]
