"""Draws scenarios over all keys, runs them with `rumeur` and with the reference, and compares every metric.

Usage: python tests/reference/compare.py PATH_OF_RUMEUR [--scenarios N] [--seed S]

A mean may be four standard errors away, and the share of the reference's replicates at or below a quantile of `rumeur` four
binomial errors. Seeds are fixed, so the outcome is the same at every run.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

from reference import Network, simulate

REPLICATES = 20_000
QUANTILES = {"p10": 0.10, "p50": 0.50, "p90": 0.90}


def audience(rng, on_network, service, weighted=False):
    """The keys of one audience, relative to it; an empty path is the plain number."""
    laws = [
        lambda: {"": int(rng.integers(0, 8))},
        lambda: {".poisson": float(rng.choice([0.0, 0.4, 2.5, 7.0]))},
        lambda: {".uniform": sorted(int(n) for n in rng.integers(0, 9, 2))},
        lambda: {".negative_binomial.mean": 3.0, ".negative_binomial.dispersion": float(rng.choice([0.5, 2.0]))},
        lambda: {".geometric": float(rng.choice([0.3, 3.0]))},
        lambda: {".lognormal.median": float(rng.choice([0.4, 3.0])), ".lognormal.sigma": float(rng.choice([0.0, 0.8]))},
        lambda: {".zipf.exponent": 2.0, ".zipf.max": 12},
        lambda: {".empirical": {"0": 3, "1": 2, "6": float(rng.integers(0, 3))}},
    ]
    if service:
        laws.append(lambda: {".indignation": [2, 9]})
    if on_network:
        kinds = [0.0, 0.3, "inverse_degree"] + (["weight"] if weighted else [])
        laws.append(lambda: {".per_contact": kinds[rng.integers(len(kinds))]})
    return laws[rng.integers(len(laws))]()


def share(rng):
    return float(rng.choice([0.0, 0.15, 0.5, 0.8, 1.0]))


def draw_origin(rng, on_network):
    most = 8 if on_network else 40
    kind = rng.integers(6)
    if kind == 0:
        return {"customers.complaints": int(rng.integers(1, 5)), "customers.silent_per_complaint": 4.0}, False
    if kind == 1:
        return {"customers.complaints": int(rng.integers(1, 5)), "customers.observed_voice_rate": 0.3}, False
    if kind == 2:
        return {"customers.complaints": int(rng.integers(1, 5)), "customers.silent": int(rng.integers(0, most))}, False
    if kind == 3:
        return {"customers.dissatisfied": int(rng.integers(0, most)), "voice.rate": share(rng)}, False
    served = {"customers.served": int(rng.integers(1, most)), "voice.rate": share(rng)}
    if kind == 4:
        return served | {"customers.problem_rate": share(rng)}, False
    service = {
        "service.expectation.mean": 7.0,
        "service.expectation.sd": 1.0,
        "service.combine": str(rng.choice(["any", "mean"])),
        "service.tolerance": float(rng.choice([0.0, 0.5])),
        "service.rage": 2.0,
        "service.touchpoints.desk.mean": 7.5,
        "service.touchpoints.desk.sd": 1.0,
        "service.touchpoints.room.mean": 8.0,
        "service.touchpoints.room.sd": 0.5,
        "service.touchpoints.room.weight": 2.0,
    }
    return served | service, True


def draw_network(rng, folder, name):
    """Keys and the network; about 40 people, so that every customer fits."""
    kind = rng.integers(3)
    if kind == 0:
        people = int(rng.integers(60, 200))
        return {"network.well_mixed.population": people}, Network(people), False
    people, directed, weighted = 60, bool(rng.integers(2)), bool(rng.integers(2))
    pairs = [(a, b) for a in range(people) for b in range(people) if a != b and (directed or a < b)]
    chosen = sorted(rng.choice(len(pairs), 150 if directed else 90, replace=False).tolist())
    # Everybody is named: a line with oneself names a person alone.
    edges = [pairs[index] for index in chosen]
    weights = [float(np.float32(rng.integers(1, 100) / 100)) for _ in edges]
    contacts = [[] for _ in range(people)]
    strengths = [[] for _ in range(people)]
    for (a, b), weight in zip(edges, weights):
        contacts[a].append(b)
        strengths[a].append(weight)
        if not directed:
            contacts[b].append(a)
            strengths[b].append(weight)
    lines = [f"{a},{b},{weight}" if weighted else f"{a},{b}" for (a, b), weight in zip(edges, weights)]
    lines += [f"{person},{person},1" if weighted else f"{person},{person}" for person in range(people)]
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    keys = {"network.file.path": f"{name}.csv", "network.file.directed": directed}
    arrays = [np.array(list_, int) for list_ in contacts]
    return keys, Network(people, arrays, [np.array(list_) for list_ in strengths] if weighted else None), weighted


def draw_scenario(rng, folder, number):
    name = f"s{number:03}"
    on_network = rng.random() < 0.4
    values, service = draw_origin(rng, on_network)
    network, weighted = None, False
    if on_network:
        keys, network, weighted = draw_network(rng, folder, name)
        values |= keys
    values |= {"voice.asked": share(rng), "voice.admits": share(rng), "recovery.rate": share(rng)}
    if rng.random() < 0.3:
        values["customers.exact_groups"] = True
    for outcome in ("silent", "unresolved", "recovered", "satisfied"):
        values[f"{outcome}.stays"] = share(rng)
        if rng.random() < 0.5:
            for key, value in audience(rng, on_network, service and outcome != "satisfied", weighted).items():
                values[f"{outcome}.audience{key}"] = value
        else:
            for group in ("a", "b", "c")[: rng.integers(1, 4)]:
                path = f"{outcome}.groups.{group}"
                values[f"{path}.share"] = float(rng.integers(1, 5))
                if rng.random() < 0.3:
                    values[f"{path}.stays"] = share(rng)
                for key, value in audience(rng, on_network, service and outcome != "satisfied", weighted).items():
                    values[f"{path}.audience{key}"] = value
    if rng.random() < 0.6:
        mean = {"": 2} if rng.random() < 0.5 else {".poisson": 1.5}
        values |= {f"retelling.audience{key}": value for key, value in mean.items()}
        values |= {"retelling.rate": float(rng.choice([0.1, 0.3])), "retelling.decay": float(rng.choice([0.5, 1.0]))}
        values["retelling.generations"] = [2, 3, "unlimited"][rng.integers(3)]
    values |= {
        "damage.customer_value": 120.5,
        "damage.prospect_value": 40.0,
        "damage.listeners_in_market": 0.4,
        "damage.deterred": 0.3,
        "damage.won": 0.2,
        "damage.complaint_cost": 3.0,
        "damage.recovery_cost": 11.0,
        "damage.fixed_cost": 7.25,
    }
    text = "".join(f"{key} = {toml(value)}\n" for key, value in values.items())
    (folder / f"{name}.toml").write_text(text + f"run.replicates = {REPLICATES}\nrun.seed = {number}\n")
    return name, values, network


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {toml(item)}' for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return repr(value)


def compare(name, values, network, rows, seed):
    """Sentences about what differs, and how many comparisons were made."""
    replicates = 600 if network is not None else 3_000
    found = simulate(values, replicates, seed, network)
    faults, made = [], 0
    for metric, sample in found.items():
        row = rows[metric]
        if row["mean"] == "":
            faults.append(f"{name} {metric}: undefined, and {sample.mean()} by the reference")
            continue
        mean, std_dev = float(row["mean"]), float(row["std_dev"])
        spread = max(std_dev, sample.std())
        error = spread * math.sqrt(1 / replicates + 1 / REPLICATES)
        made += 1
        if abs(mean - sample.mean()) > 4 * error + 1e-9 * abs(mean):
            faults.append(f"{name} {metric}: mean {mean}, and {sample.mean()} by the reference (error {error})")
        for column, level in QUANTILES.items():
            value = float(row[column])
            slack = 4 * math.sqrt(level * (1 - level) * (1 / replicates + 1 / REPLICATES))
            below, up_to = (sample < value - 1e-9).mean(), (sample <= value + 1e-9).mean()
            made += 1
            if up_to < level - slack or below > level + slack:
                faults.append(f"{name} {metric}: {column} {value}, and {below} below, {up_to} up to it by the reference")
    for metric in ("satisfied", "positive_impressions", "positive_reach", "ambivalent", "prospects_won"):
        if metric not in found and rows[metric]["mean"] != "":
            faults.append(f"{name} {metric}: {rows[metric]['mean']}, and undefined by the reference")
    return faults, made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rumeur", type=pathlib.Path)
    parser.add_argument("--scenarios", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    faults, made = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        scenarios = [draw_scenario(rng, folder, number) for number in range(asked.scenarios)]
        command = [asked.rumeur.resolve(), "run", ".", "--out", "results", "--quiet"]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"rumeur ended with {run.returncode}:\n{run.stderr}")
        for number, (name, values, network) in enumerate(scenarios):
            with open(folder / "results" / name / "summary.csv", newline="") as file:
                rows = {row["metric"]: row for row in csv.DictReader(file)}
            new, count = compare(name, values, network, rows, asked.seed * 1_000 + number)
            faults += new
            made += count
            if new:
                print((folder / f"{name}.toml").read_text(), file=sys.stderr)
    print("\n".join(faults) or "all agree", file=sys.stderr)
    print(f"{made - len(faults)} passed, {len(faults)} failed")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
