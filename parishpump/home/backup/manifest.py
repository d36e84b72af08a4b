"""What a backup says of itself: when, by which version, and what each part must be."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from parishpump.home.errors import BackupError

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The last part of every backup."""

    created_at: datetime
    parishpump: str
    """The version that wrote it."""

    server_major: int
    owner_role: str
    app_role: str
    sha256: dict[str, str]
    """Of each part, by name, in hexadecimal."""

    rows: dict[str, int]
    """How many rows each table has, by schema.table."""

    def as_json(self) -> bytes:
        """The manifest as it is stored."""
        stored = {"format": FORMAT, **asdict(self), "created_at": self.created_at.isoformat()}
        return json.dumps(stored, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> Self:
        """Read it back; BackupError for one of a later format."""
        facts: dict[str, Any] = json.loads(stored)
        if facts.pop("format") != FORMAT:
            raise BackupError("A newer Parish Pump wrote this backup.", "Restore it with that version or a later one.")
        return cls(**{**facts, "created_at": datetime.fromisoformat(facts["created_at"])})
