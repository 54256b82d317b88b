"""The wheel as a stranger uses it: the command on the path, and the module without and with pandas.

Usage: python test_wheel.py WHEEL FOLDER: makes an environment in FOLDER, installs the wheel there and runs the checks.
"""

import pathlib
import subprocess
import sys
import venv

CHECKS = r'''
import sys, rumeur
TEXTS = ["message", "stop_reason", "file", "term", "note"]
classic = {"customers": {"complaints": 1, "silent_per_complaint": 26}, "silent": {"groups": {
    "ordinary": {"share": 23, "audience": 10}, "vocal": {"share": 3, "audience": 20}}},
    "variants": {"ask": {"set": {"voice.asked": 1.0, "voice.admits": 0.4}}}}
tables = rumeur.run(classic, replicates=2_000, seed=0)
again = rumeur.run(classic, replicates=2_000, seed=0, threads=1)
def rows(table):
    return table if isinstance(table, list) else table.astype(object).where(table.notna(), None).to_dict("records")
assert isinstance(tables["summary"], list) == (sys.argv[1] == "plain"), type(tables["summary"])
assert rows(tables["summary"]) == rows(again["summary"]), "one seed, one result"
aware = [row for row in rows(tables["summary"]) if row["variant"] == "baseline" and row["metric"] == "aware"][0]
assert aware["expected"] == 317 and abs(aware["mean"] - 317) < 4 * aware["std_error"], aware
satisfied = [row for row in rows(tables["summary"]) if row["metric"] == "satisfied"][0]
assert satisfied["mean"] is None, "undefined is never 0"
assert [row for row in rows(tables["comparison"]) if row["metric"] == "aware"][0]["difference"] < 0
asked = rumeur.run(classic, replicates=100, set={"customers.complaints": 12})
assert [row for row in rows(asked["summary"]) if row["metric"] == "complaints"][0]["mean"] == 12
titled = rumeur.run({**classic, "title": "\U0001f600 caf\u00e9 \"quoted\" \\ \u2019"}, replicates=10)
assert rumeur._toml("\x7f\t") == '"\\u007f\\t"'
assert len(rows(titled["summary"])) == len(rows(asked["summary"]))
promise = {"metric": "aware", "statistic": "mean", "between": [0, 1]}
try:
    rumeur.run({**classic, "expect": [promise]}, replicates=100, seed=0)
except rumeur.RumeurError as error:
    assert error.code == 3 and "not kept" in str(error), error
    broken = error.tables
else:
    raise AssertionError("a promise that is not kept")
kept = rumeur.run(classic, replicates=100, seed=0)
assert rows(broken["summary"]) == rows(kept["summary"]), "the results are complete"
if sys.argv[1] == "pandas":
    import numpy
    set = {"customers.complaints": numpy.int64(12), "voice.asked": numpy.float64(0.5), "recovery.rate": numpy.float32(0.5)}
    numbers = rumeur.run(classic, replicates=numpy.int64(100), seed=numpy.uint64(7), set=set)
    assert [row for row in rows(numbers["summary"]) if row["metric"] == "complaints"][0]["mean"] >= 12
    one = rumeur.run(classic, replicates=1)
    for table in one.values():
        for name, column in table.items():
            assert not column.isna().all() or column.dtype == float or column.dtype == object and name in TEXTS, (name, column.dtype)
    assert one["summary"]["std_dev"].isna().all() and one["summary"]["std_dev"].dtype == float
for wrong in ({"customers": {"complaints": -1}}, "no such file.toml"):
    try:
        rumeur.run(wrong)
    except rumeur.RumeurError as error:
        assert error.code == 2 and "error" in str(error), error
    else:
        raise AssertionError("a wrong scenario ran")
'''


def main():
    wheel, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    venv.create(folder, with_pip=True)
    bin = folder / ("Scripts" if sys.platform == "win32" else "bin")

    def call(*words):
        return subprocess.run([str(bin / words[0]), *words[1:]], check=True, capture_output=True, text=True).stdout

    call("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
    assert "317" in call("rumeur", "explain", "--lang", "fr")
    passed = 1
    for kind in ("plain", "pandas"):
        if kind == "pandas":
            call("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pandas")
        call("python", "-c", CHECKS, kind)
        passed += 1
    print(f"{passed} passed, 0 failed")


main()
