#!/usr/bin/env python3
"""Cascades by rumeur, by cynetdiff (C++) and by a numba program with gap jumps, side by side.

One thread, simulation only, the same edge list, the same starters, the same number of replicates; the median of five
rounds in which the three take turns. The mean number aware must agree within four standard errors each time.

    pip install cynetdiff numba numpy pandas python-igraph
    cargo build --release --example cascade --example network_times
    python benches/networks_compare.py [--quick] [CASE]...

Further cases: `generators` (against python-igraph), `reading` (against pandas' C reader and igraph's), `threads` (two
against one), `memory` (100 million directed contacts).
"""

import argparse
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import igraph
import numba
import numpy as np
import pandas
from cynetdiff.models import IndependentCascadeModel

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


# --- the numba program -------------------------------------------------------------------------------------------


@numba.njit(inline="always")
def draw(state):
    """xoshiro256+ (Blackman and Vigna 2021): the next number in (0, 1]."""
    result = state[0] + state[3]
    t = state[1] << np.uint64(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= t
    state[3] = (state[3] << np.uint64(45)) | (state[3] >> np.uint64(19))
    return (np.float64(result >> np.uint64(11)) + 1.0) * (1.0 / 9007199254740992.0)


@numba.njit
def independent_cascade(starts, targets, p, starters, replicates, state, seen, queue, epoch, counts):
    """Every contact with probability p, by jumping from one that is told to the next."""
    inverse = 1.0 / math.log1p(-p)
    for replicate in range(replicates):
        epoch += 1
        tail = 0
        for person in starters:
            seen[person] = epoch
            queue[tail] = person
            tail += 1
        head = 0
        while head < tail:
            person = queue[head]
            head += 1
            position = starts[person] + np.int64(math.log(draw(state)) * inverse)
            end = starts[person + 1]
            while position < end:
                contact = targets[position]
                if seen[contact] != epoch:
                    seen[contact] = epoch
                    queue[tail] = contact
                    tail += 1
                position += 1 + np.int64(math.log(draw(state)) * inverse)
        counts[replicate] = tail
    return epoch


@numba.njit
def weighted_cascade(starts, targets, chances, starters, replicates, state, seen, queue, epoch, counts):
    """Contacts by falling chance: jumps under the largest that is left, then thins."""
    for replicate in range(replicates):
        epoch += 1
        tail = 0
        for person in starters:
            seen[person] = epoch
            queue[tail] = person
            tail += 1
        head = 0
        while head < tail:
            person = queue[head]
            head += 1
            position = starts[person]
            end = starts[person + 1]
            while position < end:
                bound = chances[position]
                if bound < 1.0:
                    position += np.int64(math.log(draw(state)) / math.log1p(-bound))
                    if position >= end:
                        break
                if draw(state) * bound <= chances[position]:
                    contact = targets[position]
                    if seen[contact] != epoch:
                        seen[contact] = epoch
                        queue[tail] = contact
                        tail += 1
                position += 1
        counts[replicate] = tail
    return epoch


# --- one case ----------------------------------------------------------------------------------------------------


def adjacency(people, edges):
    """Both directions of every edge, by person."""
    sources = np.concatenate([edges[:, 0], edges[:, 1]])
    targets = np.concatenate([edges[:, 1], edges[:, 0]])
    order = np.argsort(sources, kind="stable")
    degrees = np.bincount(sources, minlength=people)
    starts = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(degrees, out=starts[1:])
    return starts, targets[order].astype(np.uint32), degrees


class Rumeur:
    name = "rumeur"

    def __init__(self, folder, edges, per_contact, starters):
        path = folder / "edges.txt"
        pandas.DataFrame(edges).to_csv(path, sep=" ", header=False, index=False)
        (folder / "starters.txt").write_text("\n".join(map(str, starters)))
        command = [ROOT / "target/release/examples/cascade", path, str(per_contact), folder / "starters.txt"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"
        self.first = 0

    def run(self, replicates, threads=1):
        self.process.stdin.write(f"{self.first} {replicates} {threads}\n")
        self.process.stdin.flush()
        self.first += replicates
        return tuple(float(field) for field in self.process.stdout.readline().split())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Cynetdiff:
    name = "cynetdiff"

    def __init__(self, graph, per_contact, starters):
        starts, targets, degrees = graph
        arguments = {"activation_prob": per_contact}
        if per_contact == "inverse_degree":
            arguments = {"activation_probs": (1.0 / degrees[targets]).astype(np.float32)}
        self.model = IndependentCascadeModel(starts[:-1].astype(np.uint32), targets, rng=1, **arguments)
        self.model.set_seeds([int(person) for person in starters])

    def run(self, replicates):
        model, counts = self.model, []
        start = time.perf_counter()
        for _ in range(replicates):
            model.reset_model()
            model.advance_until_completion()
            counts.append(model.get_num_activated_nodes())
        return (time.perf_counter() - start, *moments(np.array(counts)))


class Numba:
    name = "numba"

    def __init__(self, graph, per_contact, starters):
        starts, targets, degrees = graph
        self.starters = np.array(starters, dtype=np.uint32)
        self.state = np.random.default_rng(1).integers(0, 2**63, 4).astype(np.uint64)
        self.seen = np.zeros(len(degrees), dtype=np.uint32)
        self.queue = np.zeros(len(degrees), dtype=np.uint32)
        self.epoch = 0
        if per_contact == "inverse_degree":
            chances = 1.0 / degrees[targets]
            sources = np.repeat(np.arange(len(degrees)), degrees)
            order = np.lexsort((-chances, sources))
            self.cascade, self.arguments = weighted_cascade, (starts, targets[order], chances[order])
        else:
            self.cascade, self.arguments = independent_cascade, (starts, targets, per_contact)
        self.run(1)

    def run(self, replicates):
        counts = np.zeros(replicates, dtype=np.int64)
        start = time.perf_counter()
        self.epoch = self.cascade(
            *self.arguments, self.starters, replicates, self.state, self.seen, self.queue, self.epoch, counts
        )
        return (time.perf_counter() - start, *moments(counts))


def moments(counts):
    return counts.mean(), counts.std() / math.sqrt(max(len(counts) - 1, 1))


def graph_edges(kind, people, contacts):
    igraph.set_random_number_generator(random.Random(1))
    if kind == "preferential":
        graph = igraph.Graph.Barabasi(people, contacts)
    else:
        graph = igraph.Graph.Watts_Strogatz(1, people, contacts // 2, 0.1)
    graph.simplify()
    return np.array(graph.get_edgelist(), dtype=np.int64)


# name: (kind, people, contacts, per_contact, starters, replicates a round, at least times cynetdiff)
CASES = {
    "ba-10k": ("preferential", 10_000, 5, 0.1, 10, 4_000, 4.0),
    "ba-1m-.01": ("preferential", 1_000_000, 10, 0.01, 100, 40_000, 6.0),
    "ba-1m-.05": ("preferential", 1_000_000, 10, 0.05, 100, 20, 10.0),
    "ws-1m": ("small_world", 1_000_000, 10, 0.2, 10, 10, 8.0),
    "wc-1m": ("preferential", 1_000_000, 10, "inverse_degree", 10_000, 40, 4.0),
}


def compare(name, quick, cache):
    kind, people, contacts, per_contact, starters, replicates, target = CASES[name]
    if (kind, people) not in cache:
        cache.clear()
        edges = graph_edges(kind, people, contacts)
        cache[kind, people] = edges, adjacency(people, edges)
    edges, graph = cache[kind, people]
    starters = np.random.default_rng(7).choice(people, starters, replace=False)
    replicates = max(2, replicates // 10) if quick else replicates
    with tempfile.TemporaryDirectory() as folder:
        rumeur = Rumeur(Path(folder), edges, per_contact, starters)
        programs = [rumeur, Cynetdiff(graph, per_contact, starters), Numba(graph, per_contact, starters)]
        for program in programs:
            program.run(2)
        rounds = [[program.run(replicates) for program in programs] for _ in range(ROUNDS)]
        rumeur.close()
    medians = [statistics.median(row[index][0] for row in rounds) for index in range(3)]
    for row in rounds:
        for other in row[1:]:
            apart = abs(row[0][1] - other[1]) / max(math.hypot(row[0][2], other[2]), 1e-12)
            assert apart < 4.0, f"{name}: means {row[0][1]} and {other[1]} are {apart} standard errors apart"
    ms = [1e3 * median / replicates for median in medians]
    print(
        f"{name:10}  aware {rounds[0][0][1]:10.1f}   ms a replicate: rumeur {ms[0]:9.4f}  cynetdiff {ms[1]:9.4f}"
        f"  numba {ms[2]:9.4f}   times cynetdiff {ms[1] / ms[0]:5.1f} (at least {target})"
        f"  numba {ms[2] / ms[0]:4.1f} (at least 2.5)",
        flush=True,
    )


# --- making networks ---------------------------------------------------------------------------------------------


def network_times(*arguments, threads=None):
    """The numbers of every line that the program prints."""
    command = [ROOT / "target/release/examples/network_times", *map(str, arguments)]
    environment = os.environ | ({"RAYON_NUM_THREADS": str(threads)} if threads else {})
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True).stdout
    return [tuple(float(field) for field in line.split()) for line in printed.splitlines()]


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def generators(quick):
    people = 100_000 if quick else 1_000_000
    kinds = {
        "random": (20, lambda: igraph.Graph.Erdos_Renyi(people, m=10 * people)),
        "preferential": (10, lambda: igraph.Graph.Barabasi(people, 10)),
        "small_world": (10, lambda: igraph.Graph.Watts_Strogatz(1, people, 5, 0.1)),
    }
    for kind, (contacts, by_igraph) in kinds.items():
        rounds = [
            (network_times(kind, people, contacts, threads=1)[0][0], timed(by_igraph)) for _ in range(ROUNDS)
        ]
        own, other = (statistics.median(column) for column in zip(*rounds))
        print(f"{kind:13} {people} people: rumeur {own:.3f} s  igraph {other:.3f} s   {own / other:.2f} (at most 1.5)")


def reading(quick):
    lines = 2_000_000 if quick else 20_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edges.txt"
        edges = np.random.default_rng(1).integers(0, lines // 20, (lines, 2))
        pandas.DataFrame(edges).to_csv(path, sep=" ", header=False, index=False)
        rounds = [
            (
                network_times("read", path)[0][0],
                timed(lambda: pandas.read_csv(path, sep=" ", header=None)),
            )
            for _ in range(ROUNDS)
        ]
        by_igraph = timed(lambda: igraph.Graph.Read_Edgelist(str(path), directed=False))
    own, other = (statistics.median(column) for column in zip(*rounds))
    print(
        f"reading {lines} contacts: rumeur {own:.2f} s (numbered, sorted, without repeats)  pandas {other:.2f} s (parsed)"
        f"  igraph {by_igraph:.1f} s   times pandas {other / own:.1f} (at least 5)"
    )


def threads(quick):
    edges = graph_edges("preferential", 1_000_000, 10)
    starters = np.random.default_rng(7).choice(1_000_000, 100, replace=False)
    with tempfile.TemporaryDirectory() as folder:
        rumeur = Rumeur(Path(folder), edges, 0.05, starters)
        rumeur.run(4)
        rounds = [(rumeur.run(20 if quick else 100)[0], rumeur.run(20 if quick else 100, 2)[0]) for _ in range(ROUNDS)]
        rumeur.close()
    one, two = (statistics.median(column) for column in zip(*rounds))
    print(f"threads: two are {one / two:.2f} times one (at least 1.6)")


def memory(quick):
    people = 500_000 if quick else 5_000_000
    (made, contacts), (simulated, aware), (peak,) = network_times("cascade", people, 10)
    print(
        f"memory: {2 * contacts / 1e6:.0f} million directed contacts made in {made:.1f} s, ten cascades of"
        f" {aware:.0f} people in {simulated:.2f} s, {peak / 1024:.0f} MB (at most 1500)"
    )


OTHERS = {"generators": generators, "reading": reading, "threads": threads, "memory": memory}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join([*CASES, *OTHERS]))
    parser.add_argument("--quick", action="store_true", help="a tenth of the replicates")
    arguments = parser.parse_args()
    cache = {}
    for name in arguments.cases or CASES:
        if name in OTHERS:
            OTHERS[name](arguments.quick)
        else:
            compare(name, arguments.quick, cache)


if __name__ == "__main__":
    sys.exit(main())
