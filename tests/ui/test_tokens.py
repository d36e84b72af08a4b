"""Text on its ground is read at 4.5 to 1 or more, edges are seen at 3 to 1 or more (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

from parishpump.ui import frame

TOKENS = (Path(frame.__file__).parent / "static/ui/tokens.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--pump-([a-z-]+): (#[0-9a-f]{6});", TOKENS))
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "link", "link-visited") for ground in ("paper", "stone")],
    *[("ink", wash) for wash in ("stone-deep", "slate-wash", "slate-line", "ochre-wash", "water-wash", "brick-wash")],
    *[("ink-soft", wash) for wash in ("stone-deep", "ochre-wash", "moss-wash")],
    *[("paper", ground) for ground in ("green", "green-deep", "brick", "brick-deep", "ochre", "ink")],
    *[(meaning, f"{meaning}-wash") for meaning in ("brick", "ochre", "moss", "slate", "water")],
    *[(meaning, "paper") for meaning in ("brick", "ochre", "moss", "slate", "water", "green")],
    *[("link", wash) for wash in ("slate-wash", "water-wash", "ochre-wash")],
    ("moss-deep", "moss-wash"),
    ("brick", "stone"),
]
EDGES = [
    ("line-strong", "paper"),
    ("line-strong", "stone"),
    ("ochre-line", "ochre-wash"),
    ("focus", "green"),
    ("focus-edge", "stone"),
]


def brightness(colour: str) -> float:
    parts = [int(COLOURS[colour][start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_an_edge_can_be_seen_on_its_ground(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3
