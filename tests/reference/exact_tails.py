"""Tails of laws to 50 digits, by power series with whole numbers of fixed point.

Writes tests/reference/exact_tails.csv: case,side,value,probability. With --check it compares instead.
"""

import sys
from fractions import Fraction
from math import comb
from pathlib import Path

import mpmath

try:
    from gmpy2 import mpz  # Products of long numbers in a tenth of the time.
except ImportError:
    mpz = int

mpmath.mp.dps = 60
BITS = 220
ONE = 1 << BITS
FILE = Path(__file__).with_name("exact_tails.csv")


def fixed(value):
    """A number as a whole number of fixed point."""
    if isinstance(value, Fraction):
        return (value.numerator << BITS) // value.denominator
    return int(mpmath.floor(mpmath.mpf(value) * ONE + mpmath.mpf("0.5")))


def product(a, b, length):
    """The product of two series, by one product of long whole numbers (Kronecker)."""
    a, b = a[:length], b[:length]
    negative = any(x < 0 for x in a) or any(x < 0 for x in b)
    if negative:
        parts = lambda s: ([max(x, 0) for x in s], [max(-x, 0) for x in s])
        (ap, an), (bp, bn) = parts(a), parts(b)
        plus = lambda x, y: [u + v for u, v in zip(x, y)]
        positive = plus(product(ap, bp, length), product(an, bn, length))
        other = plus(product(ap, bn, length), product(an, bp, length))
        return [u - v for u, v in zip(positive, other)]
    width = (max(max(a), 1).bit_length() + max(max(b), 1).bit_length() + 24 + 7) // 8
    pack = lambda s: int.from_bytes(b"".join(x.to_bytes(width, "little") for x in s), "little")
    raw = int(mpz(pack(a)) * mpz(pack(b)))
    count = min(length, len(a) + len(b) - 1)
    data = raw.to_bytes(width * (len(a) + len(b)), "little")
    result = [int.from_bytes(data[i * width : (i + 1) * width], "little") >> BITS for i in range(count)]
    return result + [0] * (length - count)


def power(series, exponent, length):
    result = [ONE] + [0] * (length - 1)
    series = (series + [0] * length)[:length]
    while exponent:
        if exponent & 1:
            result = product(result, series, length)
        exponent >>= 1
        if exponent:
            series = product(series, series, length)
    return result


def reciprocal(series, length):
    """1 / series by Newton's steps."""
    result = [(ONE << BITS) // series[0]]
    known = 1
    while known < length:
        known = min(2 * known, length)
        head = (series + [0] * known)[:known]
        result = result + [0] * (known - len(result))
        error = product(head, result, known)
        error = [-e for e in error]
        error[0] += 2 * ONE
        result = product(result, error, known)
    return result


def compose(outer, inner, length):
    """The sum of outer_k inner^k, where the first number of inner may be anything."""
    result = [0] * length
    for coefficient in reversed(outer):
        result = product(result, inner, length)
        result[0] += coefficient
    return result


def shifted(series, by, length):
    return ([0] * by + series)[:length]


def mixed(parts, length):
    result = [0] * length
    for weight, series in parts:
        w = fixed(weight)
        for i, x in enumerate(series[:length]):
            result[i] += (w * x) >> BITS
    return result


def negative_binomial_sum(size, odds, severity, length):
    """(1 + odds (1 - F))^-size."""
    w = fixed(odds)
    base = [-((w * x) >> BITS) for x in (severity + [0] * length)[:length]]
    base[0] += ONE + w
    return power(reciprocal(base, length), size, length)


def point(value):
    return [0] * value + [ONE]


def uniform(low, high):
    count = high - low + 1
    return [0] * low + [fixed(Fraction(1, count))] * count


def poisson(mean, length):
    mean = mpmath.mpf(mean)
    return [fixed(mpmath.exp(-mean) * mean**k / mpmath.factorial(k)) for k in range(length)]


def negative_binomial(mean, shape, length):
    mean, shape = mpmath.mpf(mean), mpmath.mpf(shape)
    q = mean / (mean + shape)
    p, result = (1 - q) ** shape, []
    for k in range(length):
        result.append(fixed(p))
        p *= q * (k + shape) / (k + 1)
    return result


def lognormal(median, sigma):
    tail = lambda y: mpmath.erfc(mpmath.log(mpmath.mpf(y) / mpmath.mpf(median)) / (mpmath.mpf(sigma) * mpmath.sqrt(2))) / 2
    result, k, above = [], 0, mpmath.mpf(1)
    while above > mpmath.mpf(10) ** -26:
        after = tail(mpmath.mpf(k) + mpmath.mpf("0.5"))
        result.append(fixed(above - after))
        above, k = after, k + 1
    return result


def zipf(exponent, most):
    weights = [mpmath.mpf(k) ** -mpmath.mpf(exponent) for k in range(1, most + 1)]
    total = sum(weights)
    return [0] + [fixed(w / total) for w in weights]


def town(people, told, lived):
    """How many of a town have heard, by inclusion and exclusion.

    `told`: number told and its probability, of each teller; `lived`: those who lived it, those of them who tell, and the probability.
    """
    digits = 1_200  # The terms have both signs and are as many as the subsets of the people.
    one = 1 << digits
    others = people - 1
    choose = [[comb(n, k) for k in range(n + 1)] for n in range(people + 1)]
    at = lambda n, k: choose[n][k] if k <= n else 0
    # The probability that one teller misses all of m given people.
    missed = [sum(p * Fraction(at(others - m, k), choose[others][k]) for k, p in told) for m in range(people + 1)]
    missed = [(m.numerator << digits) // m.denominator for m in missed]
    result = [0] * (people + 1)
    powers, tellers = [one] * (people + 1), 0
    for number, telling, probability in lived:
        while tellers < telling:
            powers = [(power * m) >> digits for power, m in zip(powers, missed)]
            tellers += 1
        bystanders = people - number
        weight = (probability.numerator << digits) // probability.denominator
        for reached in range(bystanders + 1):
            # Those who are missed, whoever they are, and of the others everybody heard.
            signs = ((-1) ** i * choose[reached][i] * powers[bystanders - reached + i] for i in range(reached + 1))
            exactly = choose[bystanders][reached] * sum(signs)
            result[reached] += (weight * exactly) >> (2 * digits - BITS)
    return result


def cases():
    """The same as in src/model/exact/tail_tests.rs."""
    share = Fraction(3, 26)
    told = mixed([(1 - share, point(10)), (share, point(20))], 21)
    for complaints, length in [(1, 15_500), (12, 27_000)]:
        yield f"classic, aware, {complaints}", shifted(
            negative_binomial_sum(complaints, 26, shifted(told, 1, 22), length), complaints, length
        )
    length = 20_000
    retold = [0] * 11
    retold[0], retold[10] = fixed(Fraction(19, 20)), fixed(Fraction(1, 20))
    family = shifted(retold, 1, 12)
    severity = mixed([(1 - share, power(family, 10, 221)), (share, power(family, 20, 221))], 221)
    yield "classic, reach, retold", negative_binomial_sum(1, 26, severity, length)
    length = 2_000
    silent, unresolved = poisson(7, 120), uniform(0, 6)
    rate = Fraction(1, 5)  # Half of them silent, half of the rest unresolved.
    person = mixed([(rate / 2, silent), (rate / 4, unresolved), (1 - rate * Fraction(3, 4), [ONE])], 120)
    yield "served, reach", power(person, 600, length)
    yield "dissatisfied, negative binomial, reach", power(negative_binomial("6", "0.7", 1_200), 40, 1_800)
    yield "dissatisfied, lognormal, reach", power(lognormal("8", "0.5"), 20, 1_600)
    yield "complaints, lognormal, reach", negative_binomial_sum(3, 4, lognormal("5", "0.8"), 9_000)
    yield "complaints, zipf, reach", negative_binomial_sum(2, 6, zipf("1.5", 400), 9_500)
    # A listener retells with 3 in 10 to a geometric audience of mean 2, two generations further, without decay.
    geometric = [fixed(Fraction(2**k, 3 ** (k + 1))) for k in range(160)]
    length = 900
    family = [0, ONE]
    for _ in range(2):
        children = compose(geometric, (family + [0] * length)[:length], length)
        family = shifted(mixed([(Fraction(7, 10), [ONE]), (Fraction(3, 10), children)], length), 1, length)
    yield "dissatisfied, three generations, reach", power(compose(uniform(1, 4), family, length), 5, length)
    # More than there are people in the town cannot be let down.
    room, silent = 149, Fraction(26, 27)
    lived = [(1 + n, n, silent**n * (1 - silent if n < room else 1)) for n in range(room + 1)]
    yield "town of 150, classic, reach", town(150, [(10, 1 - share), (20, share)], lived)
    # Half of those let down are silent, a quarter unresolved, a quarter recovered.
    each = Fraction(1, 14)
    told = [(0, each + Fraction(1, 4)), (3, each + Fraction(1, 4)), *((k, each) for k in (1, 2, 4, 5, 6))]
    lived = [(n, n, comb(60, n) * Fraction(4 ** (60 - n), 5**60)) for n in range(61)]
    yield "town of 120, served, reach", town(120, told, lived)


def tails(series):
    """Values on either side near probabilities of 1e-3, 1e-6, 1e-9, 1e-12."""
    below, above = 0, sum(series)
    low, high = [], []
    goals = [fixed(mpmath.mpf(10) ** -k) for k in (12, 9, 6, 3)]
    waiting = list(goals)
    for value, p in enumerate(series):
        below += p
        if waiting and p and below >= waiting[0]:
            low.append((value, below))
            while waiting and below >= waiting[0]:
                waiting.pop(0)
    waiting, reached = list(goals), 0
    for value in range(len(series) - 1, -1, -1):
        reached += series[value]
        if waiting and series[value] and reached >= waiting[0]:
            high.append((value, reached))
            while waiting and reached >= waiting[0]:
                waiting.pop(0)
    return low, high


def lines():
    yield "case,side,value,probability"
    for name, series in cases():
        missing = ONE - sum(series)
        assert abs(missing) < ONE // 10**18, (name, mpmath.mpf(missing) / ONE)
        for side, values in zip(("at most", "at least"), tails(series)):
            for value, p in values:
                yield f'"{name}",{side},{value},{mpmath.nstr(mpmath.mpf(p) / ONE, 15)}'


def main():
    text = "\n".join(lines()) + "\n"
    if "--check" not in sys.argv:
        FILE.write_text(text)
    elif FILE.read_text() != text:
        sys.exit(f"{FILE} is not what this script computes")


main()
