"""OpenDocument texts (.odt): paragraphs, headings, list items."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parishpump.policy.adopted.documents.packed import parts_of, unpacked_part, xml_part
from parishpump.policy.errors import DocumentError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = (f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_OFFICE}annotation", f"{_TEXT}note-citation")


def open_document_text(data: bytes) -> str:
    """The document's text: headings start with “# ”, list items with “• ”."""
    _refuse_encrypted(data)
    body = xml_part(data, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    lines = [] if body is None else list(_lines(body, listed=False))
    return "\n\n".join(line for line in lines if line)


def _refuse_encrypted(data: bytes) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in parts_of(data) and b"encryption-data" in unpacked_part(data, manifest):
        raise DocumentError(
            "This document is locked with a password. Save it without the password, then read it again."
        )


def _lines(element: Element, *, listed: bool) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_TEXT}h":
            yield _marked("# ", child)
        elif child.tag == f"{_TEXT}p":
            yield _marked("• " if listed else "", child)
        else:
            yield from _lines(child, listed=listed or child.tag == f"{_TEXT}list-item")


def _marked(mark: str, paragraph: Element) -> str:
    text = " ".join("".join(_words(paragraph)).split())
    return f"{mark}{text}" if text else ""


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif child.tag not in _LEFT_OUT:
            yield from _words(child)
        yield child.tail or ""
