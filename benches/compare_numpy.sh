#!/usr/bin/env bash
# The classic on one core: rumeur against two NumPy scripts, side by side, median of five. Needs python3 with numpy.
# The whole command is timed, reading and writing included, against the scripts' simulation alone.
set -euo pipefail
cd "$(dirname "$0")/.."
replicates=${1:-1000000}
people=${2:-20000}
cargo build --release --quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
median() { sort -g | sed -n 3p; }
for _ in 1 2 3 4 5; do
    start=$(date +%s.%N)
    target/release/rumeur run --threads 1 --replicates "$replicates" --quiet --force --out "$out/results" > /dev/null
    end=$(date +%s.%N)
    echo "$end - $start" | bc >> "$out/rumeur"
    python3 benches/numpy_sums.py "$replicates" 2> /dev/null >> "$out/sums"
    python3 benches/numpy_people.py "$people" 2> /dev/null >> "$out/people"
done
rumeur=$(median < "$out/rumeur")
sums=$(median < "$out/sums")
per_person=$(median < "$out/people")
awk -v r="$rumeur" -v s="$sums" -v p="$per_person" -v n="$replicates" -v m="$people" 'BEGIN {
    printf "ns per replicate: rumeur %.0f, NumPy sums %.0f, NumPy person by person %.0f\n", 1e9 * r / n, 1e9 * s / n, 1e9 * p / m
    printf "ratio: %.2f to the sums, %.1f to the persons\n", s / r, (p / m) / (r / n)
}'
