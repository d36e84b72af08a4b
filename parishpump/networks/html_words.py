"""What a stranger's HTML says, as plain words: one pass, whatever is in it. Pure.

Not `html.parser`: a hundred kilobytes of `<a ` take it minutes, and anybody can send us those. This reads each
character once. What a browser would not show (scripts, styles, comments) is left out; a tag that never ends is shown
as it stands, because words that somebody wrote to the council are not to be lost.
"""

import re
from collections.abc import Iterator
from html import unescape

_HIDDEN = ("script", "style", "template", "title", "head", "iframe", "object", "svg")
_PARAGRAPHS = (
    "p", "div", "blockquote", "ul", "ol", "table", "pre", "section", "article", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "header", "footer", "address",
)  # fmt: skip
_LINES = ("br", "li", "tr", "dt", "dd", "option")
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]*)")
_MARK = re.compile(r"[>\"']")
_HREF = re.compile(r"""\bhref\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_END_OF = {name: re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE) for name in _HIDDEN}

Piece = tuple[bool, str]  # whether it is a tag (its inside, without the angles), and what it says


def html_words(html: str, *, lines_count: bool = False) -> str:
    """The words of a piece of HTML, its links with their address where that is not in the words.

    lines_count: the line breaks of the source are line breaks, as in a WordPress comment.
    """
    reader = _Words(lines_count=lines_count)
    for is_tag, piece in _pieces(html):
        if is_tag:
            reader.tag(piece)
        else:
            reader.text(piece)
    return reader.said()


class _Words:
    def __init__(self, *, lines_count: bool) -> None:
        self._out: list[str] = []
        self._lines_count = lines_count
        self._link = ""
        self._linked_from = 0

    def text(self, piece: str) -> None:
        words = unescape(piece).replace("\r\n", "\n").replace("\r", "\n")
        self._out.append(words if self._lines_count else re.sub(r"[ \t\n\f]+", " ", words))

    def tag(self, inside: str) -> None:
        found = _NAME.match(inside)
        if found is None:
            return
        name, closes = found[1].lower(), inside.startswith("/")
        if name in _PARAGRAPHS:
            self._out.append("\n\n")
        elif name in _LINES and not closes:
            # The source's own line break after a <br> is no second one.
            self._out.append("\n")
        elif name == "img":
            self._out.append(_attribute(_ALT, inside))
        elif name == "a":
            self._anchor("" if closes else _attribute(_HREF, inside))

    def _anchor(self, address: str) -> None:
        """Say where a link leads, unless its words do or it leads to a name or a hashtag."""
        shown = "".join(self._out[self._linked_from :]).strip()
        told = not self._link.startswith(("http://", "https://")) or _bare(self._link) in _bare(shown)
        if self._link and not told and not shown.startswith(("@", "#")):
            self._out.append(f" ({self._link})")
        self._link, self._linked_from = address, len(self._out)

    def said(self) -> str:
        self._anchor("")
        lines = (line.strip(" \t\f") for line in "".join(self._out).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/").lower()


def _attribute(pattern: re.Pattern[str], inside: str) -> str:
    found = pattern.search(inside)
    return unescape(found[1].strip("\"'")).strip() if found else ""


def _pieces(html: str) -> Iterator[Piece]:
    """Text and tags in turn. A tag or comment that never ends is text, and so is all that follows."""
    at = 0
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            break
        if start > at:
            yield False, html[at:start]
        if not _begins_a_tag(html, start):
            yield False, "<"
            at = start + 1
            continue
        end = _end_of(html, start)
        if end is None:
            at = start
            break
        yield True, html[start + 1 : end - 1]
        at = _after_the_hidden(html, start, end)
    if at < len(html):
        yield False, html[at:]


def _begins_a_tag(html: str, start: int) -> bool:
    following = html[start + 1 : start + 3]
    return bool(following) and (following[0].isalpha() or following[0] in "!?" or following[:1] == "/")


def _end_of(html: str, start: int) -> int | None:
    """The place behind the `>` that ends a tag or comment; one inside quotation marks does not."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return None if end < 0 else end + 3
    at = start + 1
    while (found := _MARK.search(html, at)) is not None:
        if found.group() == ">":
            return found.end()
        closing = html.find(found.group(), found.end())
        if closing < 0:
            return None
        at = closing + 1
    return None


def _after_the_hidden(html: str, start: int, end: int) -> int:
    """Where reading goes on behind an opening tag: behind its end where its inside is not for readers."""
    found = _NAME.match(html, start + 1)
    name = found[1].lower() if found else ""
    if name not in _END_OF or html[start + 1] == "/" or html[end - 2] == "/":
        return end
    closing = _END_OF[name].search(html, end)
    return len(html) if closing is None else closing.end()
