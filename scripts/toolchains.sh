#!/usr/bin/env bash
# Installs what guests are compiled with and tested against, on Debian or Ubuntu: clang and lld, gcc for RISC-V (its libgcc has
# 64-bit division for both), qemu as the oracle, csmith for random programs. Needs root, or sudo.
set -euo pipefail

sudo=()
[[ $(id -u) -eq 0 ]] || sudo=(sudo)

# clang 19 where there is one, else what the distribution calls clang; lld of the same version.
packages=(gcc-riscv64-unknown-elf qemu-user-static csmith libcsmith-dev)
if apt-cache show clang-19 > /dev/null 2>&1; then
    packages+=(clang-19 lld-19 llvm-19)
else
    packages+=(clang lld llvm)
fi

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    echo "all there: ${packages[*]}"
    exit 0
fi
"${sudo[@]}" apt-get update -q
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
