"""On which line of a TOML file a key stands, so that a fault can be found by who reads the message."""

import re
from collections.abc import Iterator, Sequence

_PART = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=\s*(.*)")
_HEAD = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_ID = re.compile(r"""\bid\s*=\s*["']([^"'\n]*)["']""")
_MOST_DOTS = 20
_LONG = ('"' * 3, "'" * 3)


def lines_of(text: str) -> dict[str, int]:
    """The line, from 1, of each key by its dotted path. A row of a list stands under its id: rules.<id>.strength."""
    found: dict[str, int] = {}
    for path, line in _places(text.split("\n")):
        found.setdefault(path, line)
    return found


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """The line of a key, of the first thing below it, or of the nearest thing above it that has one."""
    if path in lines:
        return lines[path]
    below = [line for each, line in lines.items() if each.startswith(f"{path}.")]
    if below:
        return min(below)
    return line_of(path.rpartition(".")[0], lines) if "." in path else None


def too_deep(text: str) -> int | None:
    """The first line with a key of more parts than any pack has: Python's reader takes ever longer over those."""
    for number, line in enumerate(text.split("\n"), 1):
        key = _HEAD.match(line) or _KEY.match(line)
        if key and key[0].count(".") > _MOST_DOTS and len(re.findall(_PART, key[0].partition("=")[0])) > _MOST_DOTS:
            return number
    return None


def key_on(text: str, line: int) -> str | None:
    """The last key that begins on a line."""
    on_line = [path for path, number in _places(text.split("\n")) if number == line]
    return on_line[-1] if on_line else None


def _places(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    table, array, closes = "", "", ""
    for number, line in enumerate(lines, 1):
        if closes:
            closes = "" if closes in line else closes
        elif head := _HEAD.match(line):
            table = _path(head[2]) + "."
            if head[1] == "[[":
                table += f"{_row(lines, number)}."
            yield table[:-1], number
        elif key := _KEY.match(line):
            array = table + _path(key[1])
            yield array, number
            closes = _opened(key[2])
        if (row := _ID.search(line)) and "{" in line:
            yield f"{array}.{row[1]}", number


def _row(lines: Sequence[str], start: int) -> str:
    """The id of a row, from the lines of its table, which begin at `start`."""
    for line in (lines[at] for at in range(start, len(lines))):
        if _HEAD.match(line):
            break
        if (key := _KEY.match(line)) and key[1] == "id" and (row := _ID.search(line)):
            return row[1]
    return ""


def _opened(value: str) -> str:
    """The quotes that close a text which goes on below its line; empty where it does not."""
    return next((quotes for quotes in _LONG if value.startswith(quotes) and quotes not in value[3:]), "")


def _path(key: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_PART, key))
