"""What a fake network is asked and what it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
    pairs: tuple[tuple[str, str], ...] = ()

    def every(self, name: str) -> list[str]:
        """All values of a parameter that may come more than once."""
        return [value for given, value in self.pairs if given == name]

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


@dataclass
class Written:
    """What a resident wrote. `answers`: the key of what it answers, "" for none; `thread`: of the first message."""

    key: str
    text: str
    author: str
    at: datetime
    answers: str
    thread: str
    version: int = 1
    gone: bool = False
    hidden: bool = False

    @property
    def handle(self) -> str:
        return self.author.lower().replace(" ", "-")


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
