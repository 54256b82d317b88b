#!/usr/bin/env python3
"""Indices against SALib and SciPy on the same samples: `indices.py PATH-OF-THE-EXAMPLE`.

Ishigami's function, the g-function and a sum of normal numbers, in the design of Sobol's indices and as given data.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample
from scipy.stats import spearmanr

WITHIN = 1e-10


def ishigami(x):
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2


def g_function(x):
    a = np.array([0.0, 1.0, 4.5, 9.0])
    return np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)


def steps(x):
    """Many ties, and an input that does nothing."""
    return np.floor(5 * x[:, 0]) + np.floor(3 * x[:, 1])


def run(example, kind, header, rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sample.csv")
        with path.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(header)
            writer.writerows([[repr(float(value)) for value in row] for row in rows])
        text = subprocess.run([example, kind, path], check=True, capture_output=True, text=True).stdout
    return np.array([[float(field) for field in line.split(",")] for line in text.splitlines()[1:]])


def compare(name, found, expected):
    off = float(np.max(np.abs(found - expected)))
    print(f"{name}: off by {off:.1e}")
    if not off < WITHIN:
        raise SystemExit(f"{name}: {found} against {expected}")


def main():
    example = sys.argv[1]
    for name, function, inputs in [("ishigami", ishigami, 3), ("g", g_function, 4), ("steps", steps, 3)]:
        problem = {"num_vars": inputs, "names": [f"x{i}" for i in range(inputs)], "bounds": [[0, 1]] * inputs}
        x = sample.sample(problem, 1024, calc_second_order=False, seed=317)
        y = function(x)
        indices = analyze.analyze(problem, y, calc_second_order=False, seed=317)
        # Row by row SALib has A, A with each input from B, B.
        table = y.reshape(-1, inputs + 2)
        design = np.column_stack([table[:, 0], table[:, -1], table[:, 1:-1]])
        found = run(example, "design", ["a", "b", *problem["names"]], design)
        compare(f"{name}, design", found, np.column_stack([indices["S1"], indices["ST"]]))

        rng = np.random.default_rng(317)
        x = rng.random((1000, inputs))
        y = function(x) + 0.1 * np.floor(4 * rng.random(1000))
        for i in range(inputs):
            order = np.argsort(x[:, i], kind="stable")
            along = y[order]
            rank = (np.mean(along * np.roll(along, -1)) - np.mean(y) ** 2) / np.var(y)
            found = run(example, "given", ["x", "y"], np.column_stack([x[:, i], y]))
            compare(f"{name}, given x{i}", found, np.array([[spearmanr(x[:, i], y).statistic, rank]]))


if __name__ == "__main__":
    main()
