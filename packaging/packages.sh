#!/usr/bin/env bash
# What people install who have no Rust toolchain: a wheel and a Debian package, into target/packages. Needs maturin (PyPI) and
# cargo-deb. Both hold the man page and the completions, which are written by the command itself.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --locked --release
share=packaging/wheel/data/share
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$target/release/rumeur" man > "$share/man/man1/rumeur.1"
"$target/release/rumeur" completions bash > "$share/bash-completion/completions/rumeur"
"$target/release/rumeur" completions zsh > "$share/zsh/site-functions/_rumeur"
"$target/release/rumeur" completions fish > "$share/fish/vendor_completions.d/rumeur.fish"
mkdir -p "$target/packages"
rm -f "$target"/packages/*.whl "$target"/packages/*.deb
maturin build --release --locked --quiet --out "$target/packages"
cargo deb --no-build --locked --quiet --output "$target/packages/"
ls "$target"/packages/*.whl "$target"/packages/*.deb
