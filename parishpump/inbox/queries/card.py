"""Everything beside one message on its card: its thread, its history, who is responsible, who else wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Left, Length

from parishpump.inbox.display import SHOWN
from parishpump.inbox.models import Clarification, DutySettled, Look, Message, Note, Reply, Triage, Version
from parishpump.inbox.queries.listing import for_the_list
from parishpump.inbox.references import message_number
from parishpump.partners.models import Entry
from parishpump.partners.queries import directory_at, who_does
from parishpump.people.models import Office, Person
from parishpump.people.queries import local_day, offices_held
from parishpump.publishing.models import Post

AROUND = 5  # messages of the thread before and after this one
EARLIER = 5  # earlier messages of the same writer


def message_named(reference: str) -> Message:
    """The message of that reference, with its first 4,000 characters as `beginning`, its whole length as `characters`.

    What was done to it is not read, but whether there is any of it: `has_decisions` and its like.

    Raises:
        Message.DoesNotExist: there is none in this council.
    """
    number = message_number(reference) or 0
    found = (
        Message.objects.select_related("source", "topic", "conversation__post__public", "referral")
        .defer("text", "search", "sketch")
        .annotate(
            beginning=Left("text", SHOWN),
            characters=Length("text"),
            **{f"has_{name}": Exists(table.objects.filter(message=OuterRef("pk"))) for name, table in _DONE.items()},
        )
        .get(number=number)
    )
    if found.reference != reference:
        raise Message.DoesNotExist
    return found


# What can be done to a message, each under the name by which the message knows it. Most messages have none of it yet.
_DONE: Mapping[str, type[Triage | DutySettled | Note | Clarification]] = {
    "decisions": Triage,
    "duty_decisions": DutySettled,
    "notes": Note,
    "clarifications": Clarification,
}


@dataclass(frozen=True)
class Thread:
    """The conversation as it stands beside a message: what was said before and after it, and what we said.

    `earlier` and `later` count those messages that are there and not shown.
    """

    before: tuple[Message, ...]
    after: tuple[Message, ...]
    earlier: int
    later: int
    ours: tuple[Post, ...]


def thread_around(message: Message) -> Thread:
    """The thread of a message, oldest first, at most five before it and five after. Four queries at most."""
    others = (
        Message.objects.filter(conversation=message.conversation_id)
        .exclude(id=message.id)
        .only("number", "received_at", "handle", "author", "title", "gone_at", "hidden_at", "labels", "duties")
        .annotate(beginning=Left("text", SHOWN), characters=Length("text"))
    )
    when, number = message.received_at, message.id
    earlier = Q(received_at__lt=when) | Q(received_at=when, id__lt=number)
    before = list(others.filter(earlier).order_by("-received_at", "-id")[:AROUND])
    after = list(others.exclude(earlier).order_by("received_at", "id")[:AROUND])
    ours = tuple(_our_answers(message))
    if AROUND not in (len(before), len(after)):
        return Thread(tuple(reversed(before)), tuple(after), 0, 0, ours)
    many = Message.objects.filter(conversation=message.conversation_id).aggregate(
        before=Count("id", filter=earlier), all=Count("id")
    )
    left = many["all"] - 1 - many["before"]
    return Thread(tuple(reversed(before)), tuple(after), many["before"] - len(before), left - len(after), ours)


def _our_answers(message: Message) -> list[Post]:
    """What we have sent into this thread, oldest first."""
    sent = Reply.objects.filter(message__conversation=message.conversation_id, post__published_at__isnull=False)
    return [one.post for one in sent.select_related("post__public").order_by("post__published_at")[:20]]


@dataclass(frozen=True)
class History:
    """What was decided, noted and asked about a message, and how its words changed, each oldest first.

    `versions` is empty where there is but the first.
    """

    decisions: tuple[Triage, ...]
    settled: tuple[DutySettled, ...]
    notes: tuple[Note, ...]
    asked: tuple[Clarification, ...]
    versions: tuple[Version, ...]

    @property
    def standing(self) -> Triage | None:
        """The decision that counts."""
        return next((one for one in reversed(self.decisions) if one.undone_at is None), None)


def history_of(message: Any) -> History:
    """The history of a message that `message_named` found. Nothing is asked for of which there is none."""
    versions = Version.objects.filter(message=message).defer("text", "attachments")
    done = {name: tuple(getattr(message, name).all()) if getattr(message, f"has_{name}") else () for name in _DONE}
    return History(
        done["decisions"],
        done["duty_decisions"],
        done["notes"],
        done["clarifications"],
        tuple(versions) if message.changed_at or message.gone_at else (),
    )


def earlier_of(message: Message) -> tuple[Sequence[Message], int]:
    """The newest other messages from the same account, and how many there are. None of those without an account."""
    if not message.handle:
        return [], 0
    others = Message.objects.filter(handle=message.handle).exclude(id=message.id)
    found = list(for_the_list(others).order_by("-received_at", "-id")[: EARLIER + 1])
    return found[:EARLIER], others.count() if len(found) > EARLIER else len(found)


@dataclass(frozen=True)
class Responsible:
    """A service that a message seems to be about, and whose it was on the day on which it was received."""

    service: str
    bodies: tuple[Entry, ...]


def responsible_for(services: Iterable[str], received_at: datetime) -> tuple[list[Responsible], list[Entry]]:
    """Who does each of these on that day, and the whole directory as it stood then. One query."""
    day = local_day(received_at)
    directory = directory_at(day)
    return [Responsible(one, tuple(who_does(one, day, among=directory))) for one in services], directory


def offices_by_person(at: datetime) -> Mapping[int, Office]:
    """By person, the office they hold at `at`: the first where they hold several."""
    held: dict[int, Office] = {}
    for office in offices_held(at):
        held.setdefault(office.person_id, office)
    return held


def person_in_office(office_id: int, at: datetime) -> Person | None:
    """Who holds that office now; None where nobody does."""
    return next((one.person for one in offices_held(at) if one.id == office_id), None)


def latest_looks(message: Message, *, person: int) -> dict[str, datetime]:
    """When this person last recorded a look at each thing that is kept back of a message."""
    made = Look.objects.filter(message=message, by=person).order_by("id").values_list("what", "at")
    return dict(made)
