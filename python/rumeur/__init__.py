"""Runs scenarios with the `rumeur` command and gives its tables back.

    import rumeur
    tables = rumeur.run("hotel.toml", replicates=10_000)
    tables["summary"]                                 # a pandas DataFrame where pandas is installed, else a list of dicts
    rumeur.run({"customers": {"complaints": 12, "silent_per_complaint": 26}, "silent": {"audience": 10}})

An empty field of a table is None (NaN in a DataFrame, where a column of numbers is one even if all of it is empty), never 0.

Where an `[[expect]]` of the scenario is not kept, `RumeurError` is raised with code 3; the results are complete, and
`error.tables` has them:

    try:
        tables = rumeur.run("hotel.toml")
    except rumeur.RumeurError as error:
        if error.code != 3:
            raise
        tables = error.tables
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
    """The command refused or failed; the text is what it said, `code` its exit code.

    `tables` has what was written all the same, as `run` returns it: with code 3, a promise that is not kept, all tables; else it
    is None.
    """

    def __init__(self, code, text, tables=None):
        super().__init__(text.strip())
        self.code = code
        self.tables = tables


def run(scenario, *, replicates=None, seed=None, threads=None, set=None, raw=False, lang="en"):
    """Runs a scenario (a path, or a dict of tables and keys) and returns its tables by name: summary, comparison, groups, ...

    `set` maps dotted paths to values, over those of the scenario; numbers may be those of NumPy. Files that a dict names are looked
    for from the current folder. Raises `RumeurError` where the command does not end with 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results"
        given = {"--replicates": replicates, "--seed": seed, "--threads": threads, "--out": out, "--lang": lang}
        arguments = [word for flag, value in given.items() if value is not None for word in (flag, str(value))]
        arguments += [word for path, value in (set or {}).items() for word in ("--set", f"{path}={_toml(value)}")]
        arguments += ["--raw"] if raw else []
        if isinstance(scenario, dict):
            text = "".join(f"{_text(str(key))} = {_toml(value)}\n" for key, value in scenario.items())
            done = _call(["run", "-", *arguments], text)
        else:
            done = _call(["run", os.fspath(scenario), *arguments], None)
        if done.returncode not in (0, _NOT_KEPT):
            raise RumeurError(done.returncode, done.stderr)
        package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
        tables = {resource["name"]: _table(out, resource) for resource in package["resources"]}
        if done.returncode == _NOT_KEPT:
            raise RumeurError(done.returncode, done.stderr, tables)
        return tables


# The exit code where an `[[expect]]` is not kept: the results are complete.
_NOT_KEPT = 3


def _call(arguments, text):
    own = Path(sysconfig.get_path("scripts")) / ("rumeur.exe" if os.name == "nt" else "rumeur")
    command = str(own) if own.exists() else shutil.which("rumeur")
    if command is None:
        raise FileNotFoundError("the rumeur command is not on the path")
    words = [command, *arguments, "--quiet"]
    return subprocess.run(words, input=text, capture_output=True, text=True, encoding="utf-8")


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
    frame = pandas.DataFrame(rows, columns=list(types))
    for name, type in types.items():
        # Of nothing but None, pandas does not know that they are numbers.
        if type in casts and frame[name].isna().all():
            frame[name] = frame[name].astype(float)
    return frame


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_text(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (str, os.PathLike)):
        return _text(os.fspath(value))
    if hasattr(value, "tolist"):
        # A number or an array of NumPy.
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def _text(value):
    # TOML has the escapes of JSON, but for pairs of surrogates, and wants one more.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
