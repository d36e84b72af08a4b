"""What people in Northfold say to their council, put into the inbox as a reader would."""

from datetime import date, datetime
from typing import Any

from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.models import Message, Source
from parishpump.partners.content import EntryFacts, Page
from parishpump.people.models import Person
from tests.conftest import NOON
from tests.inbox.hearing import said

SMOKE = "Third night running on Orchard Way. Cannot open a window for the smoke."
LEASE = (
    "And the bonfires are all from the allotments you lease. Please send me all emails about the allotment lease, my "
    "name is Ash Weald and email ash.weald@resident.example."
)


def village_page(by: Person | None = None, *, at: datetime = NOON, name: str = "Village page") -> Source:
    """A feed that is listened to."""
    return Source.objects.create(
        kind=Source.FEED,
        name=name,
        address="https://village.example/feed",
        since=at,
        next_at=at,
        opened_at=at,
        opened_by=by,
    )


def hear(source: Source, *texts: str, at: datetime = NOON, first: int = 1, **more: Any) -> list[Message]:
    """Each text as a comment of another resident, all in one thread."""
    facts = {"thread": "at://village/thread"} | more
    heard = [
        said(f"at://village/{number}", text, at=at, handle=f"resident{number}.example", **facts)
        for number, text in enumerate(texts, start=first)
    ]
    return list(catch(source, heard, cursor=None, at=at).new)


def hear_one(source: Source, text: str, *, at: datetime = NOON, number: int = 1, **more: Any) -> Message:
    """One comment."""
    (message,) = hear(source, text, at=at, first=number, **more)
    return message


def entry_facts(name: str, *services: str) -> EntryFacts:
    """A body that does these services, street lights if nothing is said, since before the message came."""
    return EntryFacts(
        name=name,
        kind="county council",
        remit="Roads and street lights",
        services=services or ("street light",),
        valid_from=date(2026, 4, 1),
        pages=(Page("street light", "https://weald.example/lights"),),
    )
