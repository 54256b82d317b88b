#!/usr/bin/env bash
# others.sh WHAT: GNU parallel, make or Snakemake share a run out, with `rumeur` on the PATH; the bytes are those of one run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples/cluster
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir scenarios
cp "$here/../../scenarios/"{classic,hotel}.toml scenarios/
rumeur run scenarios --out whole --quiet
case $1 in
    parallel) "$examples/parallel.sh" ;;
    make) make -j2 -f "$examples/Makefile" ;;
    snakemake) snakemake --snakefile "$examples/Snakefile" --cores 2 --quiet all ;;
    *) echo "no such manager: $1" >&2; exit 2 ;;
esac
"$here/same.sh" whole results
echo "$1: the bytes of one run"
