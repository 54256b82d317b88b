#!/usr/bin/env bash
# slurm.sh: inside with-slurm.sh, with `rumeur` on the PATH. An array of four with a dependent merge; then the same with a task
# that is killed, requeued and goes on. Both give the bytes of one run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples/cluster
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Waits until a job has left the queue.
gone() {
    for _ in {1..600}; do
        [ -z "$(squeue -h -j "$1" 2>/dev/null)" ] && return
        sleep .2
    done
    echo "job $1 does not end" >&2
    squeue >&2
    return 1
}

mkdir scenarios
cp "$here/../../scenarios/"{classic,hotel,karate}.toml scenarios/
cp -r "$here/../../scenarios/networks" scenarios/ 2>/dev/null || true
rumeur run scenarios --out whole --quiet

job=$(sbatch --parsable "$examples/array.sbatch")
merge=$(sbatch --parsable --dependency="afterok:$job" "$examples/merge.sbatch")
gone "$merge" || { cat ./*.log >&2; exit 1; }
test -d results || { cat ./*.log >&2; exit 1; }
"$here/same.sh" whole results
grep -q 'by Slurm' rumeur-*_3.log

# A long task of each: it is killed after it has begun, requeued by its manager, and knows its shard still.
rm -rf shards results ./*.log
export REPLICATES=${REPLICATES:-400_000}
rumeur run scenarios --replicates "$REPLICATES" --out long --quiet
sed 's/rumeur run/rumeur run --replicates "$REPLICATES"/' "$examples/array.sbatch" >array.sbatch
job=$(sbatch --parsable array.sbatch)
for _ in {1..200}; do
    [ -e shards/2.partial ] && break
    sleep .05
done
test -e shards/2.partial || { echo "the task to be killed did not begin" >&2; exit 1; }
scontrol requeue "${job}_2"
gone "$job" || { cat ./*.log >&2; exit 1; }
merge=$(sbatch --parsable "$examples/merge.sbatch")
gone "$merge"
test -d results || { cat ./*.log >&2; exit 1; }
"$here/same.sh" long results

# One task alone, submitted again: its total is said by RUMEUR_SHARDS.
rm -rf shards/3 results
gone "$(sbatch --parsable --array=3 array.sbatch)"
gone "$(sbatch --parsable "$examples/merge.sbatch")"
"$here/same.sh" long results
echo "Slurm: an array, a requeued task and a task submitted again give the bytes of one run"
