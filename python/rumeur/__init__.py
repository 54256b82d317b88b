"""Runs scenarios with the `rumeur` command and gives its tables back.

    import rumeur
    tables = rumeur.run("hotel.toml", replicates=10_000)
    tables["summary"]                                 # a pandas DataFrame where pandas is installed, else a list of dicts
    rumeur.run({"customers": {"complaints": 12, "silent_per_complaint": 26}, "silent": {"audience": 10}})

An empty field of a table is None (NaN in a DataFrame), never 0.
"""

import csv
import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

__all__ = ["RumeurError", "run"]


class RumeurError(RuntimeError):
    """The command refused or failed; the text is what it said, `code` its exit code."""

    def __init__(self, code, text):
        super().__init__(text.strip())
        self.code = code


def run(scenario, *, replicates=None, seed=None, threads=None, set=None, raw=False, lang="en"):
    """Runs a scenario (a path, or a dict of tables and keys) and returns its tables by name: summary, comparison, groups, ...

    `set` maps dotted paths to values, over those of the scenario. Files that a dict names are looked for from the current folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results"
        given = {"--replicates": replicates, "--seed": seed, "--threads": threads, "--out": out, "--lang": lang}
        arguments = [word for flag, value in given.items() if value is not None for word in (flag, str(value))]
        arguments += [word for path, value in (set or {}).items() for word in ("--set", f"{path}={_toml(value)}")]
        arguments += ["--raw"] if raw else []
        if isinstance(scenario, dict):
            text = "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in scenario.items())
            _call(["run", "-", *arguments], text)
        else:
            _call(["run", os.fspath(scenario), *arguments], None)
        package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
        return {resource["name"]: _table(out, resource) for resource in package["resources"]}


def _call(arguments, text):
    own = Path(sysconfig.get_path("scripts")) / ("rumeur.exe" if os.name == "nt" else "rumeur")
    command = str(own) if own.exists() else shutil.which("rumeur")
    if command is None:
        raise FileNotFoundError("the rumeur command is not on the path")
    done = subprocess.run([command, *arguments, "--quiet"], input=text, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RumeurError(done.returncode, done.stderr)


def _table(out, resource):
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    casts = {"integer": int, "number": float}
    paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
    rows = []
    for path in paths:
        with open(out / path, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                rows.append({key: casts.get(types.get(key), str)(text) if text else None for key, text in row.items()})
    try:
        import pandas
    except ImportError:
        return rows
    return pandas.DataFrame(rows, columns=list(types))


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)
