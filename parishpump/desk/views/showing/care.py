"""Rows about people themselves: appeals to hear and abuse to look at; and whether anybody has to listen just now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from parishpump.desk.queries.waiting import Powers
from parishpump.desk.views.showing.rows import Row, near
from parishpump.inbox.models import AbuseReport, Appeal
from parishpump.inbox.queries.care import standing_of
from parishpump.inbox.queries.hours import Promise
from parishpump.inbox.queries.load import OnTurn
from parishpump.people.powers import MODERATE
from parishpump.people.queries import Acting
from parishpump.ui import words

# Abuse hurts at once; an appeal for which the policy states no time within a week.
A_WEEK = timedelta(days=7)
ONE_BY_ONE = 3  # more than these are one row


def appeal_rows(appeals: Sequence[Appeal], *, now: datetime) -> list[Row]:
    """Each appeal that this person may hear, or all in one row where there are many; the first due on top."""
    if len(appeals) > ONE_BY_ONE:
        return [_many_appeals(appeals, now)]
    return [_appeal(one, now) for one in appeals]


def _appeal(one: Appeal, now: datetime) -> Row:
    late = one.due_at is not None and one.due_at < now
    return Row(
        hurts_at=one.due_at or one.arrived_at + A_WEEK,
        when=_due_words(one, now),
        then="by your policy’s time" if one.due_at else "your policy states no time",
        title=f"Hear the appeal against {one.moderation.reference}",
        why=f"It arrived {near(one.arrived_at, now)}. You did not decide the step, so you can hear it.",
        button="Read and decide",
        hidden=f"the appeal against {one.moderation.reference}",
        url=reverse("appeal-hearing", args=[one.id]),
        late=late,
        main=True,
    )


def _due_words(one: Appeal, now: datetime) -> str:
    if one.due_at is not None and one.due_at < now:
        return words.late(one.due_at, now=now)
    if one.due_at is not None:
        return f"By {words.short_day(timezone.localtime(one.due_at))}"
    return words.ago(timezone.localtime(one.arrived_at), now=timezone.localtime(now)).capitalize()


def _many_appeals(appeals: Sequence[Appeal], now: datetime) -> Row:
    first = appeals[0]
    return Row(
        hurts_at=first.due_at or first.arrived_at + A_WEEK,
        when=_due_words(first, now),
        then="the first of them",
        title=f"Hear {len(appeals)} appeals",
        why="You did not decide those steps, so you can hear them.",
        button="Hear the first",
        hidden=f"the appeal against {first.moderation.reference}",
        url=reverse("appeal-hearing", args=[first.id]),
        late=first.due_at is not None and first.due_at < now,
        main=True,
    )


def report_rows(reports: Iterable[AbuseReport], acting: Acting, powers: Powers, *, now: datetime) -> list[Row]:
    """Each report of abuse after which nothing was done; not one's own, wherever somebody else can look at it."""
    others = any(MODERATE in one.powers and one.office.person_id != acting.person.id for one in powers.in_force)
    return [_report(one, now) for one in reports if one.by_id != acting.person.id or not others]


def _report(one: AbuseReport, now: datetime) -> Row:
    looked = standing_of(one.steps.all()) is not None
    return Row(
        hurts_at=one.at,
        when=words.ago(timezone.localtime(one.at), now=timezone.localtime(now)).capitalize(),
        then="reported",
        title=f"{'Say what follows from' if looked else 'Look at'} the report of abuse {one.reference}",
        why=f"The {one.office} reported it. Somebody else than they looks at it.",
        button="Look and help",
        hidden=f"the report {one.reference}",
        url=reverse("abuse-report", args=[one.reference]),
        main=not looked,
    )


@dataclass(frozen=True)
class Listening:
    """What somebody who listens has to know of their hours: the policy's, and whose turn it is now."""

    promise: Promise
    turns: tuple[OnTurn, ...]

    @property
    def now(self) -> tuple[OnTurn, ...]:
        return tuple(one for one in self.turns if one.now)
