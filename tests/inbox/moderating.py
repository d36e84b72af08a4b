"""A village network on which the council moderates, and its rounds."""

from datetime import timedelta

from parishpump.inbox.actions.steps import carry_out_steps
from tests.conftest import NOON
from tests.inbox.hearing import Village

LATER = NOON + timedelta(minutes=10)


class Moderated(Village):
    """A village network on which the council can hide, block and report; what it did there, in order."""

    moderates = frozenset({"hide", "block", "report"})

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[str, str]] = []

    def _do(self, what: str, whom: str) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.done.append((what, whom))

    def hide(self, key: str) -> None:
        self._do("hide", key)

    def show(self, key: str) -> None:
        self._do("show", key)

    def block(self, handle: str) -> None:
        self._do("block", handle)

    def unblock(self, handle: str) -> None:
        self._do("unblock", handle)

    def report(self, key: str, words: str) -> None:
        self._do("report", key)


def carry_out(village: Moderated, at=LATER) -> int:
    """What is due on the network by then."""
    return carry_out_steps(at=at, opened=lambda source: village)
