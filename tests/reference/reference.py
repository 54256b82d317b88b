"""The model of docs/model.md person by person: slow, obvious, and written from the docs alone.

A scenario is a flat mapping of dotted paths to values, as in the file. `simulate` gives an array of values for each metric.
"""

import math

import numpy as np

OUTCOMES = ("silent", "unresolved", "recovered", "satisfied")
NEVER = 10**9


class Scenario:
    """Reads values by path, with the defaults of docs/scenario.md."""

    def __init__(self, values):
        self.values = values

    def get(self, path, default=0.0):
        return self.values.get(path, default)

    def has(self, path):
        return any(key == path or key.startswith(path + ".") for key in self.values)

    def names(self, path):
        depth = path.count(".") + 1
        return sorted({key.split(".")[depth] for key in self.values if key.startswith(path + ".")})

    def groups(self, outcome):
        """(share, audience path, stays) of each group that has any weight."""
        stays = self.get(f"{outcome}.stays", 1.0)
        table = f"{outcome}.groups"
        found = []
        for name in self.names(table):
            path = f"{table}.{name}"
            share = self.get(f"{path}.share", 1.0)
            if share > 0:
                found.append((share, f"{path}.audience", self.get(f"{path}.stays", stays)))
        return found or [(1.0, f"{outcome}.audience", stays)]


# Audiences ------------------------------------------------------------------------------------------------------------


def is_zero(scenario, path):
    """Whether nobody is ever told: people with such an audience are no tellers."""
    if not scenario.has(path):
        return True
    if path in scenario.values:
        return scenario.values[path] == 0
    for law in ("poisson", "geometric", "negative_binomial.mean", "per_contact"):
        if scenario.get(f"{path}.{law}", None) == 0:
            return True
    if f"{path}.uniform" in scenario.values:
        return scenario.values[f"{path}.uniform"][1] == 0
    if f"{path}.empirical" in scenario.values:
        return all(int(value) == 0 or weight == 0 for value, weight in scenario.values[f"{path}.empirical"].items())
    if f"{path}.lognormal.median" in scenario.values:
        return scenario.get(f"{path}.lognormal.sigma") == 0 and scenario.get(f"{path}.lognormal.median") < 0.5
    return False


def draw_audience(rng, scenario, path, indignation):
    """How many people each teller tells; one teller for each entry of `indignation`."""
    n = len(indignation)
    get = scenario.get
    if path in scenario.values:
        return np.full(n, int(scenario.values[path]))
    if f"{path}.poisson" in scenario.values:
        return rng.poisson(get(f"{path}.poisson"), n)
    if f"{path}.uniform" in scenario.values:
        low, high = get(f"{path}.uniform")
        return rng.integers(low, high + 1, n)
    if f"{path}.negative_binomial.mean" in scenario.values:
        mean, dispersion = get(f"{path}.negative_binomial.mean"), get(f"{path}.negative_binomial.dispersion")
        return rng.negative_binomial(dispersion, dispersion / (dispersion + mean), n)
    if f"{path}.geometric" in scenario.values:
        return rng.geometric(1 / (1 + get(f"{path}.geometric")), n) - 1
    if f"{path}.lognormal.median" in scenario.values:
        median, sigma = get(f"{path}.lognormal.median"), get(f"{path}.lognormal.sigma")
        return np.floor(np.exp(math.log(median) + sigma * rng.standard_normal(n)) + 0.5).astype(np.int64)
    if f"{path}.zipf.max" in scenario.values:
        values = np.arange(1, get(f"{path}.zipf.max") + 1)
        weights = values.astype(float) ** -get(f"{path}.zipf.exponent")
        return rng.choice(values, n, p=weights / weights.sum())
    if f"{path}.empirical" in scenario.values:
        table = get(f"{path}.empirical")
        weights = np.array(list(table.values()), float)
        return rng.choice(np.array([int(value) for value in table]), n, p=weights / weights.sum())
    if f"{path}.indignation" in scenario.values:
        low, high = get(f"{path}.indignation")
        return np.floor(low + indignation * (high - low) + 0.5).astype(np.int64)
    return np.zeros(n, np.int64)


# Stages 1 to 3 --------------------------------------------------------------------------------------------------------


def observed_voice_rate(scenario):
    if "customers.observed_voice_rate" in scenario.values:
        return scenario.get("customers.observed_voice_rate")
    if "customers.silent_per_complaint" in scenario.values:
        return 1 / (1 + scenario.get("customers.silent_per_complaint"))
    return None


def draw_customers(rng, scenario):
    """Outcomes of all dissatisfied and satisfied customers, or None in place of the satisfied where they are unknown."""
    observed, satisfied = observed_voice_rate(scenario), None
    if "customers.complaints" in scenario.values:
        complaints = scenario.get("customers.complaints")
        if "customers.silent" in scenario.values:
            silent = scenario.get("customers.silent")
            observed = complaints / (complaints + silent)
        else:
            silent = rng.negative_binomial(complaints, observed)
        would_complain = np.arange(complaints + silent) < complaints
        indignation = np.zeros(len(would_complain))
        by_complaints = True
        if "customers.served" in scenario.values:
            satisfied = scenario.get("customers.served") - len(would_complain)
    elif "customers.dissatisfied" in scenario.values:
        would_complain = np.zeros(scenario.get("customers.dissatisfied"), bool)
        indignation = np.zeros(len(would_complain))
        by_complaints = False
    else:
        indignation, satisfied = draw_served(rng, scenario)
        would_complain = np.zeros(len(indignation), bool)
        by_complaints = False
    n = len(would_complain)
    rate = scenario.get("voice.rate", observed or 0.0)
    voice = rate + (1 - rate) * scenario.get("voice.asked") * scenario.get("voice.admits")
    coins = rng.random(n)
    if not by_complaints:
        complains = coins < voice
    elif voice >= observed:
        joins = (voice - observed) / (1 - observed) if observed < 1 else 0.0
        complains = would_complain | (coins < joins)
    else:
        complains = would_complain & (coins < voice / observed)
    recovered = complains & (rng.random(n) < scenario.get("recovery.rate"))
    outcome = np.where(recovered, 2, np.where(complains, 1, 0))
    return outcome, indignation, satisfied


def draw_served(rng, scenario):
    """Indignation of those let down, and the number of the satisfied."""
    served = scenario.get("customers.served")
    if not scenario.has("service"):
        down = int((rng.random(served) < scenario.get("customers.problem_rate")).sum())
        return np.zeros(down), served - down
    expected = rng.normal(scenario.get("service.expectation.mean"), scenario.get("service.expectation.sd"), served)
    gaps, weights = [], []
    for name in scenario.names("service.touchpoints"):
        path = f"service.touchpoints.{name}"
        gaps.append(rng.normal(scenario.get(f"{path}.mean"), scenario.get(f"{path}.sd"), served) - expected)
        weights.append(scenario.get(f"{path}.weight", 1.0))
    if scenario.get("service.combine", "any") == "mean":
        gap = np.average(np.array(gaps), axis=0, weights=weights)
    else:
        gap = np.min(gaps, axis=0)
    shortfall = -gap - scenario.get("service.tolerance")
    down = shortfall > 0
    return np.minimum(1.0, shortfall[down] / scenario.get("service.rage", 1.0)), int((~down & (gap >= 0)).sum())


def choose_groups(rng, scenario, outcome, count):
    """The group of each of `count` customers of an outcome."""
    shares = np.array([share for share, _, _ in scenario.groups(OUTCOMES[outcome])], float)
    shares /= shares.sum()
    if not scenario.get("customers.exact_groups", False):
        return rng.choice(len(shares), count, p=shares)
    exact = shares * count
    whole = np.floor(exact + 1e-9 * np.maximum(exact, 1)).astype(int)
    groups = np.repeat(np.arange(len(shares)), whole)
    rest = count - len(groups)
    if rest > 0:
        # Those left over are drawn one by one, by the fractional parts.
        fractions = np.maximum(exact - whole, 0)
        groups = np.concatenate([groups, rng.choice(len(shares), rest, p=fractions / fractions.sum())])
    return rng.permutation(groups)


# Stages 4 to 6 --------------------------------------------------------------------------------------------------------


class Network:
    """People with contacts; `contacts[p]` lists whom p can tell, `weights[p]` with which weight."""

    def __init__(self, people, contacts=None, weights=None):
        self.people, self.contacts, self.weights = people, contacts, weights
        if contacts is not None:
            self.in_degree = np.zeros(people, int)
            for told in contacts:
                np.add.at(self.in_degree, told, 1)

    def told(self, rng, teller, audience, path, scenario):
        """Whom a teller tells: a part of their contacts, without replacement."""
        per_contact = scenario.get(f"{path}.per_contact", None)
        if self.contacts is None:
            others = np.arange(self.people - 1)
            others = others + (others >= teller)
        else:
            others = self.contacts[teller]
        if per_contact is None:
            return rng.choice(others, min(audience, len(others)), replace=False) if len(others) else others
        if per_contact == "weight":
            chance = self.weights[teller]
        elif per_contact == "inverse_degree":
            degree = np.full(len(others), self.people - 1) if self.contacts is None else self.in_degree[others]
            chance = 1 / degree
        else:
            chance = per_contact
        return others[rng.random(len(others)) < chance]


def first_hand(rng, scenario, outcome, indignation, satisfied):
    """For each customer who tells: valence, audience, its path and their place among the customers; and who leaves."""
    tellers, lost = [], 0
    people = [np.flatnonzero(outcome == index) for index in range(3)]
    if satisfied:
        people.append(np.arange(len(outcome), len(outcome) + satisfied))
    for index, customers in enumerate(people):
        groups = choose_groups(rng, scenario, index, len(customers))
        for number, (_, path, stays) in enumerate(scenario.groups(OUTCOMES[index])):
            own = customers[groups == number]
            if index < 3:
                lost += int((rng.random(len(own)) >= stays).sum())
            if not is_zero(scenario, path) and len(own):
                anger = indignation[own] if index < 3 else np.zeros(len(own))
                audiences = draw_audience(rng, scenario, path, anger)
                valence = 0 if index < 2 else 1
                tellers += [(valence, int(audience), path, int(who)) for audience, who in zip(audiences, own)]
    return tellers, lost


def retell_rate(scenario, generation):
    last = scenario.get("retelling.generations", 1)
    last = NEVER if last == "unlimited" else last
    if generation >= last:
        return 0.0
    return scenario.get("retelling.rate") * scenario.get("retelling.decay", 1.0) ** (generation - 1)


def spread_in_a_crowd(rng, scenario, tellers):
    """Tellers, impressions and people reached by valence where everyone told is somebody new."""
    totals = np.zeros((2, 3), np.int64)
    path = "retelling.audience"
    for valence in range(2):
        own = [audience for which, audience, _, _ in tellers if which == valence]
        totals[valence, 0] += len(own)
        listeners, generation = sum(own), 1
        while listeners:
            totals[valence, 1:] += listeners
            retellers = int((rng.random(listeners) < retell_rate(scenario, generation)).sum())
            totals[valence, 0] += retellers
            listeners = int(draw_audience(rng, scenario, path, np.zeros(retellers)).sum())
            generation += 1
    return totals, totals[0, 2], totals[1, 2], 0


def spread_on_a_network(rng, scenario, network, tellers, where, dissatisfied):
    """The same where people know each other; also who heard ill first or only, good first or only, and both."""
    totals = np.zeros((2, 3), np.int64)
    lived_it, customers = set(where[:dissatisfied].tolist()), set(where.tolist())
    closed = (lived_it, customers)
    # Who heard each valence, and when.
    heard = ({}, {})
    now = [[(where[who], audience, path) for which, audience, path, who in tellers if which == valence] for valence in range(2)]
    generation = 1
    while now[0] or now[1]:
        for valence in range(2):
            totals[valence, 0] += len(now[valence])
            listeners = []
            for teller, audience, path in now[valence]:
                for person in network.told(rng, teller, audience, path, scenario).tolist():
                    totals[valence, 1] += 1
                    if person not in closed[valence] and person not in heard[valence]:
                        heard[valence][person] = generation
                        listeners.append(person)
            totals[valence, 2] += len(listeners)
            rate = retell_rate(scenario, generation)
            retellers = [person for person in listeners if rng.random() < rate]
            path = "retelling.audience"
            audiences = draw_audience(rng, scenario, path, np.zeros(len(retellers)))
            now[valence] = [(person, int(audience), path) for person, audience in zip(retellers, audiences)]
        generation += 1
    # A customer who was satisfied and hears ill is reached, but has heard no good from others.
    both = set(heard[0]) & set(heard[1])
    good_first = sum(heard[1][person] < heard[0][person] for person in both)
    ill, good = len(heard[0]) - good_first, len(heard[1]) - (len(both) - good_first)
    return totals, ill, good, len(both)


def simulate(values, replicates, seed, network=None):
    """Arrays of the metrics over replicates; undefined ones are left out."""
    scenario, rng = Scenario(values), np.random.default_rng(seed)
    rows = [one(rng, scenario, network) for _ in range(replicates)]
    metrics = {name: np.array([row[name] for row in rows], float) for name in rows[0] if rows[0][name] is not None}
    return metrics


def one(rng, scenario, network):
    outcome, indignation, satisfied = draw_customers(rng, scenario)
    tellers, lost = first_hand(rng, scenario, outcome, indignation, satisfied)
    dissatisfied = len(outcome)
    if network is None:
        totals, ill, good, both = spread_in_a_crowd(rng, scenario, tellers)
    else:
        # The customers stand anywhere; each of them complains and falls into a group on their own, so their order says nothing.
        where = rng.permutation(network.people)[: dissatisfied + (satisfied or 0)]
        totals, ill, good, both = spread_on_a_network(rng, scenario, network, tellers, where, dissatisfied)
    get = scenario.get
    in_market = get("damage.listeners_in_market")
    deterred = int((rng.random(ill) < in_market * get("damage.deterred")).sum())
    won = int((rng.random(good) < in_market * get("damage.won")).sum())
    complaints = int((outcome > 0).sum())
    recovered = int((outcome == 2).sum())
    revenue = lost * get("damage.customer_value") + (deterred - won) * get("damage.prospect_value")
    cost = complaints * get("damage.complaint_cost") + recovered * get("damage.recovery_cost") + get("damage.fixed_cost")
    known = satisfied is not None or all(is_zero(scenario, path) for _, path, _ in scenario.groups("satisfied"))
    return {
        "complaints": complaints,
        "dissatisfied": dissatisfied,
        "silent": dissatisfied - complaints,
        "recovered": recovered,
        "unresolved": complaints - recovered,
        "satisfied": satisfied,
        "tellers": totals[0, 0],
        "impressions": totals[0, 1],
        "reach": totals[0, 2],
        "overlap": totals[0, 1] - totals[0, 2],
        "aware": dissatisfied + totals[0, 2],
        "positive_impressions": totals[1, 1] if known else None,
        "positive_reach": totals[1, 2] if known else None,
        "ambivalent": both if known else None,
        "customers_lost": lost,
        "prospects_lost": deterred,
        "prospects_won": won if known else None,
        "revenue_lost": revenue,
        "cost": cost,
        "net_loss": revenue + cost,
    }
