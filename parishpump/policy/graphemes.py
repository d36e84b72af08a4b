"""How many characters a reader would count (UAX 29, as far as a parish post needs it)."""

import unicodedata

_JOINER = "\u200d"


def graphemes(text: str) -> int:
    """The number of user-perceived characters in a text."""
    return sum(1 for _ in starts(text))


def starts(text: str) -> list[int]:
    """The code-point offset at which each user-perceived character begins."""
    found: list[int] = []
    flags = 0
    for index, character in enumerate(text):
        flag = _is_flag_letter(character)
        flags = flags + 1 if flag else 0
        if index and _joins(text[index - 1], character, flags):
            continue
        found.append(index)
    return found


def _joins(before: str, character: str, flags: int) -> bool:
    if before == "\r" and character == "\n":
        return True
    if _extends(character):
        return before not in "\r\n"
    if before == _JOINER and ord(character) > 0x2000:
        return True
    if flags:
        return flags % 2 == 0
    return _hangul_joins(ord(before), ord(character))


def _extends(character: str) -> bool:
    code = ord(character)
    if code < 0x300:
        return False
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or character in (_JOINER, "\u200c")
    )


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _hangul_joins(before: int, code: int) -> bool:
    leading = 0x1100 <= before <= 0x115F
    vowel = 0x1160 <= code <= 0x11A7
    trailing = 0x11A8 <= code <= 0x11FF
    syllable = 0xAC00 <= before <= 0xD7A3
    if leading:
        return vowel or 0x1100 <= code <= 0x115F or 0xAC00 <= code <= 0xD7A3
    return (vowel or trailing) and (syllable or 0x1160 <= before <= 0x11FF)
