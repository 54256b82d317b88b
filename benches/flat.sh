#!/usr/bin/env bash
# Instructions per replicate for 1 and 1,000,000 complaints, classic groups with Poisson audiences. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/rumeur run \
        --set "customers.complaints=$1" --set 'silent.groups.ordinary.audience={ poisson = 10 }' \
        --set 'silent.groups.vocal.audience={ poisson = 20 }' --set 'run.max_people=1000000000000' \
        --threads 1 --replicates "$2" --quiet --force --out "$out/results" 2>&1 >/dev/null |
        sed -n 's/.*Collected : //p'
}
for complaints in 1 1000000; do
    few=$(instructions "$complaints" 1000)
    many=$(instructions "$complaints" 21000)
    echo "$complaints complaints: $(((many - few) / 20000)) instructions per replicate"
done
