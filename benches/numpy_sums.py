"""The classic, vectorized: sums drawn in one go, the same metrics and quantiles as summary.csv.

usage: numpy_sums.py REPLICATES [SEED]; prints the seconds of the simulation alone, imports not counted.
"""
import sys
import time

import numpy as np

QUANTILES = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]


def classic(replicates, rng):
    complaints = np.ones(replicates, dtype=np.int64)
    silent = rng.negative_binomial(1, 1 / 27, replicates)
    recovered = rng.binomial(complaints, 0.0)
    unresolved = complaints - recovered
    ordinary = rng.binomial(silent, 23 / 26)
    reach = 10 * ordinary + 20 * (silent - ordinary)
    dissatisfied = complaints + silent
    aware = dissatisfied + reach
    zero = np.zeros(replicates, dtype=np.int64)
    lost = rng.binomial(dissatisfied, 0.0)
    prospects_lost = rng.binomial(reach, 0.0)
    revenue = lost * 0.0 + prospects_lost * 0.0
    cost = complaints * 0.0 + recovered * 0.0
    return {
        "complaints": complaints, "dissatisfied": dissatisfied, "silent": silent, "unresolved": unresolved,
        "recovered": recovered, "tellers": silent, "impressions": reach, "reach": reach, "overlap": zero,
        "ambivalent": zero, "aware": aware, "aware_per_complaint": aware / complaints, "positive_impressions": zero,
        "positive_reach": zero, "customers_lost": lost, "prospects_lost": prospects_lost, "prospects_won": zero,
        "revenue_lost": revenue, "cost": cost, "net_loss": revenue + cost,
    }


def summary(values):
    ordered = np.sort(values)
    n = len(values)
    ranks = [int(np.ceil(q * n)) - 1 for q in QUANTILES]
    return [values.mean(), values.std(ddof=1), ordered[0], *ordered[ranks], ordered[-1]]


def main():
    replicates = int(float(sys.argv[1]))
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 317)
    start = time.perf_counter()
    rows = {name: summary(values) for name, values in classic(replicates, rng).items()}
    seconds = time.perf_counter() - start
    print(f"{seconds:.6f}")
    print(f"reach {rows['reach'][0]:.3f} +- {rows['reach'][1] / replicates ** 0.5:.3f}", file=sys.stderr)


main()
