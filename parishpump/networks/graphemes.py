"""Counting what a reader sees as one character (Unicode Standard Annex 29, extended grapheme clusters).

Python's standard library knows neither the cluster property nor "pictographic", so both are drawn from the general
category and a few blocks. That is exact for Latin text, combining marks, flags, keycaps and emoji; it may count some
South Asian conjuncts as two.
"""

import unicodedata

_JOINER, _NON_JOINER = "\u200d", "\u200c"
_HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)


def count(text: str) -> int:
    """The number of grapheme clusters of a text."""
    clusters = 0
    flags = 0  # regional indicators in a row: they pair up
    picture = False  # the cluster so far is a pictograph, perhaps with marks
    for index, character in enumerate(text):
        before = text[index - 1] if index else ""
        joins = before == _JOINER and picture and _is_pictograph(character)
        joins = joins or (_is_flag_letter(character) and flags % 2 == 1) or _clings(before, character)
        clusters += not joins
        flags = flags + 1 if _is_flag_letter(character) else 0
        picture = _is_pictograph(character) or (picture and _extends(character))
    return clusters


def _clings(before: str, character: str) -> bool:
    """Whether a character belongs to the one before it, whatever came earlier (rules GB3 to GB9a)."""
    if not before:
        return False
    if before == "\r" and character == "\n":
        return True
    if _is_control(before) or _is_control(character):
        return False
    return _extends(character) or unicodedata.category(character) == "Mc" or _hangul_joins(before, character)


def _is_control(character: str) -> bool:
    return (
        character not in (_JOINER, _NON_JOINER)
        and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
        and (not _is_tag(character))
    )


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Me")
        or character in (_JOINER, _NON_JOINER)
        or 0x1F3FB <= ord(character) <= 0x1F3FF
        or _is_tag(character)
    )


def _is_tag(character: str) -> bool:
    """The letters that spell the flags of England, Scotland and Wales."""
    return 0xE0020 <= ord(character) <= 0xE007F


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _is_pictograph(character: str) -> bool:
    point = ord(character)
    if point < 0x2190:
        return character in "©®‼⁉™ℹ"
    return (point < 0x3300 or 0x1F000 <= point <= 0x1FAFF) and (
        unicodedata.category(character) in ("So", "Sm", "Cn") and not _is_flag_letter(character)
    )


def _hangul_joins(before: str, character: str) -> bool:
    """Korean letters that build one syllable (rules GB6 to GB8)."""
    first, second = _hangul_kind(before), _hangul_kind(character)
    return (first, second) in {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"),
        ("LV", "V"), ("V", "V"), ("LV", "T"), ("V", "T"), ("LVT", "T"), ("T", "T"),
    }  # fmt: skip


def _hangul_kind(character: str) -> str:
    point = ord(character)
    if point in _HANGUL_SYLLABLES:
        return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
    for kind, low, high in (("L", 0x1100, 0x115F), ("V", 0x1160, 0x11A7), ("T", 0x11A8, 0x11FF)):
        if low <= point <= high:
            return kind
    return ""
