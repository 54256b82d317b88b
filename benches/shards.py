#!/usr/bin/env python3
"""How the work of a run and of merging grows with the number of shards: shards.py RUMEUR [SCENARIO.toml] [--replicates N] [N...].

For each number of shards: the processor time of one run, of all shards and of the merge, their ratios, the peak of memory of the
merge, and the bytes of a shard. The merged tables are compared with those of one run."""

import argparse
import filecmp
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("rumeur")
parser.add_argument("scenario", nargs="?", default=Path(__file__).parent.parent / "scenarios" / "hotel.toml")
parser.add_argument("shards", nargs="*", type=int, default=[1, 4, 16, 64])
parser.add_argument("--replicates", default="200_000")
arguments = parser.parse_args()
scenario = Path(arguments.scenario).resolve()
rumeur = shutil.which(arguments.rumeur) or str(Path(arguments.rumeur).resolve())


def run(*words):
    """Processor time in seconds and the peak of memory in MB of a command."""
    process = subprocess.Popen([rumeur, *map(str, words), "--quiet"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, words
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def same(one, other):
    compared = filecmp.dircmp(one, other, ignore=["run.json"])
    assert not compared.left_only and not compared.right_only, compared.report()
    _, differ, errors = filecmp.cmpfiles(one, other, compared.common_files, shallow=False)
    assert not differ and not errors, differ
    for folder in compared.common_dirs:
        same(Path(one) / folder, Path(other) / folder)


print("shards,run_s,shards_s,overhead,merge_s,merge_per_shard_ms,merge_mb,shard_kb,sums_kb")
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    one, _ = run("run", scenario, "--replicates", arguments.replicates, "--threads", 1, "--out", "whole")
    for many in arguments.shards:
        shutil.rmtree("shards", ignore_errors=True)
        names = [f"shards/{number}" for number in range(1, many + 1)]
        work = sum(
            run("run", scenario, "--replicates", arguments.replicates, "--threads", 1, "--shard", f"{number}/{many}", "--out", name)[0]
            for number, name in enumerate(names, 1)
        )
        merge, memory = run("merge", *names, "--threads", 1, "--force", "--out", "merged")
        same("whole", "merged")
        size = sum(path.stat().st_size for path in Path("shards/1").rglob("*") if path.is_file())
        sums = sum(path.stat().st_size for path in Path("shards/1").rglob("shard.sums"))
        print(
            f"{many},{one:.2f},{work:.2f},{work / one:.3f},{merge:.3f},{1000 * merge / many:.1f},{memory:.0f},"
            f"{size / 1000:.0f},{sums / 1000:.0f}",
            flush=True,
        )
