"""What people talk about: the topics with their months, and the summary of one for the next meeting."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.inbox.actions.topics import close_topic, open_topic, tie_topic
from parishpump.inbox.forms.tending import PeriodForm, TieForm, TopicForm
from parishpump.inbox.models import Topic
from parishpump.inbox.outcomes import BY_ID
from parishpump.inbox.queries.topics import months_until, summary_of, topics_counted
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.triage.words import WORDS
from parishpump.ui import words

HIGH, WIDE = 36, 10  # of the bars, in the units of the drawing


@dataclass(frozen=True)
class Bar:
    """One month of a small chart: where it stands, how high it is, and what it counts."""

    x: int
    y: int
    height: int
    month: date
    number: int


def bars_of(numbers: tuple[int, ...], months: list[date]) -> list[Bar]:
    """The bars of a topic; the highest fills the drawing, and the axis starts at nought."""
    most = max([*numbers, 1])
    heights = [round(number * HIGH / most) for number in numbers]
    return [
        Bar(place * (WIDE + 2), HIGH - height, height, month, number)
        for place, (height, month, number) in enumerate(zip(heights, months, numbers, strict=True))
    ]


def in_words(name: str, numbers: tuple[int, ...], months: list[date]) -> str:
    """What the chart shows, for whoever cannot see it."""
    most = max(range(len(numbers)), key=lambda place: numbers[place])
    month = f"{words.MONTHS[months[most].month - 1]} {months[most].year}"
    return f"{name}: {numbers[-1]} this month; the most in a month was {numbers[most]}, in {month}."


@officer_page(needs=LISTEN)
@require_GET
def topics(request: OfficerRequest) -> HttpResponse:
    """Every topic with its counts and its months."""
    return _page(request)


def _page(request: OfficerRequest, form: TopicForm | None = None) -> HttpResponse:
    at, closed = timezone.now(), request.GET.get("show") == "closed"
    months = months_until(timezone.localdate(at))
    rows = [
        (one, bars_of(one.by_month, months), in_words(one.topic.name, one.by_month, months))
        for one in topics_counted(at, closed=closed)
    ]
    facts = {
        "rows": rows,
        "months": months,
        "closed": closed,
        "form": form or TopicForm(),
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
    }
    return render(request, "inbox/topics.html", facts, status=422 if form else 200)


@officer_page(needs=LISTEN)
@require_POST
def new_topic(request: OfficerRequest) -> HttpResponse:
    """Begin to gather messages under a name."""
    form = TopicForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    topic = open_topic(said["name"], decision=said["decision"], by=request.user, at=timezone.now())
    messages.success(request, f"The topic “{topic}” is open.")
    return redirect("topic", topic.id)


@officer_page(needs=LISTEN)
@require_GET
def topic(request: OfficerRequest, number: int) -> HttpResponse:
    """What was said on a topic, in numbers, for the next meeting; nobody is named."""
    found = get_object_or_404(Topic, id=number)
    at, period = timezone.now(), PeriodForm(request.GET or None)
    asked = period.cleaned_data if period.is_valid() else {}
    since, until = _start(asked.get("since"), request), _start(asked.get("until"), request)
    summary = summary_of(found, since=since, until=until + timedelta(days=1) if until else None, at=at)
    months = months_until(timezone.localdate(at))
    facts = {
        "topic": found,
        "summary": summary,
        "kinds": [(WORDS[one].name if one in WORDS else one, number) for one, number in summary.kinds],
        "outcomes": [(BY_ID[one].words if one in BY_ID else one, number) for one, number in summary.outcomes],
        "bars": bars_of(summary.by_month, months),
        "chart": in_words(found.name, summary.by_month, months),
        "period": period,
        "since": since,
        "until": until,
        "tie_form": TieForm(initial={"decision": found.decision}),
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
    }
    return render(request, "inbox/topic.html", facts)


def _start(day: date | None, request: OfficerRequest) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(request.council.zone)) if day else None


@officer_page(needs=LISTEN)
@require_POST
def topic_decision(request: OfficerRequest, number: int) -> HttpResponse:
    """Tie a topic to the policy or the minute that it is feedback on."""
    found, form = get_object_or_404(Topic, id=number), TieForm(request.POST)
    if form.is_valid():
        tie_topic(found, form.cleaned_data["decision"], by=request.user, at=timezone.now())
        messages.success(request, "What it is feedback on is kept.")
    else:
        messages.error(request, "That is too long. 200 characters fit.")
    return redirect("topic", number)


@officer_page(needs=LISTEN)
@require_POST
def topic_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Gather no more under a topic."""
    close_topic(get_object_or_404(Topic, id=number), by=request.user, at=timezone.now())
    messages.success(request, "The topic is closed. What it gathered stays counted.")
    return redirect("topics")
