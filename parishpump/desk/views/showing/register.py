"""Rows about the channel register: requests to decide on or to better, and what is to be looked at again."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from parishpump.channels.content import ACTIVITY
from parishpump.channels.kinds import kind_of
from parishpump.channels.lifecycle import SENT_BACK, SUBMITTED
from parishpump.channels.models import Deployment
from parishpump.channels.queries.deployments import Approvers
from parishpump.channels.queries.overdue import Due
from parishpump.desk.views.showing.rows import Row
from parishpump.people.queries import Acting
from parishpump.ui import words


def request_rows(requests: Iterable[Deployment], acting: Acting, approvers: Approvers, *, now: datetime) -> list[Row]:
    """Requests on which this person may decide, and their own that came back."""
    authority = approvers.among(acting.delegations)
    rows = []
    for one in requests:
        mine = one.latest is not None and acting.person.id in one.latest.writers
        if one.stage == SENT_BACK and mine:
            rows.append(_to_better(one))
        if one.stage == SUBMITTED and authority and (not mine or approvers.lets_own(authority)):
            rows.append(_to_decide(one, now))
    return rows


def due_rows(due: Iterable[Due]) -> list[Row]:
    """What in the register is to be looked at again by today."""
    return [_due(one) for one in due]


def _to_decide(request: Deployment, now: datetime) -> Row:
    assert request.latest is not None
    since, what = request.latest.submitted_at, "an activity" if request.kind == ACTIVITY else f"a {request.kind}"
    return Row(
        hurts_at=now,
        when=f"Waits {words.length(now - since)}",
        then=f"since {words.short_day(timezone.localtime(since))}",
        title=f"Decide on {request.name}",
        why=f"The {request.latest.submitted_as} asked for {what}. Nothing of it begins before somebody decides.",
        button="Read and decide",
        hidden=request.reference,
        url=reverse("deployment", args=[request.id]),
    )


def _to_better(request: Deployment) -> Row:
    assert request.latest is not None
    returned = request.latest.returned
    return Row(
        hurts_at=returned.at,
        when="Sent back",
        then=words.short_day(timezone.localtime(returned.at)),
        title=f"Go on with your request for {request.name}",
        why=f"The {returned.office} says: {returned.reason}",
        button="Go on",
        hidden=request.reference,
        url=reverse("deployment-draft", args=[request.id]),
    )


_KINDS = {
    "channel": ("Review {}", "The day for looking at this channel again has come: is it still worth its cost?"),
    "risk": ("Look at a risk again: {}", "The day for looking at it has come. What was planned may not fit any more."),
    "network": (
        "Look at {} for the platform watch",
        "Its terms, features and safety may have changed since.",
    ),
}


def _due(one: Due) -> Row:
    title, why = _KINDS[one.kind]
    return Row(
        hurts_at=_begin_of(one.due),
        when="Due",
        then=words.short_day(one.due),
        title=title.format(kind_of(one.name).name if one.kind == "network" else one.name),
        why=why,
        button="Look at it",
        hidden=one.name,
        url=_page_of(one),
    )


def _page_of(one: Due) -> str:
    if one.kind == "network":
        return reverse("new-platform-note", args=[one.key])
    return reverse("channel-review" if one.kind == "channel" else "risk", args=[one.key])


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
