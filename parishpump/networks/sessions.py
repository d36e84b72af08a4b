"""Bluesky sessions, kept in memory between posts: it allows only some 300 sign-ins a day."""

from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock


@dataclass(frozen=True)
class Session:
    """Who we are on a Bluesky server, and the token that says so for an hour or two."""

    did: str
    handle: str
    token: str = field(repr=False)


class Sessions:
    """The sessions of this process, by server, account and password: a changed password never finds an old session."""

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}
        self._lock = Lock()

    def get(self, key: str) -> Session | None:
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: str, session: Session) -> None:
        with self._lock:
            self._kept[key] = session

    def drop(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)


def key_of(*parts: str) -> str:
    """A key that does not show the password in it."""
    return sha256("\0".join(parts).encode()).hexdigest()


KEPT = Sessions()
