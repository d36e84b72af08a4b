"""One message for its card, who is responsible for what it is about, and who holds which office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Left, Length

from parishpump.inbox.display import SHOWN
from parishpump.inbox.models import Look, Message
from parishpump.inbox.queries.attachments import came_with_it
from parishpump.inbox.queries.doubles import another_by_another_way
from parishpump.inbox.references import message_number
from parishpump.partners.models import Entry
from parishpump.partners.queries import directory_at, who_does
from parishpump.people.models import Office
from parishpump.people.queries import local_day, offices_held


def message_named(reference: str) -> Message:
    """The message of that reference, with its first 4,000 characters as `beginning`, its whole length as `characters`.

    With it comes what was attached (`came_with_it`), and whether there is another message to compare it with
    (`may_be_double`). What stands beside it: `beside`.

    Raises:
        Message.DoesNotExist: there is none in this council.
    """
    number = message_number(reference) or 0
    found = (
        Message.objects.select_related("source", "topic", "conversation", "referral")
        .defer("text", "search", "sketch")
        .annotate(
            beginning=Left("text", SHOWN),
            characters=Length("text"),
            came_with_it=came_with_it(),
            may_be_double=another_by_another_way(),
        )
        .get(number=number)
    )
    if found.reference != reference:
        raise Message.DoesNotExist
    return found


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


def latest_looks(message: Message, *, person: int) -> dict[str, datetime]:
    """When this person last recorded a look at each thing that is kept back of a message."""
    made = Look.objects.filter(message=message, by=person).order_by("id").values_list("what", "at")
    return dict(made)
