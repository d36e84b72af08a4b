"""PDF: the text of each page, where the file holds text at all."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from parishpump.policy.errors import DocumentError

_MOST_PAGES = 300
_MOST_LETTERS = 1_000_000
# A page of a policy has hundreds of letters; a scan has none, or a stray stamp.
_FEWEST_LETTERS_A_PAGE = 20
_LETTER = re.compile(r"[^\W\d_]")
_LOCKED = "This PDF is locked with a password. Save or print it to a PDF without the password, then read it again."
_SCANNED = (
    "This PDF holds pictures of pages and no text: it was probably scanned. Use the document that it was printed from,"
    " or let a scanner’s text recognition make a searchable PDF, or paste the text."
)
_BROKEN = "This PDF is damaged and cannot be read. Open it and print it to a new PDF, or paste the text."


def portable_pages(data: bytes) -> tuple[str, ...]:
    """The text of each page. DocumentError where the file is locked, scanned, damaged, or far too long."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(_LOCKED)
        if len(reader.pages) > _MOST_PAGES:
            raise DocumentError(
                f"This PDF has more than {_MOST_PAGES} pages. Take the policy out of it, then read that."
            )
        pages = tuple(_pages(reader))
    except DocumentError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, ArithmeticError) as error:
        raise DocumentError(_BROKEN) from error
    except RecursionError as error:
        raise DocumentError(_BROKEN) from error
    if sum(len(_LETTER.findall(page)) for page in pages) < _FEWEST_LETTERS_A_PAGE * max(1, len(pages)):
        raise DocumentError(_SCANNED)
    return pages


def _pages(reader: PdfReader) -> Iterator[str]:
    letters = 0
    for page in reader.pages:
        text = page.extract_text()
        letters += len(text)
        if letters > _MOST_LETTERS:
            raise DocumentError(
                "This PDF holds far more text than any policy has. Take the policy out of it, then read that."
            )
        yield text
