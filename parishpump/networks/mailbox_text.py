"""What is new in an answer by email, above the older messages that mail programs put below it. Pure."""

import re

_LONGEST_MARK = 300  # characters of a line that could be a mark between messages

_WROTE = re.compile(r"\W*(on\b.{4,200}\bwrote|.{4,200} wrote|le\b.{4,200} a écrit|am\b.{4,200} schrieb)\s*:\s*", re.I)
# Mail programs break a long one over two lines: `On Tuesday, 24 November 2026 at 12:00, the clerk`.
_FIRST_HALF = re.compile(r"\W*(on|le|am)\b.*\d.*[^.!?]\s*", re.I)
_DIVIDER = re.compile(r"\s*-{2,}\s*(original message|forwarded message|original appointment)\s*-{2,}\s*", re.I)
_FORWARDED = re.compile(r"-{2,}\s*forwarded message|^begin forwarded message:", re.I | re.M)
_OUTLOOK = re.compile(r"\W*from:\s.+", re.I)
_OUTLOOK_NEXT = re.compile(r"\W*(sent|date|to|subject):\s", re.I)
_SIGNATURE = re.compile(r"-- ?")


def new_words(text: str) -> str:
    """An answer without the older messages quoted below it, and without the signature.

    An answer written between or below the quoted lines is left as it stands. The whole text where nothing else is left.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    kept = _without_quotation(_before_older(lines))
    signature = next((number for number, line in enumerate(kept) if _SIGNATURE.fullmatch(line)), len(kept))
    return "\n".join(kept[:signature]).strip() or "\n".join(kept).strip() or text.strip()


def new_words_end(text: str) -> int:
    """Where in the text its new words end; its length, where they are all of it or do not stand in one piece."""
    new = new_words(text)
    if "\r\n" in text:  # as a browser sends what was typed into a form
        new = new.replace("\n", "\r\n")
    start = text.find(new)
    end = start + len(new)
    return end if new and start >= 0 and text[end:].strip() else len(text)


def forwards(text: str) -> bool:
    """Whether somebody passes on in it what another wrote."""
    return _FORWARDED.search(text) is not None


def _before_older(lines: list[str]) -> list[str]:
    """Up to where a mail program put the older message, none of its lines marked by a `>`."""
    for number, line in enumerate(lines):
        following = next((one for one in lines[number + 1 : number + 3] if one.strip()), "")
        outlook = _is(_OUTLOOK, line) and _OUTLOOK_NEXT.match(following[:_LONGEST_MARK])
        unmarked = _is(_WROTE, line) and following and not any(_is_quoted(one) for one in lines[number:])
        if _is(_DIVIDER, line) or outlook or unmarked:
            return lines[:number]
    return lines


def _without_quotation(lines: list[str]) -> list[str]:
    """Without the `>` lines at the end, and the line above them that says who wrote them."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_quoted(lines[end - 1])):
        end -= 1
    if not any(_is_quoted(line) for line in lines[end:]):
        return lines
    if (
        end >= 2
        and _FIRST_HALF.fullmatch(lines[end - 2][:_LONGEST_MARK])
        and _is(_WROTE, " ".join(lines[end - 2 : end]))
    ):
        return lines[: end - 2]
    if end and _is(_WROTE, lines[end - 1]):
        return lines[: end - 1]
    return lines[:end]


def _is(mark: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST_MARK and mark.fullmatch(line) is not None


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")
