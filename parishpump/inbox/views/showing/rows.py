"""One row of the list of messages, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.inbox.display import harmless, one_line
from parishpump.inbox.duties import duty
from parishpump.inbox.models import Message
from parishpump.inbox.outcomes import ABUSE, BY_ID, CLAIM_LASTS, NEVER_FOLDED
from parishpump.inbox.queries.care import NOBODY_SPARED, Spared
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.people.models import Office
from parishpump.policy.triage.words import WORDS
from parishpump.ui import words

URGENT = ("emergency", "safeguarding")
_TITLE = 90  # characters


@dataclass(frozen=True)
class Row:
    """One message of the list. `states` are pairs of a kind and a word."""

    id: str
    reference: str
    url: str
    title: str
    beginning: str
    topic: str
    where: str
    received: str
    age: str
    late: bool
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Mention:
    """A message that is only named: where it is, what it is called, and how it stands."""

    url: str
    title: str
    received: str
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reader:
    """Who looks at the list, when, under which policy, who holds which office; and what another deals with for them."""

    at: datetime
    policy: ListeningPolicy
    offices: Mapping[int, Office]
    spared: Spared = NOBODY_SPARED


def rows_of(found: Iterable[Any], reader: Reader) -> list[Row]:
    """The rows of these messages, which are annotated as `for_the_list` does."""
    url = _addresses()
    return [_row(message, reader, url) for message in found]


def mentions_of(found: Iterable[Any], reader: Reader) -> list[Mention]:
    """The same, of messages that have but their `beginning`, in few words."""
    url = _addresses()
    return [
        Mention(
            url=url(message.reference),
            title=_named(message, reader)[0],
            received=words.short_day(timezone.localtime(message.received_at)),
            states=tuple(states_of(message, reader)),
        )
        for message in found
    ]


def _addresses() -> Callable[[str], str]:
    """Where a message of some reference is: the URL map is asked once, and not for each."""
    any_reference = "M-0000-0000"
    before, _, after = reverse("message", args=[any_reference]).partition(any_reference)
    return lambda reference: f"{before}{reference}{after}"


def _row(message: Any, reader: Reader, url: Callable[[str], str]) -> Row:
    title, beginning = _named(message, reader)
    due = reader.policy.reply_due(message.received_at)
    received, reference = timezone.localtime(message.received_at), message.reference
    return Row(
        id=str(message.id),
        reference=reference,
        url=url(reference),
        title=title,
        beginning=beginning,
        topic=message.topic_name or "",
        where=f"{harmless(message.source_name)}, {route_words(message.route)}",
        received=words.short_day(received),
        age=age_words(message, due, reader.at),
        late=due is not None and due < reader.at and message.closed_at is None,
        states=tuple(states_of(message, reader)),
    )


def _named(message: Any, reader: Reader) -> tuple[str, str]:
    """What a message is called, and how it goes on below that; of what is folded away, nothing of its own."""
    if reader.spared.holds(message):
        return "Folded away: somebody else deals with this writer", ""
    if is_folded(message):
        return "Folded away: abuse", ""
    title, beginning = one_line(message.title, _TITLE), one_line(message.beginning)
    if title:
        return title, beginning
    first = _first_words(beginning)
    return first or "A message without words", beginning[len(first) :].strip()


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
