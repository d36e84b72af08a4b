"""Words that somebody wrote, made fit to be shown to everybody: in a page, in a feed, in a calendar. Pure."""

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# What XML 1.0 cannot carry, other control characters, and the controls that turn text around (U+202A to U+202E, and
# U+2066 to U+2069): with those a line can be made to read as something else than what was approved.
_NOT_SHOWN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

_LINK = re.compile(
    r"""(?P<page>\bhttps?://[^\s<>"“”]+)
    |(?P<email>(?<![\w.+%-])[A-Za-z0-9][A-Za-z0-9.+_%-]{0,63}@(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,24}\b)
    |(?P<telephone>(?<![\w+./@-])
        (?:\+44[ \xa0]?(?:\(0\)[ \xa0]?)?[1-9]\d{1,4}|\(?0[1-9]\d{1,4}\)?)(?:[ \xa0]?\d){5,8}?(?![\w/-]))""",
    re.VERBOSE,
)
_MOST_OF_AN_ADDRESS = 2000


def shown(text: str) -> str:
    """The text without what cannot or must not be shown; line ends are line feeds."""
    return _NOT_SHOWN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The same in one line, for titles and names."""
    return " ".join(shown(text).split())


def excerpt(text: str, most: int = 240) -> str:
    """The beginning of a text in one line, cut after a whole word."""
    line = one_line(text[: most * 4])
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def linked(text: str) -> SafeString:
    """The text escaped, with its web addresses, email addresses and British telephone numbers as links."""
    parts, done, text = [], 0, shown(text)
    for found in _LINK.finditer(text):
        words = _without_tail(found.group()) if found["page"] else found.group()
        if href := _address_of(found, words):
            parts += [escape(text[done : found.start()]), format_html('<a href="{}">{}</a>', href, words)]
            done = found.start() + len(words)
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308 - every part is escaped


def paragraphs(text: str) -> SafeString:
    """The text as HTML: a blank line parts paragraphs, a single line end stays one."""
    whole = _BLANK_LINES.split(shown(text).strip())
    return format_html_join("\n", "<p>{}</p>", ((_with_breaks(linked(one)),) for one in whole if one))


def linked_lines(lines: Iterable[str]) -> list[SafeString]:
    """Each line escaped and linked; empty ones are left out."""
    return [linked(line) for line in lines if line.strip()]


def _with_breaks(text: SafeString) -> SafeString:
    return mark_safe(text.replace("\n", "<br>"))  # noqa: S308 - it is escaped already


def _without_tail(address: str) -> str:
    """An address in running text without the punctuation that follows it; a bracket stays where it was opened."""
    while address and (
        address[-1] in ".,:;!?'’»*_"
        or (address[-1] == ")" and address.count(")") > address.count("("))
        or (address[-1] == "]" and address.count("]") > address.count("["))
    ):
        address = address[:-1]
    return address


def _address_of(found: re.Match[str], words: str) -> str:
    """Where the link goes, or nothing where it had better be none."""
    if found["page"]:
        host = words.partition("://")[2]
        return words if host[:1].isalnum() and len(words) <= _MOST_OF_AN_ADDRESS else ""
    if found["email"]:
        return f"mailto:{words}"
    digits = re.sub(r"\(0\)|\D", "", words)
    national = 9 <= len(digits) - (2 if words.startswith("+") else 1) <= 10  # Ofcom's numbering plan
    return f"tel:{'+' if words.startswith('+') else ''}{digits}" if national else ""
