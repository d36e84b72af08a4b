"""Which kind of document some bytes are, and their text."""

import unicodedata

from parishpump.policy.adopted.documents.furniture import without_furniture
from parishpump.policy.adopted.documents.open_document import open_document_text
from parishpump.policy.adopted.documents.packed import parts_of
from parishpump.policy.adopted.documents.plain import plain_text
from parishpump.policy.adopted.documents.portable import portable_pages
from parishpump.policy.adopted.documents.word import word_text
from parishpump.policy.errors import DocumentError

LARGEST_FILE = 15_000_000
_LONGEST_TEXT = 250_000
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = b"PK"
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def text_of(name: str, data: bytes) -> str:
    """The text of a policy document: txt, md, docx, odt or PDF, known by its bytes and not by its name.

    Headings that the document marks start with “# ”, list items with “• ”. DocumentError says what to do instead.
    """
    if len(data) > LARGEST_FILE:
        raise DocumentError(
            f"{name} is larger than {LARGEST_FILE // 1_000_000} MB. Take the pictures out, or paste the text."
        )
    text = _tidied(_text(name, data))
    if not text.strip():
        raise DocumentError(f"{name} holds no text. Choose the adopted policy, or paste its text.")
    if len(text) > _LONGEST_TEXT:
        raise DocumentError(
            f"{name} holds more than {_LONGEST_TEXT:,} letters. Take the policy out of it, then read that."
        )
    return text


def _text(name: str, data: bytes) -> str:
    if data.lstrip()[:5] == b"%PDF-":
        return without_furniture(portable_pages(data))
    if data.startswith(_OLD_WORD):
        raise DocumentError(f"{name} is in Word’s old format, or locked. Save it as .docx without a password.")
    if data.startswith(b"{\\rtf"):
        raise DocumentError(f"{name} is rich text. Save it as .docx, .odt or plain text.")
    if data.startswith(_PACKAGE):
        return _unpacked(name, data)
    return without_furniture(plain_text(data).split("\f"))


def _unpacked(name: str, data: bytes) -> str:
    parts = parts_of(data)
    if "word/document.xml" in parts:
        return word_text(data)
    if "content.xml" in parts:
        return open_document_text(data)
    raise DocumentError(f"{name} is no text document. Save the policy as PDF, .docx, .odt or plain text.")


def _tidied(text: str) -> str:
    """Line ends of one kind, ligatures as letters, nothing that cannot be seen or kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ZERO_WIDTH)
    for ligature in "ﬀﬁﬂﬃﬄ":
        text = text.replace(ligature, unicodedata.normalize("NFKC", ligature))
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
