"""Rows about what people write: messages that wait, and conversations that cannot be read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parishpump.desk.queries.state import CouncilState
from parishpump.desk.views.showing.rows import Row, near
from parishpump.inbox.display import one_line
from parishpump.inbox.models import Source
from parishpump.inbox.queries.policy import ListeningPolicy
from parishpump.people.powers import LISTEN
from parishpump.people.queries import Acting
from parishpump.publishing.queries.policy import PackInForce
from parishpump.ui import words

# A legal duty stands behind what hurts within a day of its arrival; other messages behind what hurts within a week, and
# behind the duties.
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
ONE_BY_ONE = 3  # more than these are one row


def message_rows(state: CouncilState, acting: Acting, policy: PackInForce | None, *, now: datetime) -> list[Row]:
    """For those who listen: what the law may want answered, and the rest, each with the oldest of them."""
    if not acting.may(LISTEN):
        return []
    rows = [_duties(state.duties_open, state.oldest_duty, now)] if state.oldest_duty else []
    if state.oldest_message:
        others = _messages(state.messages_open - state.duties_open, state.oldest_message, policy, now)
        rows.append(replace(others, hurts_at=max(row.hurts_at for row in (*rows, others))))
    return rows


def _duties(number: int, oldest: datetime, now: datetime) -> Row:
    return Row(
        hurts_at=oldest + A_DAY,
        when=_age(oldest, now),
        then="the oldest of them",
        title=f"Look at {words.counted(number, 'message')} that the law may want answered",
        why=f"The oldest reached the council at {near(oldest, now)}. What counts is that day.",
        button="Read and decide",
        hidden="what the law may want answered",
        url=f"{reverse('conversations')}?show=duty",
        main=True,
    )


def _messages(number: int, oldest: datetime, policy: PackInForce | None, now: datetime) -> Row:
    due = ListeningPolicy(policy.pack).reply_due(oldest) if policy else None
    late = due is not None and due < now
    return Row(
        hurts_at=due or oldest + A_WEEK,
        when=words.late(due, now=now) if due is not None and late else _age(oldest, now),
        then="by your policy’s aim" if late else "the oldest of them",
        title=f"Conversations: {number} {words.plural(number, 'waits', 'wait')}",
        why=f"The oldest came at {near(oldest, now)}.",
        button="Read and decide",
        hidden="the other conversations",
        url=reverse("conversations"),
        late=late,
    )


def _age(oldest: datetime, now: datetime) -> str:
    return words.ago(timezone.localtime(oldest), now=timezone.localtime(now)).capitalize()


def story_rows(running: Iterable[Any], *, now: datetime) -> list[Row]:
    """Each story that runs, above all else; `words` of each are those of its last alert, None where it was marked."""
    return [
        Row(
            hurts_at=one.begun_at,
            when="A story runs away",
            then=f"since {near(one.begun_at, now)}",
            title=f"Look at what runs away: {one_line(one.title, 80)}",
            why=one.words or "Somebody marked it as fast-moving.",
            button="Open the story",
            hidden=one_line(one.title, 80),
            url=reverse("story", args=[one.id]),
            late=True,
            runs_away=True,
        )
        for one in running
    ]


def source_rows(failing: Sequence[Source], *, now: datetime) -> list[Row]:
    """Each source that cannot be read, or all in one row where there are many; the longest failing first."""
    if len(failing) > ONE_BY_ONE:
        return [_many(failing, now)]
    return [_one(source, now) for source in failing]


def _one(source: Source, now: datetime) -> Row:
    since = source.failing_since or now
    return Row(
        hurts_at=now,
        when=f"Silent {words.length(now - since)}",
        then=f"since {near(since, now)}",
        title=f"Find out why {source.name} cannot be read",
        why=f"{source.problem.rstrip('.')}. Nothing said there is lost: it is read from where it stood.",
        button="Look and mend",
        hidden=source.name,
        url=reverse("source", args=[source.id]),
    )


def _many(failing: Sequence[Source], now: datetime) -> Row:
    since = failing[0].failing_since or now
    return Row(
        hurts_at=now,
        when=f"Silent {words.length(now - since)}",
        then=f"the longest since {near(since, now)}",
        title=f"Find out why {words.counted(len(failing), 'conversation')} cannot be read",
        why="Nothing said there is lost: each is read from where it stood.",
        button="Look and mend",
        hidden="the conversations followed",
        url=reverse("sources"),
    )
