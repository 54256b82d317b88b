"""Writes widths.txt: how wide the fonts are that other programs take in place of Inter. Needs fonttools, and Debian's
fonts-liberation and fonts-dejavu-core. A character that Liberation Sans lacks is taken from DejaVu Sans, as programs do.
"""

from fontTools.ttLib import TTFont

LIBERATION = "/usr/share/fonts/truetype/liberation/LiberationSans-{}.ttf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf"

ours = TTFont("Inter-Regular.ttf").getBestCmap()
fonts = [TTFont(LIBERATION.format("Regular")), TTFont(LIBERATION.format("Bold")), TTFont(DEJAVU.format("")), TTFont(DEJAVU.format("-Bold"))]
assert all(font["head"].unitsPerEm == 2048 for font in fonts)


def advance(font, code):
    glyph = font.getBestCmap().get(code)
    return None if glyph is None else font["hmtx"][glyph][0]


lines = [
    "# Advances of other fonts in 1/2048 em, for the characters of Inter here: code point, Liberation Sans regular and bold,",
    "# DejaVu Sans regular and bold. `widths.py` writes it.",
]
for code in sorted(code for code in ours if code < 0x2300):
    widths = [advance(font, code) for font in fonts]
    widths = [widths[i] if widths[i] is not None else widths[i % 2 + 2] for i in range(4)]
    lines.append(f"{code:x} " + " ".join(map(str, widths)))
with open("widths.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
