"""Exercises as others read them: GIFT by pygiftparser, Moodle XML by amc2moodle, and every answer computed again.

Usage: python tests/python/test_exercise.py path/to/rumeur
Needs `pip install pygiftparser amc2moodle`.
"""

import csv
import io
import re
import subprocess
import sys
import tempfile
import types
from pathlib import Path

# amc2moodle loads ImageMagick for pictures; questions have none.
for name in ("wand", "wand.image"):
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["wand.image"].Image = None

from amc2moodle.moodle2amc._questions import QuestionNumerical  # noqa: E402
from lxml import etree  # noqa: E402
from pygiftparser import parser as gift  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = [
    "classic", "verde", "hotel", "textbook", "call-centre", "restaurant", "hotel-answers", "three-markets-by-choice", "towns/500"
]
STUDENTS = 5


def table(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text)))


def settings(folder: Path, student: int) -> list[str]:
    rows = table((folder / "numbers.csv").read_text())
    own = [row for row in rows if int(row["student"]) == student]
    return [word for row in own for word in ("--set", f"{row['path']}={row['value']}")]


def check_answers(rumeur: str, scenario: Path, folder: Path, answers: list[dict]) -> int:
    """Every metric that a sheet has, against `expected` of a run with the student's numbers."""
    checked = 0
    for student in range(1, STUDENTS + 1):
        command = [rumeur, "run", scenario, *settings(folder, student), "--replicates", "1", "--out", "-", "--quiet"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        expected = {(row["variant"], row["metric"]): row["expected"] for row in table(said)}
        for row in answers:
            key = (row["variant"], row["question"])
            if int(row["student"]) != student or not expected.get(key):
                continue
            answer, exact, tolerance = float(row["answer"]), float(expected[key]), float(row["tolerance"])
            assert abs(answer - exact) <= 1e-6 * max(1.0, abs(exact)), (scenario, student, key, answer, exact)
            assert 0.0 < tolerance <= max(0.6, 0.02 * abs(exact)), (scenario, student, key, tolerance)
            checked += 1
    return checked


def printed(text: str, french: bool) -> float | None:
    """A number as a sheet prints it: `1,234.5`, `1 234,5`, `60 %`."""
    bare = re.sub("[\u202f\u00a0%]", "", text).replace("−", "-").strip()
    bare = bare.replace(",", ".") if french else bare.replace(",", "")
    try:
        return float(f"{float(bare) / (100.0 if '%' in text else 1.0):.12g}")
    except ValueError:
        return None


def decimals(text: str, french: bool) -> int:
    """How many decimals a number is printed with."""
    return len(re.sub("[^0-9]", "", text.partition("," if french else ".")[2]))


def check_equality(sign: str, value: float, text: str, french: bool) -> bool:
    """Whether a printed number is `value`, exactly or to the digits shown."""
    apart = abs(value - printed(text, french))
    return apart <= (1e-9 * max(1.0, abs(value)) if sign == "=" else 0.5 * 10.0 ** -decimals(text, french) * 1.000001)


def check_steps(folder: Path, french: bool) -> int:
    """Every step of the corrected sheets, from numbers that stand before it."""
    student, variant = ("## Stagiaire ", "#### Et si") if french else ("## Student ", "#### What if")
    base, given, answers, checked, is_base = set(), set(), set(), 0, True
    for line in (folder / "corrected.md").read_text().split("\n"):
        if line.startswith(student):
            base, given, answers, is_base = set(), set(), set(), True
        elif line.startswith(variant):
            given, answers, is_base = set(base), set(), False
        elif line.startswith("- ") and "**" in line:
            for word in re.split(r"[ *]", line.replace("\\", "")):
                value = printed(word.strip(":;,()"), french)
                if value is not None:
                    (base if is_base else given).add(value)
        cells = line.strip("| ").split(" | ")
        if len(cells) != 4 or not cells[3].startswith("±"):
            continue
        formula, *results = re.split("[=≈]", cells[1].replace("\\", ""))
        signs = re.findall("[=≈]", cells[1])
        tolerance = printed(cells[3][1:], french)
        assert results and re.search("[+−×/]", formula), line
        code = []
        for word in re.split("([ ()])", formula):
            value = printed(word, french) if re.search("[0-9]", word) else None
            if value is not None:
                assert value in {0.0, 1.0} | base | given | answers, (folder, line, word)
            code.append(repr(value) if value is not None else {"×": "*", "−": "-"}.get(word, word))
        value = eval("".join(code))
        # Every number that follows is what comes out of those before it, as they are shown.
        for sign, result in zip(signs, results):
            assert check_equality(sign, value, result.strip(), french), (folder, line, value, result)
        assert results[-1].strip() == cells[2].split(" ")[0].replace("\\", ""), line
        assert abs(value - printed(cells[2].split(" ")[0], french)) <= tolerance * 1.000001, (folder, line)
        answers.add(printed(results[0], french))
        checked += 1
    return checked


def check_gift(folder: Path, asked: list[dict]) -> None:
    with open(folder / "questions.gift", encoding="utf-8") as file:
        questions = gift.parseFile(file)
    assert all(question.valid for question in questions)
    numerical = [question for question in questions if type(question.answers).__name__ == "NumericAnswerSet"]
    assert len(numerical) == len(asked), (len(numerical), len(asked))
    for question, row in zip(numerical, asked):
        (answer,) = question.answers.answers
        assert answer.value == float(row["answer"]) and answer.tolerance == float(row["tolerance"]), (question.title, row)
        assert question.title.startswith(f"{int(row['student']):02}") and row["question"] in question.title, question.title
    true_or_false = [question for question in questions if type(question.answers).__name__ == "TrueFalseSet"]
    assert len(true_or_false) == 4, true_or_false


def check_moodle(folder: Path, asked: list[dict]) -> None:
    quiz = etree.parse(folder / "moodle.xml")
    numerical = quiz.findall("question[@type='numerical']")
    assert len(numerical) == len(asked)
    for question, row in zip(numerical, asked):
        read = QuestionNumerical(question).answers()
        assert float(read.get("target")) == float(row["answer"]), row
        assert float(question.findtext("answer/tolerance")) == float(row["tolerance"]), row
        assert row["question"] in question.findtext("name/text"), row
        # The text of a question is HTML of its own, and whole.
        etree.fromstring(f"<div>{question.findtext('questiontext/text')}</div>")
    true_or_false = quiz.findall("question[@type='truefalse']")
    rights = [question.find("answer[@fraction='100']").findtext("text") for question in true_or_false]
    assert rights == ["false", "false", "false", "true"], rights
    assert len(quiz.findall("question[@type='category']")) == STUDENTS + 1


def main() -> None:
    rumeur = str(Path(sys.argv[1]).resolve())
    total = steps = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in SCENARIOS:
            for language in ("en", "fr"):
                scenario, folder = ROOT / "scenarios" / f"{name}.toml", Path(scratch) / f"{Path(name).name}-{language}"
                command = [rumeur, "exercise", scenario, "--students", str(STUDENTS), "--lang", language, "-o", folder, "--quiet"]
                subprocess.run(command, check=True)
                answers = table((folder / "answers.csv").read_text())
                asked = [row for row in answers if row["asked"] == "1"]
                total += check_answers(rumeur, scenario, folder, answers)
                steps += check_steps(folder, language == "fr")
                check_gift(folder, asked)
                check_moodle(folder, asked)
    assert total > 500 and steps > 500, (total, steps)
    print(f"{total} answers of {len(SCENARIOS)} scenarios in two languages are what the program computes, {steps} steps come out by hand; GIFT and Moodle XML say the same")


if __name__ == "__main__":
    main()
