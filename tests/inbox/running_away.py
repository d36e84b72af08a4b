"""A quiet village, weeks of it, and what is planted there."""

from datetime import datetime, timedelta
from itertools import count

from django.db import connection

from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.models import Conversation, Message, Source, Story
from parishpump.people.models import Person
from tests.conftest import NOON
from tests.inbox.village import village_page

WEEKS = timedelta(weeks=3)
_numbers = count(50_000)
SMOKE = "The bonfire smoke on Orchard Way is back tonight"


def quiet_village(clerk: Person, *, until: datetime = NOON) -> Source:
    """A page that was read for three weeks, with two messages a day, each in a thread of its own."""
    source = village_page(clerk, at=until - WEEKS)
    source.read_at = until
    source.save(update_fields=["read_at"])
    days = int(WEEKS / timedelta(days=1))
    for day in range(1, days):
        for hour in (9, 18):
            speak(source, at=until.replace(hour=hour, minute=5) - timedelta(days=day), thread=f"day {day} {hour}")
    return source


def speak(
    source: Source, *, at: datetime, thread: str = "smoke", times: int = 1, text: str = SMOKE, **more: object
) -> list[Message]:
    """So many messages at one moment, as they lie in the inbox once a reader has brought them."""
    conversation, _ = Conversation.objects.get_or_create(
        source=source, key=thread, defaults={"title": thread.capitalize(), "begun_at": at}
    )
    facts = {"route": "comment", "public": True, "fingerprint": "0" * 64, "logged_at": at, "received_at": at} | more
    return Message.objects.bulk_create(
        Message(
            number=(one := next(_numbers)),
            key=f"{thread}/{one}",
            conversation=conversation,
            source=source,
            text=text,
            **facts,
        )
        for _ in range(times)
    )


def flood(source: Source, *, at: datetime, threads: int, times: int) -> None:
    """So many messages in each of so many threads at one moment; all but the first are copied inside the database."""
    for thread in range(threads):
        speak(source, at=at, thread=f"flood {thread}")
    fields = [field for field in Message._meta.concrete_fields if not field.generated]
    columns = [field.column for field in fields if field.column not in ("id", "number", "key")]
    same = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO inbox_message (number, key, {same}) "
            f"SELECT number + 1000 * copy, key || '/' || copy, {same} "
            "FROM inbox_message, generate_series(1, %s) AS copy WHERE key LIKE 'flood %%'",
            [times - 1],
        )


def each_quarter(*, since: datetime, until: datetime) -> dict[datetime, list[Story]]:
    """What the job finds, every quarter of an hour, by when it found it."""
    found, at = {}, since
    while at <= until:
        Source.objects.update(read_at=at)
        if stories := look_out(at=at):
            found[at] = stories
        at += timedelta(minutes=15)
    return found
