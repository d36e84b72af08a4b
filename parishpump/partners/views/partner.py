"""One body: what holds today, what comes next, what was said before; entering, reviewing, ending."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.partners.actions import (
    BegunAlready,
    ChangedMeanwhile,
    EndedAlready,
    KnownAlready,
    NotInForce,
    end_entry,
    enter_partner,
    review_entry,
    take_over,
)
from parishpump.partners.directory_file import key_of
from parishpump.partners.forms.entries import CallingOffForm, EndingForm, EntryForm, ReviewForm, as_typed
from parishpump.partners.forms.fields import look_again
from parishpump.partners.models import Entry, Partner
from parishpump.partners.queries.directory import Span, history_of, spans
from parishpump.partners.queries.looks import links_of
from parishpump.partners.queries.reviews import reviewed
from parishpump.partners.queries.texts import wording_for
from parishpump.partners.services import SERVICES, service
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.words import plain_day


@officer_page(needs=LISTEN)
def new_partner(request: OfficerRequest) -> HttpResponse:
    """Enter a body."""
    at = timezone.now()
    today = timezone.localdate(at)
    form = EntryForm(request.POST or None, today=None, initial={"seen": 0, "valid_from": today})
    if not form.is_valid():
        return _form_page(request, form, None)
    try:
        entry = enter_partner(key_of(form.cleaned_data["name"]), form.facts, by=request.user, at=at)
    except KnownAlready:
        form.add_error("name", "The directory has this body already. Open it there, and say what changes.")
        return _form_page(request, form, None)
    messages.success(request, f"{entry.name} is in the directory.")
    return redirect("partner", entry.partner_id)


@officer_page
@require_GET
def partner(request: OfficerRequest, number: int) -> HttpResponse:
    """One body, as it stands and as it stood."""
    return _page(request, _numbered(number))


@officer_page(needs=LISTEN)
def new_entry(request: OfficerRequest, number: int) -> HttpResponse:
    """Say what holds of a body from a day on. What was said before stays."""
    found, at = _numbered(number), timezone.now()
    today, history = timezone.localdate(at), history_of(found)
    newest = max(history, key=lambda one: one.number)
    current = _current(spans(history), today) or newest
    initial = as_typed(current) | {"seen": newest.number, "valid_from": today}
    form = EntryForm(request.POST or None, today=today, initial=initial)
    if not form.is_valid():
        return _form_page(request, form, current)
    try:
        entry = take_over(found, form.facts, seen=form.cleaned_data["seen"], by=request.user, at=at)
    except ChangedMeanwhile:
        form.add_error(
            None,
            "Somebody else entered something for this body while you were writing. Nothing of yours is lost: open the "
            "body in another window, see what was entered, then enter what still differs.",
        )
        look_again(form, newest.number)
        return _form_page(request, form, current)
    messages.success(request, f"This holds of {entry.name} from {plain_day(entry.valid_from)}. What held before stays.")
    return redirect("partner", number)


@officer_page(needs=LISTEN)
@require_POST
def entry_review(request: OfficerRequest, number: int, entry: int) -> HttpResponse:
    """Say that an entry is right, and what was looked at."""
    found, looked_at, form = _numbered(number), _entry(number, entry), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, found, review_form=form)
    try:
        review_entry(looked_at, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.success(request, "The review is on the record.")
    except NotInForce:
        messages.error(request, "This entry does not hold any more. Look at the one that does.")
    return redirect("partner", number)


@officer_page(needs=LISTEN)
@require_POST
def entry_end(request: OfficerRequest, number: int, entry: int) -> HttpResponse:
    """End the entry that holds, or call off one that is to come."""
    found, ended, today = _numbered(number), _entry(number, entry), timezone.localdate(timezone.now())
    to_come = ended.valid_from > today
    form = CallingOffForm(request.POST, entry=ended) if to_come else EndingForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, found, ending_form=form)
    last_day: date = today if to_come else form.cleaned_data["last_day"]
    try:
        end_entry(ended, last_day=last_day, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(
            request, "It is called off." if to_come else "The last day is entered. The entry stays to be read."
        )
    except EndedAlready:
        messages.error(request, "Somebody has ended this entry already.")
    except BegunAlready:
        messages.error(request, "That day is over. An entry ends today or on a day to come.")
    return redirect("partner", number)


def _numbered(number: int) -> Partner:
    return get_object_or_404(Partner, id=number)


def _entry(number: int, entry: int) -> Entry:
    return get_object_or_404(Entry.objects.select_related("partner", "ending"), partner_id=number, number=entry)


def _current(found: list[Span], today: date) -> Entry | None:
    return next((one.entry for one in found if one.state_on(today) == "now"), None)


def _form_page(request: OfficerRequest, form: EntryForm, current: Entry | None) -> HttpResponse:
    facts = {
        "form": form,
        "current": current,
        "authority": authority_for(request.user, LISTEN, at=timezone.now()),
    }
    return render(request, "partners/entry_form.html", facts, status=422 if form.is_bound else 200)


def _page(
    request: OfficerRequest,
    found: Partner,
    *,
    review_form: ReviewForm | None = None,
    ending_form: EndingForm | CallingOffForm | None = None,
) -> HttpResponse:
    now, refused = timezone.now(), review_form or ending_form
    today = timezone.localdate(now)
    held = spans(history_of(found))
    current = _current(held, today)
    may_manage = request.acting.may(LISTEN)
    facts: dict[str, Any] = {
        "partner": found,
        "current": current,
        "title": (current or held[0].entry).name,
        "standing": reviewed([current])[0] if current else None,
        "links": links_of([current]) if current else [],
        "done": _done(current) if current else [],
        "wording": wording_for("", current) if current else None,
        "coming": [
            (one, _calling_off(one.entry, ending_form)) for one in reversed(held) if one.state_on(today) == "to come"
        ],
        "before": [(one, one.state_on(today)) for one in held if one.state_on(today) not in ("now", "to come")],
        "today": today,
        "form": refused,
        "may_manage": may_manage,
        "authority": authority_for(request.user, LISTEN, at=now) if may_manage else None,
        "review_form": review_form or ReviewForm(),
        "ending_form": ending_form if isinstance(ending_form, EndingForm) else EndingForm(today=today),
    }
    return render(request, "partners/partner.html", facts, status=422 if refused else 200)


def _calling_off(entry: Entry, refused: EndingForm | CallingOffForm | None) -> CallingOffForm:
    """The form that calls off this entry: as it was refused, where it was."""
    if isinstance(refused, CallingOffForm) and refused.entry.id == entry.id:
        return refused
    return CallingOffForm(entry=entry)


def _done(entry: Entry) -> list[tuple[str, int | None, str]]:
    """Each service of a body: its words, its LGSL number, its own page where it has one."""
    pages = {page.service: page.address for page in entry.web_pages}
    return [
        (service(one.id).words, entry.codes.get(one.id), pages.get(one.id, ""))
        for one in SERVICES
        if one.id in entry.services
    ]
