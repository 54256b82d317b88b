"""The report and the exercise sheets in headless Chromium, on a telephone, on a desk and on paper.

Usage: python tests/browser/report.py path/to/rumeur path/to/chromium [folder for screenshots]
Needs `pip install playwright axe-playwright-python`, of which the second brings axe-core.
"""

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
WIDTHS = [390, 1280]
# A4 less the margins of the style, in pixels of 1/96 inch.
PAPER = 680

HOSTILE = r"""
title = "<script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
period = "<b onmouseover=window.hacked=1>month"
source = "</pre></style><script>window.hacked = 1</script> javascript:alert(1)"

[customers]
complaints = 3
observed_voice_rate = 0.05

[silent]
source = "\"><svg onload=window.hacked=1>"
stays = 0.5
audience = 5

[damage]
currency = "</td><script>window.hacked=1</script>"
customer_value = 100.0

[variants.one]
title = "</th><iframe src='https://example.org/'></iframe>"
set = { "voice.asked" = 1.0, "voice.admits" = 0.5 }
"""

UNKNOWN = """
[customers]
served = 4_000
complaints = 12
observed_voice_rate = 0.06

[silent]
stays = 0.4
audience = 5

[damage]
customer_value = 180.0

[uncertainty]
"customers.observed_voice_rate" = { pert = [0.03, 0.06, 0.15] }

[variants.ask]
title = { en = "Ask", fr = "Interroger" }
set = { "voice.asked" = 1.0, "voice.admits" = 0.5 }
"""


def report(rumeur: str, folder: Path, name: str, scenarios: list[Path], language: str) -> Path:
    results, out = folder / name, folder / f"{name}-{language}.html"
    if not results.exists():
        command = [rumeur, "run", *scenarios, "-o", results, "--replicates", "400", "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([rumeur, "report", results, "-o", out, "--lang", language, "--quiet"], check=True)
    return out


def look(page: Page, path: Path, shots: Path | None) -> None:
    """Opens a page and fails at the first thing that is not as it should be."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    own = path.as_uri()
    page.on("request", lambda request: None if request.url == own or request.url.startswith("data:")
            else problems.append(f"asks for {request.url}"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(own)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (path.name, width, wide, page.evaluate(WIDEST))
        for figure in page.query_selector_all("figure svg"):
            figure.scroll_into_view_if_needed()
            box = figure.bounding_box()
            assert figure.is_visible() and box and box["width"] > 200 and box["height"] > 100, (path.name, width, box)
        if shots:
            page.screenshot(path=shots / f"{path.stem}-{width}.png", full_page=True)
    assert page.evaluate("window.hacked") is None, path.name
    assert not problems, (path.name, problems)


# What sticks out furthest, for whoever has to mend it.
WIDEST = """() => [...document.querySelectorAll('main *')].map(e => [e.getBoundingClientRect().right, e.tagName, e.textContent.slice(0, 60)])
    .sort((a, b) => b[0] - a[0]).slice(0, 3)"""


# Rows that look like two others of their table need not be looked at again: to find the colours behind a cell takes milliseconds.
MARK_ALIKE = """() => document.querySelectorAll('tbody').forEach(body => {
    const seen = {};
    for (const row of body.rows) {
        const look = [row, ...row.querySelectorAll('*')].map(e => e.tagName + e.className + e.getAttribute('style')).join();
        seen[look] = (seen[look] || 0) + 1;
        if (seen[look] > 2) row.dataset.alike = '';
    }
})"""
RULES = "axe.run(document, {rules: {'color-contrast': {enabled: false}}})"
COLOURS = "axe.run({include: document, exclude: [['[data-alike]']]}, {runOnly: ['color-contrast']})"


def accessible(page: Page, path: Path) -> None:
    # Not as an element: the page allows no script from elsewhere, and this one is not of the page.
    page.evaluate(AXE)
    page.evaluate(MARK_ALIKE)
    # In the dark only colours are others.
    for scheme, rules in (("light", RULES), ("light", COLOURS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(rules)
        serious = [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:3]])
                   for one in found["violations"] if one["impact"] in ("serious", "critical")]
        assert not serious, (path.name, scheme, serious)
    page.emulate_media(color_scheme="light")


def on_paper(page: Page, path: Path, shots: Path | None) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    over = page.evaluate(f"""() => [...document.querySelectorAll('table, figure, pre')]
        .map(e => [Math.round(e.getBoundingClientRect().right), e.tagName, e.textContent.slice(0, 60)])
        .filter(e => e[0] > {PAPER})""")
    assert not over, (path.name, over)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000, path.name
    if shots:
        (shots / f"{path.stem}.pdf").write_bytes(pdf)
    page.emulate_media(media="screen")


def sorts_and_downloads(page: Page, path: Path, results: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    table = page.locator("table.sortable").first
    heads = table.locator("thead th").all_inner_texts()
    place = heads.index("mean")
    button = table.locator("thead button").nth(place)

    def values() -> list[float]:
        cells = table.locator(f"tbody td:nth-child({place + 1})")
        texts = cells.evaluate_all("cells => cells.map(cell => cell.dataset.value)")
        return [float(text) for text in texts if text]

    before = values()
    button.focus()
    page.keyboard.press("Enter")
    once = values()
    button.click()
    twice = values()
    assert {tuple(once), tuple(twice)} == {tuple(sorted(before)), tuple(sorted(before, reverse=True))}, (path.name, once[:5])
    link = page.locator("a[download]").first
    with page.expect_download() as waiting:
        link.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    name = waiting.value.suggested_filename
    loaded = list(csv.reader(io.StringIO(text)))
    known = list(csv.reader(io.StringIO((results / name).read_text(encoding="utf-8"))))
    assert loaded[0] == known[0] and all(row in known for row in loaded[1:]) and len(loaded) > 5, (path.name, name)


def without_a_script(browser, path: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    assert page.locator("table.sortable tbody tr").count() > 5, path.name
    page.close()


def main() -> None:
    rumeur, chromium = str(Path(sys.argv[1]).resolve()), sys.argv[2]
    shots = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    shipped = ROOT / "scenarios"
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        (folder / "hostile.toml").write_text(HOSTILE, encoding="utf-8")
        (folder / "unknown.toml").write_text(UNKNOWN, encoding="utf-8")
        cases = {
            "classic": [shipped / "classic.toml"],
            "hotel": [shipped / "hotel.toml"],
            "several": [shipped / f"{name}.toml" for name in ("classic", "verde", "call-centre")],
            "unknowns": [folder / "unknown.toml"],
            "karate": [shipped / "karate.toml"],
            "hostile": [folder / "hostile.toml"],
        }
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        count = 0
        for name, scenarios in cases.items():
            for language in ("en", "fr"):
                path = report(rumeur, folder, name, scenarios, language)
                page = browser.new_page()
                look(page, path, shots)
                accessible(page, path)
                sorts_and_downloads(page, path, folder / name)
                on_paper(page, path, shots)
                page.close()
                without_a_script(browser, path)
                count += 1
        for name in ("hotel.toml", "classic.toml"):
            for language in ("en", "fr"):
                out = folder / f"exercise-{name}-{language}"
                command = [rumeur, "exercise", shipped / name, "--students", "2", "--lang", language, "-o", out, "--quiet"]
                subprocess.run(command, check=True)
                for sheet in ("sheets.html", "corrected.html"):
                    path = (out / sheet).rename(folder / f"{Path(name).stem}-{language}-{sheet}")
                    page = browser.new_page()
                    look(page, path, shots)
                    accessible(page, path)
                    on_paper(page, path, shots)
                    page.close()
                    count += 1
        browser.close()
    print(f"{count} pages: no error, no request, no horizontal scroll, figures seen, tables sorted and downloaded, whole on paper, "
          "nothing serious found by axe-core, nothing injected")


if __name__ == "__main__":
    main()
