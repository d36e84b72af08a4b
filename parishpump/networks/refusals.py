"""Moderating calls for networks that have none of them: each refuses, and a network answers those that it knows."""

from typing import ClassVar

from parishpump.networks.hearing import Moderation
from parishpump.networks.readings import refused


class NoModeration:
    """Every moderating call of `hearing.Listener`, refused."""

    moderates: ClassVar[frozenset[Moderation]] = frozenset()

    def hide(self, key: str) -> None:
        raise refused("Nothing can be hidden there.")

    def show(self, key: str) -> None:
        raise refused("Nothing can be hidden there, so nothing can be shown again.")

    def block(self, handle: str) -> None:
        raise refused("Nobody can be blocked there.")

    def unblock(self, handle: str) -> None:
        raise refused("Nobody can be blocked there, so nobody can be let in again.")

    def report(self, key: str, words: str) -> None:
        raise refused("Nothing can be reported there.")
