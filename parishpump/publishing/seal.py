"""The seal: what an approval is bound to. Pure."""

import hashlib
from collections.abc import Mapping

from parishpump.archive.canonical import canonical
from parishpump.publishing.content import Content


def seal_of(content: Content, channel_texts: Mapping[str, str]) -> str:
    """SHA-256, hexadecimal, over the canonical JSON (RFC 8785) of the content and the exact words of each channel."""
    return hashlib.sha256(canonical({"content": content.as_record(), "words": dict(channel_texts)})).hexdigest()
