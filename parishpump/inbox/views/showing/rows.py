"""One row of the list of messages, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.inbox.display import harmless, one_line
from parishpump.inbox.duties import duty
from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import ABUSE, BY_ID, CLAIM_LASTS, NEVER_FOLDED
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.people.models import Office
from parishpump.policy.triage.words import WORDS
from parishpump.ui import words

URGENT = ("emergency", "safeguarding")
_TITLE = 90  # characters


@dataclass(frozen=True)
class Row:
    """One message of the list. `states` are pairs of a kind and a word; `folded`: its words are kept back."""

    message: Message
    url: str
    title: str
    beginning: str
    where: str
    received: str
    age: str
    late: bool
    states: tuple[tuple[str, str], ...]
    folded: bool


@dataclass(frozen=True)
class Reader:
    """Who looks at the list, when, under which policy, and who holds which office."""

    at: datetime
    policy: ListeningPolicy
    offices: Mapping[int, Office]


def rows_of(found: Iterable[Any], reader: Reader) -> list[Row]:
    """The rows of these messages, which are annotated as `for_the_list` does."""
    return [_row(message, reader) for message in found]


def _row(message: Any, reader: Reader) -> Row:
    folded = is_folded(message)
    title = one_line(message.title, _TITLE)
    beginning = "" if folded else one_line(message.beginning)
    due = reader.policy.reply_due(message.received_at)
    late = due is not None and due < reader.at and message.closed_at is None
    return Row(
        message=message,
        url=reverse("message", args=[message.reference]),
        title="Folded away: abuse" if folded else title or _first_words(beginning) or "A message without words",
        beginning=beginning if title else beginning[len(_first_words(beginning)) :].strip(),
        where=f"{harmless(message.source.name)}, {route_words(message.route)}",
        received=words.short_day(timezone.localtime(message.received_at)),
        age=age_words(message, due, reader.at),
        late=late,
        states=tuple(states_of(message, reader)),
        folded=folded,
    )


def _first_words(text: str) -> str:
    """How a message without a subject is called: its first words."""
    return text if len(text) <= _TITLE else text[:_TITLE].rpartition(" ")[0] or text[:_TITLE]


def route_words(route: str) -> str:
    """How it came, in one word of a sentence."""
    return harmless(route)


def is_folded(message: Message) -> bool:
    """Whether a list keeps the words of this message from whoever did not ask for them."""
    return ABUSE in message.labels


def age_words(message: Message, due: datetime | None, at: datetime) -> str:
    """How old it is; by the policy's own target where it states one."""
    if message.closed_at is not None:
        return "closed"
    if due is None:
        return words.ago(timezone.localtime(message.received_at), now=timezone.localtime(at))
    if due < at:
        return words.late(due, now=at)
    return f"due {words.short_day(timezone.localtime(due))}"


def states_of(message: Message, reader: Reader) -> Iterable[tuple[str, str]]:
    """Where it stands, the word that matters most first."""
    if message.closed_at is None:
        yield from ((("blocked", WORDS[one].name)) for one in message.labels if one in URGENT)
        if message.has_duty:
            yield from (("blocked", duty(one).name) for one in message.duties if one not in NEVER_FOLDED)
    if message.outcome:
        known = BY_ID.get(message.outcome)
        name = known.words if known else message.outcome
        yield ("done", name) if message.closed_at else ("due", f"{name}: in hand")
    yield from _marks(message)
    if message.closed_at is None:
        yield from _whose(message, reader)


def _marks(message: Message) -> Iterable[tuple[str, str]]:
    marks = (
        (message.fast_moving_at, "late", "Fast-moving"),
        (message.gone_at, "quiet", "Deleted by its writer"),
        (message.changed_at, "quiet", "Edited"),
        (message.hidden_at, "held", "Hidden by us"),
        (message.waits_for_writer, "held", "Waits for the writer"),
    )
    yield from ((kind, word) for on, kind, word in marks if on)


def _whose(message: Message, reader: Reader) -> Iterable[tuple[str, str]]:
    claimed = message.claimed_at is not None and message.claimed_at > reader.at - CLAIM_LASTS
    for person, verb in ((message.claimed_by_id if claimed else None, "Claimed by"), (message.assigned_to_id, "For")):
        if person is not None:
            yield "quiet", f"{verb} {reader.offices.get(person, 'somebody who left')}"
