#!/usr/bin/env bash
# Two threads against one on five million replicates of the classic: median of five ratios.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
seconds() {
    local start end
    start=$(date +%s.%N)
    target/release/rumeur run --threads "$1" --replicates 5000000 --quiet --force --out "$out/results" > /dev/null
    end=$(date +%s.%N)
    echo "$end - $start" | bc
}
for _ in 1 2 3 4 5; do
    one=$(seconds 1)
    two=$(seconds 2)
    echo "$one / $two" | bc -l >> "$out/ratios"
done
printf 'two threads are %.2f times one\n' "$(sort -g "$out/ratios" | sed -n 3p)"
