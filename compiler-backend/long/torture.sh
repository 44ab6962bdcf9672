#!/usr/bin/env bash
# gcc's torture programs, of Debian's package gcc-12-source, with the guests' C library: compiled by clang and gcc at -O0, -O2, -O3 and
# -Os, compared in every way by the test `torture`. The package is unpacked below target/torture, not installed, and nothing of it is
# committed. `./evidence.sh torture` runs this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
place=$PWD/target/torture
if [[ ! -e $place/ready ]]; then
    mkdir -p "$place/packages"
    (cd "$place/packages" && apt-get download gcc-12-source)
    for package in "$place"/packages/*.deb; do dpkg -x "$package" "$place"; done
    tar -xJf "$place"/usr/src/gcc-12/gcc-12*.tar.xz -C "$place" --strip-components=4 --wildcards '*/gcc/testsuite/gcc.c-torture/execute/*'
    rm -r "$place/packages" "$place/usr/src"
    touch "$place/ready"
fi
exec cargo test --release --locked -p vntr-tests --test torture -- --ignored --nocapture
