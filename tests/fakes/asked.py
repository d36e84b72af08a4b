"""What a fake network is asked and what it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any, Literal

# What a request would do. `publish`, `edit` and `withdraw` are what people would see.
Deed = Literal["sign in", "upload", "publish", "edit", "withdraw", "read"]


@dataclass(frozen=True)
class Asked:
    """One request. Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else {}

    @property
    def form(self) -> dict[str, str]:
        """The fields of a multipart form that are no files."""
        return {name: value.decode() for name, (file, value) in self._parts().items() if not file}

    @property
    def file(self) -> bytes:
        return next(value for file, value in self._parts().values() if file)

    def _parts(self) -> dict[str, tuple[str, bytes]]:
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        parts = message_from_bytes(head + self.body).get_payload()
        assert isinstance(parts, list)
        return {
            str(part.get_param("name", header="content-disposition")): (
                str(part.get_filename() or ""),
                part.get_payload(decode=True),
            )
            for part in parts
        }


@dataclass(frozen=True)
class Said:
    """One answer: JSON, or nothing."""

    status: int
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Posted:
    """One post that a fake network has taken. `key` is ours where the network was told it."""

    reference: str
    key: str
    text: str
    alts: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
