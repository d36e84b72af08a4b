"""What the public said and no meeting has before it yet, as rows of the desk."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from parishpump.desk.views.showing.rows import Row
from parishpump.inbox.display import one_line
from parishpump.inbox.queries.meetings import ToLay
from parishpump.ui import words

_AHEAD = timedelta(days=28)  # agendas are made up three clear days before a meeting, and earlier


def meeting_rows(found: Iterable[ToLay], *, may_lay: bool, now: datetime) -> list[Row]:
    """One row for each topic whose meeting comes within four weeks."""
    today = timezone.localdate(now)
    return [_row(one, may_lay, now) for one in found if one.meeting <= today + _AHEAD]


def _row(one: ToLay, may_lay: bool, now: datetime) -> Row:
    day = words.plain_day(one.meeting)
    begins = timezone.make_aware(datetime.combine(one.meeting, time()))
    left = (one.meeting - timezone.localdate(now)).days
    return Row(
        hurts_at=begins,
        when="Today" if left == 0 else f"In {words.counted(left, 'day')}",
        then="the meeting decides it",
        title=f"{words.counted(one.messages, 'message')} on “{one_line(one.topic.name, 60)}” to lay before the meeting",
        why=f"The meeting on {day}. Print the summary, which names nobody, and put it with the agenda item.",
        button="Read and lay it" if may_lay else "Read it",
        hidden=f"before the meeting on {day}",
        url=reverse("topic-input", args=[one.topic.id]),
    )
