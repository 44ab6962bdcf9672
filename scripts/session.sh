#!/usr/bin/env bash
# A session on a local chain, from nothing to a payout, and what a thief can and cannot do. Each step is checked: one that does not
# end as it should ends the script. `scripts/session.sh > docs/session.txt` writes the transcript that is in the documentation.
# Needs `npm ci` and `cargo build --release`.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
vntr="${VNTR:-$root/target/release/vntr}"
[[ -x "$vntr" ]] || { echo "no $vntr: cargo build --release" >&2; exit 3; }
[[ -d "$root/node_modules/@foundry-rs/cast" ]] || { echo "no cast: npm ci" >&2; exit 3; }
# The binaries themselves: npm's wrappers would outlive this script.
for tool in anvil cast forge; do
    binary=("$root/node_modules/@foundry-rs/$tool"-*/bin/"$tool")
    declare "$tool=${binary[0]}"
done
work="$(mktemp -d)"
port=$((20000 + RANDOM % 20000))
export RPC="http://127.0.0.1:$port"
# The first two accounts of every anvil, and the third, a thief. Everybody knows their keys.
export VNTR_PRIVATE_KEY=0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
export CLAIMER_KEY=0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d
export THIEF_KEY=0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a
export CLAIMER=0x70997970C51812dc3A010C7d01b50e0d17dc79C8

"$anvil" --port "$port" --silent &
chain=$!
trap 'kill "$chain" 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do
    "$cast" chain-id --rpc-url "$RPC" >/dev/null 2>&1 && break
    sleep 0.1
done

cd "$work"
vntr() { "$vntr" "$@"; }
cast() { "$cast" "$@"; }
forge() { "$forge" "$@"; }
say() { printf '\n# %s\n' "$*"; }
# A command as the reader would type it, and what it says. The port is another one each time.
show() {
    printf '$ %s\n' "$1"
    local status=0
    eval "$1" > output 2>&1 || status=$?
    sed -e "s/$port/8545/g" -e 's/\x1b\[[0-9;]*m//g' -e '/^$/d' output
    return "$status"
}
refused() {
    if show "$1"; then
        echo "this was to be refused" >&2
        exit 1
    fi
}
equal() {
    [[ "$1" == "$2" ]] || { echo "expected $2, found $1" >&2; exit 1; }
}

echo "# anvil is running at \$RPC, chain 31337. \$CLAIMER knows a secret; \$THIEF_KEY is somebody else's."
say "A project: program, contract, tests, verifier."
show 'vntr new pay-for-a-secret'
cd pay-for-a-secret
ln -s "$root/node_modules" node_modules
show 'forge test | tail -n 1'

say "The verifier, for every program of its profile; then the application, with 1 ether."
show 'export VERIFIER=$(vntr deploy --profile 8k-r16 --rpc $RPC)'
show 'export PROGRAM=$(vntr id program.s --profile 8k-r16)'
show 'export DIGEST=0x2a3be1e1f6a38de336f502099e270da1fcd74aa44855185b6567bc09be0f27d0'
show 'export HASH=$(cast call $VERIFIER "VERIFIER_HASH()(bytes32)" --rpc-url $RPC)'
show 'forge create contracts/Claim.sol:Claim --broadcast --rpc-url $RPC --private-key $VNTR_PRIVATE_KEY --value 1ether --constructor-args $VERIFIER $HASH $PROGRAM $DIGEST | tee created | tail -n 3'
CLAIM="$(sed -n 's/^Deployed to: //p' created)"
export CLAIM
printf '$ export CLAIM=%s\n' "$CLAIM"

say "The claimer proves to know the secret: for this chain, this contract and this claimer."
show 'cast call $CLAIM "publicValues(address)(bytes)" $CLAIMER --rpc-url $RPC > primary.txt'
show 'vntr prove program.s --primary primary.txt --auxiliary auxiliary.txt -o proof.json'
show 'vntr verify proof.json --srs dev --program program.s --primary primary.txt --rpc $RPC --contract $VERIFIER'
show 'export PROOF=$(grep -o '"'"'"proof": "[^"]*'"'"' proof.json | cut -d \" -f 4)'

say "A thief sees the transaction and sends the same proof first: refused, it is not about the thief."
refused 'cast send $CLAIM "claim(bytes)" $PROOF --rpc-url $RPC --private-key $THIEF_KEY'
show 'cast sig "InvalidProof()"'

say "The claimer is paid."
show 'cast send $CLAIM "claim(bytes)" $PROOF --rpc-url $RPC --private-key $CLAIMER_KEY | grep -E "^(status|gasUsed|transactionHash)"'
show 'cast balance $CLAIM --rpc-url $RPC'
equal "$(cat output)" 0
show 'cast balance $CLAIMER --ether --rpc-url $RPC'

say "Somebody fills the contract again; the same claimer, with the same proof: refused, the statement is used up."
show 'cast send $CLAIM --value 1ether --rpc-url $RPC --private-key $VNTR_PRIVATE_KEY | grep -E "^status"'
refused 'cast send $CLAIM "claim(bytes)" $PROOF --rpc-url $RPC --private-key $CLAIMER_KEY'
show 'cast sig "AlreadyVerified(bytes32)"'
show 'cast balance $CLAIM --ether --rpc-url $RPC'
equal "$(cat output)" 1.000000000000000000
