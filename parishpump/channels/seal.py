"""The seal of a deployment request: what an approval is bound to. Pure."""

import hashlib
from collections.abc import Mapping

from parishpump.archive.canonical import Json, canonical


def seal_of(record: Mapping[str, Json]) -> str:
    """SHA-256, hexadecimal, over the canonical JSON (RFC 8785) of everything that a request says."""
    return hashlib.sha256(canonical(dict(record))).hexdigest()
