"""The classic, person by person: everybody is an element of an array that is drawn on its own, and the same metrics.

Each dissatisfied customer complains, belongs to a group, tells an audience and leaves or stays; each listener is deterred
or not.

usage: numpy_people.py REPLICATES [SEED]; prints the seconds of the simulation alone, imports not counted.
"""
import sys
import time

import numpy as np

QUANTILES = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]
NAMES = [
    "complaints", "dissatisfied", "silent", "unresolved", "recovered", "tellers", "impressions", "reach", "overlap",
    "ambivalent", "aware", "aware_per_complaint", "positive_impressions", "positive_reach", "customers_lost",
    "prospects_lost", "prospects_won", "revenue_lost", "cost", "net_loss",
]


def people_until_a_complaint(rng):
    """Whether each dissatisfied customer complains, until the first does."""
    coins = rng.random(64) < 1 / 27
    while not coins.any():
        coins = np.append(coins, rng.random(64) < 1 / 27)
    return coins[: coins.argmax() + 1]


def replicate(rng):
    complains = people_until_a_complaint(rng)
    complaints = int(complains.sum())
    recovered = int((rng.random(complaints) < 0.0).sum())
    dissatisfied = len(complains)
    silent = dissatisfied - complaints
    audience = np.where(rng.random(silent) < 23 / 26, 10, 20)
    listeners = int(audience.sum())
    lost = int((rng.random(dissatisfied) < 0.0).sum())
    deterred = int((rng.random(listeners) < 0.0).sum())
    revenue = lost * 0.0 + deterred * 0.0
    cost = complaints * 0.0 + recovered * 0.0
    aware = dissatisfied + listeners
    return (
        complaints, dissatisfied, silent, complaints - recovered, recovered, silent, listeners, listeners, 0, 0, aware,
        aware / complaints, 0, 0, lost, deterred, 0, revenue, cost, revenue + cost,
    )


def main():
    replicates = int(float(sys.argv[1]))
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 317)
    start = time.perf_counter()
    rows = np.array([replicate(rng) for _ in range(replicates)])
    for column in rows.T:
        np.mean(column), np.std(column, ddof=1), np.quantile(column, QUANTILES, method="inverted_cdf")
    seconds = time.perf_counter() - start
    print(f"{seconds:.6f}")
    reach = rows[:, NAMES.index("reach")]
    print(f"reach {reach.mean():.3f} +- {reach.std(ddof=1) / replicates ** 0.5:.3f}", file=sys.stderr)


main()
