"""Word documents (.docx): paragraphs, headings by style or by bold type, list items, tables row by row."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from parishpump.policy.adopted.documents.packed import parts_of, xml_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("heading", "title", "subtitle")
_LONGEST_BOLD_HEADING = 90


def word_text(data: bytes) -> str:
    """The document's text: headings start with “# ”, list items with “• ”; what was struck out is left out."""
    names = _style_names(data)
    body = xml_part(data, "word/document.xml").find(f"{_W}body")
    lines = [] if body is None else [_line(paragraph, names) for paragraph in _paragraphs(body)]
    return "\n\n".join(line for line in lines if line)


def _style_names(data: bytes) -> Mapping[str, str]:
    """What each style is called: a style of its own number may well be called “heading 1”."""
    if "word/styles.xml" not in parts_of(data):
        return {}
    names: dict[str, str] = {}
    for style in xml_part(data, "word/styles.xml").iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "")
    return names


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", _FALLBACK):
            yield from _paragraphs(child)


def _line(paragraph: Element, names: Mapping[str, str]) -> str:
    text = " ".join("".join(_words(paragraph)).split())
    if not text:
        return ""
    style = _value(paragraph, "pStyle")
    called = names.get(style, style).lower()
    if called.startswith(_HEADINGS):
        return f"# {text}"
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or called.startswith("list"):
        return f"• {text}"
    return f"# {text}" if _is_bold(paragraph) and len(text) <= _LONGEST_BOLD_HEADING else text


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _FALLBACK):
            yield from _words(child)


def _value(paragraph: Element, name: str) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _is_bold(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(_words(run)).strip()]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")
