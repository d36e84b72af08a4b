"""Plain text to HTML and back, so that what was published can be compared with what was meant. Pure."""

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from parishpump.networks.lengths import links_in

_NOT_TEXT = ("figure", "script", "style")


@dataclass(frozen=True)
class Page:
    """What a piece of HTML says to a reader: its text, and the alt text of each picture."""

    text: str
    alts: tuple[str, ...]


def paragraphs(text: str) -> str:
    """HTML paragraphs of a plain text, every character of it escaped and its web addresses made links.

    `page(paragraphs(text)).text` is the same text again, but for carriage returns.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(f"<p>{_line_breaks(one)}</p>" for one in lines.split("\n\n"))


def _line_breaks(paragraph: str) -> str:
    return "<br />".join(_linked(line) for line in paragraph.split("\n"))


def _linked(line: str) -> str:
    pieces, last = [], 0
    for start, end in links_in(line):
        address = line[start:end]
        pieces += [plain(line[last:start]), f'<a href="{plain(address)}">{plain(address)}</a>']
        last = end
    return "".join([*pieces, plain(line[last:])])


def plain(text: str) -> str:
    """Text that HTML and WordPress leave as it is: brackets too, for WordPress runs `[gallery]` as a command."""
    return escape(text).replace("[", "&#091;").replace("]", "&#093;")


def page(html: str) -> Page:
    """Read HTML as a reader would. Figures give their alt text, not their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page("\n\n".join("".join(block) for block in reader.blocks), tuple(reader.alts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = []
        self.alts: list[str] = []
        self._hidden = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_TEXT:
            self._hidden += 1
        elif tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")
        elif tag == "p":
            self.blocks.append([])
            self._inside = True
        elif tag == "br" and self._inside:
            self.blocks[-1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_TEXT and self._hidden:
            self._hidden -= 1
        elif tag == "p":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._inside:
            if not data.strip():
                return
            self.blocks.append([])
            self._inside = True
        self.blocks[-1].append(data)
