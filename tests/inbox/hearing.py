"""What people say, and a network in this process on which they say it: keeps the contract of networks.hearing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import pytest

from parishpump.channels.models import Channel
from parishpump.inbox.actions.ears import Reading
from parishpump.inbox.models import Source
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.hearing import Batch, Gone, Heard, Listener, Moderation
from parishpump.networks.registry import LIMITS, NETWORKS, Known
from parishpump.people.models import Person
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.fakes.memory_network import _LIMITS, MemoryNetwork

WORDS = "When is the Mill Lane drain repaired?"


def said(key: str = "at://village/1", text: str = WORDS, *, at: datetime = NOON, **more: Any) -> Heard:
    """One public comment of somebody in the village."""
    facts: dict[str, Any] = {
        "key": key,
        "version": f"v:{text}",
        "kind": "comment",
        "text": text,
        "author": "A resident",
        "handle": "resident.example",
        "written_at": at,
        "address": f"https://village.example/{key.rsplit('/', 1)[-1]}",
        "thread": key,
        "answers": "",
        "public": True,
        "raw": f'{{"text": "{text}"}}'.encode(),
        "media_type": "application/json",
    }
    return Heard(**facts | more)


class Village:
    """A network with a memory: what was said in the order in which it appeared or changed.

    It gives some of what it gave before once more (`overlap`), `size` at a time, and fails as often as it is told to.
    """

    moderates: ClassVar[frozenset[Moderation]] = frozenset()

    def __init__(self, *, size: int = 3, overlap: int = 1) -> None:
        self.size, self.overlap = size, overlap
        self.there: dict[str, Heard] = {}
        self.log: list[str] = []
        self.faults: list[NetworkError | Exception] = []
        self.asked: list[str] = []
        self.under: list[Receipt] = []
        self.since: list[datetime] = []
        self.before_answering: Callable[[], None] = lambda: None

    def say(self, *all_said: Heard) -> None:
        """Somebody says something, or says it in other words."""
        for one in all_said:
            self.there[one.key] = one
            self.log.append(one.key)

    def edit(self, key: str, text: str) -> None:
        """Its writer changes it; this network tells of it only when asked about the message."""
        self.there[key] = replace(self.there[key], text=text, version=f"v:{text}", raw=text.encode())

    def delete(self, key: str) -> None:
        del self.there[key]

    def listen(self, cursor: str, *, since: datetime, under: Sequence[Receipt]) -> Batch:
        self._answer("listen")
        self.since.append(since)
        self.under = list(under)
        read = int(cursor or 0)
        end = min(read + self.size, len(self.log))
        keys = self.log[max(read - self.overlap, 0) : end]
        heard = tuple(self.there[key] for key in keys if key in self.there)
        return Batch(heard, str(end), more=end < len(self.log))

    def look_again(self, keys: Sequence[str]) -> tuple[Heard | Gone, ...]:
        self._answer("look again")
        return tuple(self.there.get(key) or Gone(key) for key in keys)

    def _answer(self, asked: str) -> None:
        self.asked.append(asked)
        self.before_answering()
        if self.faults:
            raise self.faults.pop(0)

    def hide(self, key: str) -> None:
        raise _refused()

    def show(self, key: str) -> None:
        raise _refused()

    def block(self, handle: str) -> None:
        raise _refused()

    def unblock(self, handle: str) -> None:
        raise _refused()

    def report(self, key: str, words: str) -> None:
        raise _refused()


def _refused() -> NetworkError:
    return NetworkError(permanent=True, outcome_known=True, reason="refused")


class ListeningNetwork(MemoryNetwork, Village):
    """Both at once, as the real clients are."""

    def __init__(self) -> None:
        MemoryNetwork.__init__(self)
        Village.__init__(self)


def opened(village: Village) -> Callable[[Reading], Listener]:
    """Every source is read on this network."""
    return lambda reading: village


def plug_in(patch: pytest.MonkeyPatch, *names: str) -> None:
    """Let channels on these networks be open ones that can be listened to."""

    class Opens(ListeningNetwork):
        def __init__(self, credentials: Mapping[str, str], **_: Any) -> None:
            super().__init__()

    for name in names:
        patch.setitem(NETWORKS, name, Known(Opens, (), _LIMITS))
        patch.setitem(LIMITS, name, _LIMITS)


def village_source(by: Person, *, at: datetime = NOON, **more: Any) -> Source:
    """A source that reads an open channel on the village network."""
    channel: Channel = open_channel("Village network", "village", address="", purpose="", minute="", by=by, at=at)
    facts = {"name": "Village network", "channel": channel, "since": at, "next_at": at, "opened_at": at}
    return Source.objects.create(kind=Source.CHANNEL, **facts | more)
