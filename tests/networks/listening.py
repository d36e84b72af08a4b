"""Reading everything that there is, as the inbox does it."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from parishpump.networks.contract import Network, Receipt
from parishpump.networks.hearing import Gone, Heard, Listener

T = TypeVar("T")

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


class Council(Network, Listener, Protocol):
    """A network's client, which publishes and listens."""


class Resident(Protocol):
    """Somebody with another account than the council's. Keys are those of `hearing.Heard`."""

    def says(self, text: str, *, answers: str) -> str: ...

    def changes(self, key: str, text: str) -> None: ...

    def takes_back(self, key: str) -> None: ...

    def below(self, key: str) -> list[str]:
        """The council's answers to a message."""


def read_all(
    council: Listener, cursor: str = "", *, under: Sequence[Receipt] = (), since: datetime = YESTERDAY
) -> tuple[list[Heard], str]:
    """Everything that there is behind a place, and the place where it ends."""
    heard: list[Heard] = []
    for _ in range(2000):
        batch = council.listen(cursor, since=since, under=under)
        heard += batch.heard
        cursor = batch.cursor
        if not batch.more:
            return heard, cursor
    raise AssertionError("reading never came to an end")


def heard_of(council: Listener, key: str, *, under: Sequence[Receipt] = ()) -> Heard:
    """The message, waited for: real networks tell of it a moment later."""
    return patiently(lambda: next((one for one in read_all(council, under=under)[0] if one.key == key), None))


def now_of(council: Listener, key: str) -> Heard | Gone:
    (there,) = council.look_again([key])
    return there


def patiently(look: Callable[[], T | None]) -> T:
    ends = time.monotonic() + 20
    while not (seen := look()):
        assert time.monotonic() < ends, "the network never showed it"
        time.sleep(0.2)
    return seen
