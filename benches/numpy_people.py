"""The classic, person by person: each silent customer is drawn, put into a group and given an audience.

usage: numpy_people.py REPLICATES [SEED]; prints the seconds of the simulation alone, imports not counted.
"""
import sys
import time

import numpy as np

QUANTILES = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]


def main():
    replicates = int(float(sys.argv[1]))
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 317)
    start = time.perf_counter()
    reach = np.empty(replicates, dtype=np.int64)
    silent = np.empty(replicates, dtype=np.int64)
    for replicate in range(replicates):
        people = rng.negative_binomial(1, 1 / 27)
        ordinary = rng.random(people) < 23 / 26
        audience = np.where(ordinary, 10, 20)
        silent[replicate] = people
        reach[replicate] = audience.sum()
    for values in (silent, 1 + silent, reach, 1 + silent + reach):
        np.mean(values), np.std(values, ddof=1), np.quantile(values, QUANTILES, method="inverted_cdf")
    seconds = time.perf_counter() - start
    print(f"{seconds:.6f}")
    print(f"reach {reach.mean():.3f} +- {reach.std(ddof=1) / replicates ** 0.5:.3f}", file=sys.stderr)


main()
