#!/usr/bin/env bash
# Installs what guests are compiled with and tested against, on Debian or Ubuntu: clang and lld, headers of C++, gcc for RISC-V (its libgcc has
# 64-bit division for both), picolibc as the C library, qemu as the oracle, csmith for random programs; and Rust for guests.
# And PostgreSQL, for the tests of the queue. Needs root, or sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=riscv32imac-unknown-none-elf
# Where Rust for guests is built, if rustup has not installed it.
rust=$PWD/target/riscv-rust

sudo=()
[[ $(id -u) -eq 0 ]] || sudo=(sudo)

installed() { dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q 'ok installed'; }
known() { apt-cache show "$1" > /dev/null 2>&1; }

# Does this compiler have the target's core?
has_target() {
    local libraries
    libraries=$("$1" --print target-libdir --target "$target" 2> /dev/null) && compgen -G "$libraries/libcore*" > /dev/null
}

packages=(gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf qemu-user-static csmith libcsmith-dev)
# New machines have no lists of packages, and then none would be known.
compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null || "${sudo[@]}" apt-get update -q
# clang 19 where there is one, else what the distribution calls clang; lld of the same version.
if installed clang-19 || known clang-19; then
    packages+=(clang-19 lld-19 llvm-19 libc++-19-dev)
else
    packages+=(clang lld llvm libc++-dev)
fi
# Debian's rustc for browsers comes with its library's source, so the library can be compiled for the target without a network.
rust_packages=(rustc-web rust-web-src)
if ! has_target rustc && { installed rustc-web || known rustc-web; }; then
    packages+=("${rust_packages[@]}")
fi

# Debian's package also makes and starts a server of its own; nothing here uses that one.
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || packages+=(postgresql)

missing=()
for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    echo "all there: ${packages[*]}"
else
    "${sudo[@]}" apt-get update -q
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

# The compiler's own directories, and beside them core, compiler_builtins and alloc for the target, built as rustup's are. The linker
# has the name that rustc looks for.
build_rust() {
    local rustc=/usr/bin/rustc version host source linker work libraries
    version="$($rustc --version), $target"
    if [[ -x $rust/bin/rustc && $(cat "$rust/version" 2> /dev/null) == "$version" ]]; then
        echo "Rust for guests is built: $version"
        return
    fi
    host=$($rustc -vV | sed -n 's/^host: //p')
    source=/usr/src/rustc-$($rustc -vV | sed -n 's/^release: //p')
    linker=$(command -v ld.lld-19 || command -v ld.lld)
    mkdir -p target
    work=$(mktemp -d target/riscv-rust.XXXXXX)
    libraries=$work/lib/rustlib/$target/lib
    mkdir -p "$work/bin" "$libraries" "$work/lib/rustlib/$host/bin"
    ln -s "/usr/lib/rustlib/$host/lib" "$work/lib/rustlib/$host/lib"
    ln -s "$linker" "$work/lib/rustlib/$host/bin/rust-lld"
    compile() {
        local name=$1 file=$2
        shift 2
        echo "compiling $name for $target"
        RUSTC_BOOTSTRAP=1 $rustc --edition=2024 --target "$target" --crate-type rlib --crate-name "$name" -C opt-level=3 -C panic=abort \
            -C debuginfo=1 -Z force-unstable-if-unmarked --cap-lints allow --remap-path-prefix="$source=/rustc" -L "$libraries" \
            "$@" -o "$libraries/lib$name.rlib" "$source/library/$file"
    }
    compile core core/src/lib.rs
    compile compiler_builtins compiler-builtins/compiler-builtins/src/lib.rs --extern core="$libraries/libcore.rlib" \
        --cfg 'feature="compiler-builtins"' --cfg 'feature="mem"' --cfg 'feature="unmangled-names"'
    compile alloc alloc/src/lib.rs --extern core="$libraries/libcore.rlib" \
        --extern compiler_builtins="$libraries/libcompiler_builtins.rlib"
    printf '#!/bin/sh\nexec %s --sysroot "%s" "$@"\n' "$rustc" "$rust" > "$work/bin/rustc"
    chmod 755 "$work" "$work/bin/rustc"
    echo "$version" > "$work/version"
    rm -rf "$rust"
    mv "$work" "$rust"
}

if has_target rustc; then
    echo "rustc has the target $target"
elif installed rustc-web && installed rust-web-src; then
    build_rust
    echo "export VNTR_RUSTC=$rust/bin/rustc"
else
    echo "for guests in Rust: rustup target add $target"
fi
