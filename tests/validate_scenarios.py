#!/usr/bin/env python3
"""Tries rumeur.schema.json with a public validator (PyPI: jsonschema 4): every shipped scenario is accepted, every
file of tests/bad refused, but for those whose mistake JSON Schema cannot say."""

import json
import sys
import tomllib
from pathlib import Path

from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent

# What the schema does not see: other files, sums and comparisons of numbers, names that differ in case only, what a law or a
# promise goes with.
BEYOND = {
    "correlation-impossible",
    "correlation-known",
    "correlation-one",
    "correlation-twice",
    "edge-file-is-device",
    "edge-file-is-folder",
    "empirical-all-zero",
    "expect-at-least-alone",
    "expect-difference-alone",
    "expect-difference-max",
    "expect-no-such-variant",
    "expect-percent",
    "expect-probability-alone",
    "expect-swapped",
    "extends-folder",
    "extends-itself",
    "law-beside-silent",
    "law-beta-huge",
    "law-beta-one",
    "law-choice-all-zero",
    "law-choice-fraction",
    "law-choice-outside",
    "law-empty",
    "law-falls",
    "law-gamma-flat",
    "law-interval-beta-outside",
    "law-interval-lognormal-zero",
    "law-normal-cut-at-zero",
    "law-of-a-network",
    "law-of-a-range",
    "law-of-a-table",
    "law-of-a-word",
    "law-of-another-group",
    "law-of-another-origin",
    "law-of-the-seed",
    "law-of-unknown-path",
    "law-out-of-range",
    "law-pert-mode-outside",
    "law-shape-alone",
    "law-triangular-mode-zero",
    "law-triangular-swapped",
    "law-twice",
    "law-two",
    "law-uniform-from-zero",
    "law-uniform-point",
    "law-uniform-swapped",
    "missing-edge-file",
    "missing-parent",
    "more-contacts-than-people",
    "odd-contacts",
    "per-contact-weight",
    "precision-too-small",
    "served-few-by-rate",
    "served-few-by-silent",
    "service-weights-zero",
    "swapped-bounds",
    "periods-with-time",
    "time-indignation",
    "time-per-contact",
    "variant-case",
    "variant-two-members",
}


def read(path: Path):
    """The file as JSON would have it; None when it is no TOML or has a number that JSON has not."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        return json.loads(json.dumps(document, allow_nan=False))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, TypeError):
        return None


def main() -> int:
    schema = json.loads((ROOT / "rumeur.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong = []
    good = sorted((ROOT / "scenarios").rglob("*.toml")) + sorted((ROOT / "src/scenario/presets").glob("*.toml"))
    good += sorted((ROOT / "tests/doubtful").glob("*.toml"))
    for path in good:
        document = read(path)
        errors = ["is no TOML 1.0"] if document is None else [e.message for e in validator.iter_errors(document)]
        wrong += [f"{path.relative_to(ROOT)} is refused: {error[:300]}" for error in errors]
    bad = sorted((ROOT / "tests/bad").glob("*.toml"))
    for path in bad:
        document = read(path)
        accepted = document is not None and validator.is_valid(document)
        if accepted != (path.stem in BEYOND):
            verdict = "accepted" if accepted else "refused, though listed as beyond a schema"
            wrong.append(f"{path.relative_to(ROOT)} is {verdict}")
    print("\n".join(wrong) if wrong else f"schema: {len(good)} good files accepted, {len(bad)} bad ones looked at")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
