"""The gallery as LibreOffice draws it: every word that a figure says can be read on the page that it prints.

Usage: python tests/python/test_drawn.py path/to/soffice [folder with SVG files]
Needs `pdftotext` (poppler-utils).
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery"
SVG = "{http://www.w3.org/2000/svg}"


def words(text: str) -> Counter:
    # The thin space before a unit is too thin for pdftotext at times.
    return Counter(re.sub(r"(?<=\d)[ \u00a0\u202f]+(?=[%€])", "", text).split())


def said(svg: Path) -> Counter:
    """The words of all texts but for the rims under them."""
    texts = ElementTree.parse(svg).iter(f"{SVG}text")
    return words("\n".join("".join(text.itertext()) for text in texts if not text.get("aria-hidden")))


def main() -> None:
    soffice, folder = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else GALLERY
    pictures = sorted(folder.glob("*.svg"))
    assert pictures, folder
    with tempfile.TemporaryDirectory() as scratch:
        command = [soffice, "--headless", "--convert-to", "pdf", "--outdir", scratch, *pictures]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
        lost, count = [], 0
        for picture in pictures:
            printed = subprocess.run(["pdftotext", Path(scratch, f"{picture.stem}.pdf"), "-"], check=True,
                                     capture_output=True, text=True).stdout
            wanted = said(picture)
            count += wanted.total()
            missing = wanted - words(printed)
            if missing:
                lost.append((picture.name, dict(missing)))
    assert not lost, lost
    print(f"{count} words of {len(pictures)} pictures are read in what LibreOffice prints")


if __name__ == "__main__":
    main()
