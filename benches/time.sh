#!/usr/bin/env bash
# Instructions per replicate with a clock of 90 ticks against none, for 1 and 1,000,000 complaints, and with 12 periods against
# one, on a firm and on a network. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-target/release/rumeur}
[ $# -gt 0 ] || cargo build --release --quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
instructions() { # scenario, replicates
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" run "$1" --threads 1 --replicates "$2" --quiet --force --tables summary \
        --out "$out/results" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}
per_replicate() { # scenario
    local few many
    few=$(instructions "$1" 200)
    many=$(instructions "$1" 1200)
    echo $(((many - few) / 1000))
}
against() { # what, instructions, those of the other
    awk -v what="$1" -v own="$2" -v other="$3" 'BEGIN { printf "%-60s %9d %7.1f times\n", what, own, own / other }'
}
classic() { # complaints, audience of the ordinary, of the vocal
    cat <<-END
	[customers]
	complaints = $1
	silent_per_complaint = 26
	[silent.groups]
	ordinary = { share = 23, audience = $2 }
	vocal = { share = 3, audience = $3 }
	[run]
	max_people = 1_000_000_000_000
	END
}
firm() { # audience
    cat <<-END
	[customers]
	served = 1_000
	problem_rate = 0.1
	[voice]
	rate = 0.2
	[recovery]
	rate = 0.5
	[silent]
	stays = 0.5
	audience = $1
	[unresolved]
	stays = 0.4
	audience = $1
	[recovered]
	stays = 0.9
	END
}
clocks=(
    'telling = { geometric = 3 }'
    'telling = { lognormal = { median = 5, sigma = 1.2 } }'
    'arrival = { uniform = [0, 29] }|telling = { geometric = 3 }'
    'arrival = { uniform = [0, 89] }|telling = { lognormal = { median = 5, sigma = 1.2 } }'
)
audiences=(
    '{ poisson = 10 }|{ poisson = 20 }'
    '{ geometric = 10 }|{ geometric = 20 }'
    '10|20'
    '{ uniform = [5, 15] }|{ uniform = [10, 30] }'
)
for complaints in 1 1000000; do
    for audience in "${audiences[@]}"; do
        classic "$complaints" "${audience%|*}" "${audience#*|}" >"$out/plain.toml"
        plain=$(per_replicate "$out/plain.toml")
        echo "$complaints complaints, audiences $audience, no clock: $plain"
        for clock in "${clocks[@]}"; do
            { cat "$out/plain.toml"; echo "[time]"; echo "horizon = 90"; tr '|' '\n' <<<"$clock"; } >"$out/clock.toml"
            against "  $clock" "$(per_replicate "$out/clock.toml")" "$plain"
        done
    done
done
for network in "" '[network.random]|population = 20_000|contacts = 10'; do
    { firm '{ poisson = 3 }'; tr '|' '\n' <<<"$network"; } >"$out/one.toml"
    one=$(per_replicate "$out/one.toml")
    { cat "$out/one.toml"; echo "[periods]"; echo "count = 12"; } >"$out/year.toml"
    against "12 periods ${network:+on a network }against one" "$(per_replicate "$out/year.toml")" "$one"
done
