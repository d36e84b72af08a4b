"""What the public said, laid before the meeting that decides it (clause TRA-4)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parishpump.inbox.actions.topics import NothingNew, Over, lay_before_meeting, set_meeting
from parishpump.inbox.forms.meetings import MeetingForm
from parishpump.inbox.models import Topic
from parishpump.inbox.outcomes import BY_ID
from parishpump.inbox.queries.meetings import MOST_QUESTIONS, input_for
from parishpump.inbox.queries.topics import summary_of
from parishpump.people.powers import LISTEN, WRITE
from parishpump.people.queries import local_day
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.triage.words import WORDS


@officer_page
@require_safe
def topic_input(request: OfficerRequest, number: int) -> HttpResponse:
    """The input of the public for the agenda item; it can be printed, and names nobody."""
    if not (request.acting.may(LISTEN) or request.acting.may(WRITE)):
        return render(request, "inbox/topic_input_shut.html", status=403)
    return _page(request, get_object_or_404(Topic, id=number))


def _page(request: OfficerRequest, found: Topic, form: MeetingForm | None = None) -> HttpResponse:
    at = timezone.now()
    summary = summary_of(found, since=None, until=None, at=at)
    meeting = {"decided_on": found.decided_on, "agenda_item": found.agenda_item}
    facts = {
        "topic": found,
        "said": input_for(found),
        "most": MOST_QUESTIONS,
        "summary": summary,
        "kinds": [(WORDS[one].name if one in WORDS else one, many) for one, many in summary.kinds],
        "outcomes": [(BY_ID[one].words if one in BY_ID else one, many) for one, many in summary.outcomes],
        "is_over": found.decided_on is not None and found.decided_on < local_day(at),
        "form": form or MeetingForm(initial=meeting, today=local_day(at)),
        "may_listen": request.acting.may(LISTEN),
        "authority": next((one for one in request.acting.delegations if LISTEN in one.powers), None),
        "now": at,
    }
    return render(request, "inbox/topic_input.html", facts, status=422 if form is not None else 200)


@officer_page(needs=LISTEN)
@require_POST
def topic_meeting(request: OfficerRequest, number: int) -> HttpResponse:
    """Say at which meeting it is decided."""
    found, at = get_object_or_404(Topic, id=number), timezone.now()
    form = MeetingForm(request.POST, today=local_day(at))
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    set_meeting(found, day=said["decided_on"], agenda_item=said["agenda_item"], by=request.user, at=at)
    messages.success(request, "The meeting is kept." if said["decided_on"] else "No meeting is known.")
    return redirect("topic-input", number)


@officer_page(needs=LISTEN)
@require_POST
def topic_laying(request: OfficerRequest, number: int) -> HttpResponse:
    """Write down that what was said lies before the meeting."""
    _lay(request, get_object_or_404(Topic, id=number), timezone.now())
    return redirect("topic-input", number)


def _lay(request: OfficerRequest, found: Topic, at: datetime) -> None:
    try:
        made = lay_before_meeting(found, by=request.user, at=at)
        messages.success(request, f"On the record: {len(made.message_ids)} laid before the meeting.")
    except Over:
        messages.error(request, "No meeting is to come at which it is decided. Name the meeting first.")
    except NothingNew:
        messages.info(request, "Nothing was said since it was laid before the meeting.")
