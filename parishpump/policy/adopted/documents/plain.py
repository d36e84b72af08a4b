"""Plain text files, in the encodings that offices use."""

from parishpump.policy.errors import DocumentError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def plain_text(data: bytes) -> str:
    """The text of a file without any format: UTF-8, UTF-16 with its mark, or the western Windows encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        raise DocumentError(
            "This is no text document. Save the policy as PDF, Word (.docx), OpenDocument (.odt) or plain text."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            "The letters of this file cannot be read. Save it as plain text in UTF-8, or paste the text instead."
        ) from error
