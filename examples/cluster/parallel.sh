#!/usr/bin/env bash
# GNU parallel: it numbers the jobs from 1 (PARALLEL_SEQ) and keeps the number over retries, but tells nobody how many there are:
# RUMEUR_SHARDS does.
set -euo pipefail
export RUMEUR_SHARDS=${SHARDS:-4} SCENARIOS=${SCENARIOS:-scenarios}
seq "$RUMEUR_SHARDS" |
    parallel --joblog shards.log --retries 3 'rumeur run "$SCENARIOS" --shard auto --resume --threads 1 --out shards/{}'
rumeur merge shards/* --out "${OUT:-results}"
