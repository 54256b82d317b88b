"""Cuts Inter down to the characters that figures use: python3 subset.py Inter-roman.var.ttf

Needs fonttools and brotli. Two weights, each as TrueType (measuring and PNG) and as WOFF2 (embedded in SVG). Kerning is
left out, so that a text is exactly as wide as the sum of its advances, whoever draws it.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B),  # Latin
    (0x386, 0x3CE),  # Greek
    (0x2010, 0x2027), (0x202F, 0x202F), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044),
    (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193),
    (0x2202, 0x2202), (0x2206, 0x2206), (0x2211, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265),
]


def cut(source, style, weight):
    font = instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], name_languages=[0x409],
    )
    options.drop_tables += ["STAT", "DSIG", "GDEF"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    names = {1: "Inter", 2: style, 3: f"Inter subset {style}", 4: f"Inter {style}", 6: f"Inter-{style}"}
    for identifier, text in names.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)
    bold = weight >= 700
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (0x20 if bold else 0x40) | (font["OS/2"].fsSelection & 0x80)
    font["head"].macStyle = int(bold)
    font.save(f"Inter-{style}.ttf")
    font = TTFont(f"Inter-{style}.ttf", recalcTimestamp=False)
    font.flavor = "woff2"
    font.save(f"Inter-{style}.woff2")


for style, weight in [("Regular", 400), ("Bold", 700)]:
    cut(sys.argv[1], style, weight)
