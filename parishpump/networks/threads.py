"""Answers under our own posts, read thread by thread: each version of each once, whatever happens in between. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from parishpump.networks.contract import Receipt
from parishpump.networks.hearing import Heard
from parishpump.networks.readings import mark, marks_in

ROOM = 200  # messages a call
MOST_THREADS = 20  # a call

Read = Callable[[Receipt], Sequence[Heard] | None]


@dataclass(frozen=True)
class Round:
    """One round through the posts whose answers are wanted.

    given: by post, the marks of what was given already. turn: the post whose turn it is, from 1; 0 when it is over.
    """

    given: Mapping[str, str]
    turn: int


def walk(
    this: Round, under: Sequence[Receipt], read: Read, *, room: int, go_on: Callable[[], bool]
) -> tuple[list[Heard], Round]:
    """The next answers that were not given yet, `room` at most. `read`: None where it cannot be told what is there."""
    heard: list[Heard] = []
    given = {post.reference: this.given.get(post.reference, "") for post in under}
    first = this.turn - 1 if 0 < this.turn <= len(under) else 0
    place = first
    while place < min(first + MOST_THREADS, len(under)) and len(heard) < room and (place == first or go_on()):
        reference, there = under[place].reference, read(under[place])
        if there is not None:
            fresh, given[reference] = _fresh(there, marks_in(given[reference]), room=room - len(heard))
            heard += fresh
            if len(marks_in(given[reference])) < len({mark(one.key, one.version) for one in there}):
                break
        place += 1
    return heard, Round(given, place + 1 if place < len(under) else 0)


def _fresh(there: Sequence[Heard], known: set[str], *, room: int) -> tuple[list[Heard], str]:
    """What was not given yet, as much as there is room for, and the marks of all that now was."""
    fresh = [one for one in there if mark(one.key, one.version) not in known][:room]
    now = known | {mark(one.key, one.version) for one in fresh}
    return fresh, "".join(dict.fromkeys(made for one in there if (made := mark(one.key, one.version)) in now))
