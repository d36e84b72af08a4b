"""What comes with a message on paper or from a screen: pictures made safe, and PDF files as they are. Pure."""

from dataclasses import dataclass
from hashlib import sha256

from parishpump.networks.hearing import Attachment
from parishpump.publishing.pictures import MOST_BYTES, NotAPicture, clean

PDF = "application/pdf"
_HEAD, _LAST = 1024, 2048  # a reader of PDF files looks this far for its beginning and its end


class NotAScan(ValueError):
    """The file cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Scan:
    """A file that can be kept. `original` is the SHA-256 of the file as it was given, which a picture no longer is."""

    content: bytes
    media_type: str
    original: str

    def attachments(self, name: str) -> tuple[Attachment, ...]:
        """The file as it is kept and, of a picture, that it is another than the one that was given."""
        kept = Attachment(name, self.media_type, content=self.content)
        if self.media_type == PDF:
            return (kept,)
        return kept, Attachment(f"{name} as given, not kept", "", address=f"sha256:{self.original}")


def scan_of(upload: bytes) -> Scan:
    """A picture, encoded anew and without its place data; or a PDF file as it is, which no page ever opens by itself.

    Raises:
        NotAScan
    """
    if upload[:_HEAD].lstrip().startswith(b"%PDF-"):
        return _pdf(upload)
    return picture_of(upload)


def picture_of(upload: bytes) -> Scan:
    """A picture alone.

    Raises:
        NotAScan
    """
    try:
        cleaned = clean(upload)
    except NotAPicture as refused:
        raise NotAScan(str(refused)) from refused
    return Scan(cleaned.content, cleaned.media_type, sha256(upload).hexdigest())


def _pdf(upload: bytes) -> Scan:
    if len(upload) > MOST_BYTES:
        raise NotAScan("The file is larger than 15 MB. Scan it in grey, or fewer pages at a time.")
    if b"%%EOF" not in upload[-_LAST:]:
        raise NotAScan("This PDF file is not whole. Scan it again, or save it again.")
    return Scan(upload, PDF, sha256(upload).hexdigest())
