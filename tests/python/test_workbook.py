"""The workbook as openpyxl reads it: every number is that of the CSV, types are right, heads are frozen, charts are there.

Usage: python tests/python/test_workbook.py path/to/rumeur [soffice]
Needs `pip install openpyxl`; with LibreOffice's `soffice` the workbook is also opened and saved again by it.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ["classic", "hotel", "three-markets"]
FRENCH = {"summary": "résumé", "comparison": "comparaison", "groups": "groupes", "generations": "générations",
          "exact": "lois exactes", "unknowns": "inconnues", "index": "sommaire"}
EVERYWHERE = ["index", "summary", "comparison"]


def rows(path: Path) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def same(cell, text: str, where) -> int:
    """1 where a number was compared."""
    if text == "":
        assert cell is None, (where, cell)
        return 0
    try:
        number = float(text)
    except ValueError:
        assert cell == text, (where, cell, text)
        return 0
    if isinstance(cell, str):
        assert cell == text, (where, cell, text)
        return 0
    assert isinstance(cell, (int, float)) and abs(cell - number) <= 1e-14 * abs(number), (where, cell, text)
    return 1


def compare(book, results: Path, names: list[str], sheet_of, frozen: bool = True) -> int:
    numbers = 0
    files = {path.stem for name in names for path in (results / name).glob("*.csv")} - {"summary", "replicates"}
    for table in [*EVERYWHERE, *sorted(files)]:
        paths = [results / f"{table}.csv"] if table in EVERYWHERE else [results / name / f"{table}.csv" for name in names]
        paths = [path for path in paths if path.is_file()]
        texts = [row for path in paths for row in rows(path)[1:]]
        sheet = book[sheet_of(table)]
        cells = list(sheet.iter_rows(values_only=True))
        assert list(cells[0]) == rows(paths[0])[0], (table, cells[0])
        assert len(cells) == len(texts) + 1, (table, len(cells), len(texts))
        assert not frozen or sheet.freeze_panes == "A2", table
        for number, (row, wanted) in enumerate(zip(cells[1:], texts), start=2):
            for head, cell, text in zip(cells[0], row, wanted):
                numbers += same(cell, text, (table, number, head))
    return numbers


def check(rumeur: str, folder: Path, language: str, soffice: str | None) -> None:
    results = folder / "results"
    paths = [str(ROOT / "scenarios" / f"{name}.toml") for name in SCENARIOS]
    if not results.exists():
        subprocess.run([rumeur, "run", *paths, "-o", results, "--replicates", "500", "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
    out = folder / f"{language}.xlsx"
    subprocess.run([rumeur, "report", results, "-o", out, "--lang", language, "--quiet"], check=True)
    sheet_of = (lambda name: FRENCH.get(name, name)) if language == "fr" else (lambda name: name)
    book = load_workbook(out)
    ends = {"en": ("decision", "dictionary", "scenario"), "fr": ("décision", "dictionnaire", "scénario")}[language]
    assert book.sheetnames[0] == ends[0] and book.sheetnames[-2:] == list(ends[1:]), book.sheetnames
    numbers = compare(book, results, SCENARIOS, sheet_of)
    assert numbers > 5_000, numbers
    decision = book[ends[0]]
    assert len(decision._charts) == 2 * len(SCENARIOS), len(decision._charts)
    texts = [cell for row in decision.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert any(("EUR a month" if language == "en" else "EUR par mois") in text for text in texts), texts[:20]
    scenario = [row[0] for row in book[ends[2]].iter_rows(values_only=True)]
    assert any(text and text.startswith("schema_version") for text in scenario)
    summary = book[sheet_of("summary")]
    heads = [cell.value for cell in summary[1]]
    mean = summary.cell(row=2, column=heads.index("mean") + 1)
    assert mean.data_type == "n" and mean.number_format == "#,##0.00", (mean.data_type, mean.number_format)
    print(f"{language}: {numbers} numbers of {len(book.sheetnames)} sheets are those of the CSV files")
    if soffice:
        saved = folder / "saved"
        subprocess.run([soffice, "--headless", "--convert-to", "xlsx", "--outdir", saved, out], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        again = load_workbook(saved / out.name)
        assert again.sheetnames == book.sheetnames, again.sheetnames
        # Without a window it saves no frozen heads, of no workbook.
        assert compare(again, results, SCENARIOS, sheet_of, frozen=False) == numbers
        print(f"{language}: LibreOffice reads and writes the same numbers")


def main() -> None:
    rumeur = str(Path(sys.argv[1]).resolve())
    soffice = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as scratch:
        for language in ("en", "fr"):
            check(rumeur, Path(scratch), language, soffice)


if __name__ == "__main__":
    main()
