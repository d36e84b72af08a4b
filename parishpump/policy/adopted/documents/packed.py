"""One XML part of a packed document (docx, odt), unpacked under a limit and read without entities."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from parishpump.policy.errors import DocumentError

# The text of a thousand pages is far below; what unpacks to more is no policy.
_LARGEST_PART = 30_000_000
_MOST_PARTS = 5_000
_BROKEN = "This file is damaged: it cannot be unpacked. Open it where it was written and save it again."


def parts_of(data: bytes) -> frozenset[str]:
    """The names of the files in the package; empty where it is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist()[:_MOST_PARTS])
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return frozenset()


def xml_part(data: bytes, name: str) -> Element:
    """The root of one part. The size that the package claims is not believed: reading stops at the limit."""
    root: Element
    try:
        root = fromstring(unpacked_part(data, name))
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise DocumentError(_BROKEN) from error
    return root


def unpacked_part(data: bytes, name: str) -> bytes:
    """The bytes of one part, at most thirty million of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(name) as part:
            said = part.read(_LARGEST_PART + 1)
    except RuntimeError as error:
        raise DocumentError(
            "This document is locked with a password. Save it without the password, then read it again."
        ) from error
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, zlib.error) as error:
        raise DocumentError(_BROKEN) from error
    if len(said) > _LARGEST_PART:
        raise DocumentError(
            "This document unpacks to far more text than any policy has. Copy the policy alone into a new document."
        )
    return said
