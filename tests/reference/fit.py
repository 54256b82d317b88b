#!/usr/bin/env python3
"""The maxima of `rumeur fit survey` against scipy.optimize: 30 random surveys for each law, with and without rounding.

    python tests/reference/fit.py target/release/rumeur

Two things must hold to 1e-6 in log-likelihood: the numbers that rumeur reports have the log-likelihood that it reports, by laws
written here again; and scipy.optimize, from starts of its own, finds nothing better.
"""

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import optimize, special

SETS = int(sys.argv[2]) if len(sys.argv) > 2 else 30
TOLERANCE = 1e-6


def expit(x):
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def poisson(mean, k):
    return np.exp(special.xlogy(k, mean) - mean - special.gammaln(k + 1))


def binomial(mean, dispersion, k):
    """Negative binomial, for k from 0 on; near a Poisson law, too, where the dispersion is beyond all bounds."""
    rising = np.concatenate(([0.0], np.cumsum(np.log1p(k[:-1] / dispersion))))
    odds = np.log1p(mean / dispersion)
    return np.exp(rising - special.gammaln(k + 1) - dispersion * odds + k * (np.log(mean) - odds))


def inflated(zero, masses):
    masses = (1 - zero) * masses
    masses[0] += zero
    return masses


def lognormal(median, sigma, numbers):
    edges = np.log((np.append(numbers, numbers[-1] + 1) - 0.5).clip(1e-300) / median) / sigma
    edges[0] = -np.inf
    upper = special.ndtr(-edges[:-1]) - special.ndtr(-edges[1:])
    lower = special.ndtr(edges[1:]) - special.ndtr(edges[:-1])
    return np.where(edges[:-1] > 0, upper, lower)


def masses(law, numbers, last, highest):
    """The chances of 0 to `highest`; `last` is the largest number that a Zipf law knows."""
    k = np.arange(highest + 1)
    if law == "poisson":
        return poisson(numbers["mean"], k)
    if law == "geometric":
        return binomial(numbers["mean"], 1.0, k)
    if law == "negative_binomial":
        return binomial(numbers["mean"], numbers["dispersion"], k)
    if law == "zero_inflated_poisson":
        return inflated(numbers["zero"], poisson(numbers["mean"], k))
    if law == "zero_inflated_negative_binomial":
        return inflated(numbers["zero"], binomial(numbers["mean"], numbers["dispersion"], k))
    if law == "lognormal":
        return lognormal(numbers["median"], numbers["sigma"], k.astype(float))
    weights = np.arange(1.0, last + 1) ** -numbers["exponent"]
    known = np.zeros(highest + 1)
    known[1 : last + 1] = weights[:highest]
    return known / weights.sum()


def said(masses, fives, tens):
    """What people say who round above 10."""
    result = masses.copy()
    result[11:] *= 1 - fives - tens
    k = np.arange(11, len(masses))
    for step, share in ((5, fives), (10, tens)):
        rounded = (k + step // 2) // step * step
        inside = rounded < len(masses)
        np.add.at(result, rounded[inside], share * masses[11:][inside])
    return result


def log_likelihood(law, numbers, answers, last):
    # Who rounds to a number that was said told at most half of the step more.
    highest = max(low if high is None else high for low, high in answers) + 10
    chances = masses(law, numbers, last, highest)
    if "fives" in numbers:
        chances = said(chances, numbers["fives"], numbers["tens"])
    total = 0.0
    for (low, high), count in answers.items():
        chance = chances[low : high + 1].sum() if high is not None else 1 - chances[:low].sum()
        if not chance > 0:
            return -np.inf
        total += count * np.log(chance)
    return total


NAMES = {
    "poisson": ["mean"],
    "geometric": ["mean"],
    "negative_binomial": ["mean", "dispersion"],
    "zero_inflated_poisson": ["zero", "mean"],
    "zero_inflated_negative_binomial": ["zero", "mean", "dispersion"],
    "lognormal": ["median", "sigma"],
    "zipf": ["exponent"],
}


def numbers_of(law, heaped, theta):
    numbers = {}
    for name, value in zip(NAMES[law], theta):
        numbers[name] = expit(value) if name == "zero" else np.exp(np.clip(value, -30, 30))
    if heaped:
        a, b = np.exp(np.clip(theta[-2:], -40, 40))
        numbers |= {"fives": a / (1 + a + b), "tens": b / (1 + a + b)}
    return numbers


def best(law, heaped, answers, last):
    middle = {(low, high): low if high is None else (low + high) / 2 for low, high in answers}
    count = sum(answers.values())
    mean = max(sum(middle[key] * weight for key, weight in answers.items()) / count, 0.05)
    first = {"mean": np.log(mean), "median": np.log(mean) - 0.4, "dispersion": 0.3, "sigma": -0.2, "zero": -1.0, "exponent": 0.2}
    found = -np.inf
    for shift in (0.0, 0.7):
        theta = [first[name] + (shift if name in ("zero", "dispersion") else 0.0) for name in NAMES[law]] + [-1.2] * (2 * heaped)
        for _ in range(3):
            value = lambda theta: -log_likelihood(law, numbers_of(law, heaped, theta), answers, last)
            options = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4_000, "maxfev": 4_000}
            ended = optimize.minimize(value, theta, method="Nelder-Mead", options=options)
            theta, gained = ended.x, -ended.fun - found
            found = max(found, -ended.fun)
            if gained < 1e-9:
                break
        if len(NAMES[law]) + 2 * heaped == 1:
            break
    return found


def drawn(law, random):
    """A survey from a law with random numbers: answers, some of them open or ranges, some rounded."""
    mean = random.uniform(0.8, 9)
    size = int(random.integers(80, 400))
    dispersion = random.uniform(0.4, 5)
    numbers = {
        "mean": mean,
        "dispersion": dispersion,
        "zero": random.uniform(0.1, 0.6),
        "median": random.uniform(1.5, 8),
        "sigma": random.uniform(0.4, 1.2),
        "exponent": random.uniform(1.2, 2.5),
    }
    chances = masses(law, numbers, int(random.integers(15, 90)), 4_000)
    told = random.choice(len(chances), size=size, p=chances / chances.sum())
    kind = random.integers(0, 3)
    cells = []
    for number in told:
        if kind == 1 and number > 10 and random.random() < 0.5:
            number = (number + 2) // 5 * 5
        if kind == 2 and number >= 6 and random.random() < 0.1:
            cells.append(f"{number - number % 3}+" if random.random() < 0.5 else f"{number - 2}-{number + 3}")
        else:
            cells.append(str(number))
    return cells


def counted(cells):
    answers = {}
    for cell in cells:
        if cell.endswith("+"):
            key = (int(cell[:-1]), None)
        elif "-" in cell:
            low, high = cell.split("-")
            key = (int(low), int(high))
        else:
            key = (int(cell), int(cell))
        answers[key] = answers.get(key, 0) + 1
    return answers


def main():
    rumeur = Path(sys.argv[1]).resolve()
    random = np.random.default_rng(317)
    compared, worst = 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survey.csv"
        for law in NAMES:
            for number in range(SETS):
                cells = drawn(law, random)
                file.write_text("complained,told\n" + "".join(f"no,{cell}\n" for cell in cells))
                run = subprocess.run([rumeur, "fit", "survey", file, "--format", "csv"], capture_output=True, text=True, check=True)
                answers = counted(cells)
                last = max(low if high is None else high for low, high in answers)
                rows = {(row["law"], row["heaped"]): row for row in csv.DictReader(io.StringIO(run.stdout))}
                for heaped in ("no", "yes"):
                    row = rows.get((law, heaped))
                    if row is None:
                        continue
                    numbers = {name: float(value) for name, value in (part.split("=") for part in row["parameters"].split())}
                    ours = float(row["log_likelihood"])
                    again = log_likelihood(law, numbers, answers, last)
                    theirs = best(law, heaped == "yes", answers, last)
                    compared += 1
                    worst = max(worst, theirs - ours, abs(again - ours))
                    if theirs - ours > TOLERANCE or abs(again - ours) > TOLERANCE:
                        sys.exit(f"{law} {number} heaped {heaped}: {ours} here, {again} by the laws here, {theirs} by scipy.optimize")
                if not any(row["law"] == law for row in rows.values()):
                    sys.exit(f"{law} {number}: no such row")
    print(f"{compared} maxima of {SETS} surveys for each of {len(NAMES)} laws; largest difference {worst:.2g}")


if __name__ == "__main__":
    main()
