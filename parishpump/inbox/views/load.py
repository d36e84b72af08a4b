"""Time and load: what the inbox costs each person, to be seen by them and the Clerk; and the rota."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.actions.working import (
    LONGEST_CLOCK,
    end_turn,
    enter_time,
    enter_turn,
    start_clock,
    state_hours,
    stop_clock,
    take_time_back,
    throw_clock_away,
)
from parishpump.inbox.forms.load import ContractForm, TimeForm, TurnForm
from parishpump.inbox.models import RotaTurn
from parishpump.inbox.queries.hours import promise
from parishpump.inbox.queries.load import load_of, rota, totals
from parishpump.inbox.views.acting import said_or_refused
from parishpump.inbox.views.showing.load import load_shown, totals_shown
from parishpump.people.models import Office
from parishpump.people.powers import LISTEN, OFFICERS
from parishpump.people.queries import holders, local_day, offices_held
from parishpump.people.sign_in import OfficerRequest, officer_page

CLOCK = {"start": start_clock, "stop": stop_clock, "throw": throw_clock_away}
CLOCK_SAID = {
    "start": "The clock runs.",
    "stop": "The time is kept.",
    "throw": "The clock is stopped, and nothing is kept.",
}


@officer_page
@require_GET
def time_and_load(request: OfficerRequest) -> HttpResponse:
    """One's own figures; for the Clerk also whose else there are, and the totals for the council's report."""
    return _page(request)


def _page(request: OfficerRequest, **given: Any) -> HttpResponse:
    at, is_clerk = timezone.now(), request.acting.is_clerk
    paid = [office for office in offices_held(at) if office.kind in OFFICERS]
    today, load = local_day(at), load_of(request.user, at=at)
    facts = {
        **load_shown(load),
        "paid": any(office.person_id == request.user.id for office in paid),
        "others": [one for one in paid if one.person_id != request.user.id] if is_clerk else [],
        "totals": totals_shown(totals(at=at)) if is_clerk else None,
        "rota": rota(at=at),
        "is_clerk": is_clerk,
        "forgotten": load.running is not None and at - (load.running.began_at or at) > LONGEST_CLOCK,
        "time_form": given.get("time_form") or TimeForm(initial={"day": today}),
        "contract_form": given.get("contract_form") or ContractForm(initial={"since": today}),
        "form": next(iter(given.values()), None),
        "now": at,
    }
    return render(request, "inbox/time.html", facts, status=422 if given else 200)


@officer_page
@require_GET
def time_of(request: OfficerRequest, number: int) -> HttpResponse:
    """Somebody else's figures, for the Clerk alone."""
    return _page_of(request, _paid_office(request, number))


def _paid_office(request: OfficerRequest, number: int) -> Office:
    """A paid office that somebody else holds; not there for anybody but the Clerk."""
    held = offices_held(timezone.now()) if request.acting.is_clerk else []
    found = next((one for one in held if one.id == number and one.kind in OFFICERS), None)
    if found is None:
        raise Http404
    return found


def _page_of(request: OfficerRequest, office: Office, form: ContractForm | None = None) -> HttpResponse:
    at = timezone.now()
    facts = {
        **load_shown(load_of(office.person, at=at)),
        "office": office,
        "contract_form": form or ContractForm(initial={"since": local_day(at)}),
        "form": form,
        "now": at,
    }
    return render(request, "inbox/time_of.html", facts, status=422 if form else 200)


@officer_page
@require_POST
def time_of_contract(request: OfficerRequest, number: int) -> HttpResponse:
    """The Clerk states somebody's contracted hours."""
    office, form, at = _paid_office(request, number), ContractForm(request.POST), timezone.now()
    if form.is_valid():
        since = form.cleaned_data["since"]
        try:
            state_hours(office.person, form.minutes, since=since, by=request.user, at=at)
        except Refused as refusal:
            form.add_error("hours", refusal.words)
        else:
            messages.success(request, "The contracted hours are kept.")
            return redirect("time-of", number)
    return _page_of(request, office, form)


@officer_page
@require_POST
def time_contract(request: OfficerRequest) -> HttpResponse:
    """Somebody states their own contracted hours."""
    form, at = ContractForm(request.POST), timezone.now()
    if form.is_valid():
        since = form.cleaned_data["since"]
        try:
            state_hours(request.user, form.minutes, since=since, by=request.user, at=at)
        except Refused as refusal:
            form.add_error("hours", refusal.words)
        else:
            messages.success(request, "Your contracted hours are kept.")
            return redirect("time-and-load")
    return _page(request, contract_form=form)


@officer_page
@require_POST
def time_lines(request: OfficerRequest) -> HttpResponse:
    """Enter time worked."""
    form, at = TimeForm(request.POST), timezone.now()
    if form.is_valid():
        said = form.cleaned_data
        try:
            enter_time(said["day"], said["minutes"], what=said["what"], by=request.user, at=at)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "Your time is kept.")
            return redirect("time-and-load")
    return _page(request, time_form=form)


@officer_page
@require_POST
def time_line_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Take a line of one's own back."""
    at = timezone.now()
    return _done(request, lambda: take_time_back(number, by=request.user, at=at), "The line is taken back.")


@officer_page
@require_POST
def time_clock(request: OfficerRequest) -> HttpResponse:
    """Start the clock, stop it, or throw its time away."""
    asked, at = request.POST.get("do", ""), timezone.now()
    if asked not in CLOCK:
        return redirect("time-and-load")
    return _done(request, lambda: CLOCK[asked](by=request.user, at=at), CLOCK_SAID[asked])


def _done(request: OfficerRequest, act: Callable[[], object], said: str, page: str = "time-and-load") -> HttpResponse:
    return said_or_refused(request, act, said, redirect(page))


@officer_page
@require_http_methods(["GET", "POST"])
def rota_page(request: OfficerRequest) -> HttpResponse:
    """Who listens when; what is posted enters a turn."""
    at, may_listen = timezone.now(), request.acting.may(LISTEN)
    form = TurnForm(request.POST or None, offices=_who_listens(at)) if may_listen else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            enter_turn(form.turn, form.listens, form.stands_in, by=request.user, at=at)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The turn is in the rota.")
            return redirect("rota")
    facts = {"form": form, "rota": rota(at=at), "promise": promise(at), "now": at}
    return render(request, "inbox/rota.html", facts, status=422 if form and form.errors else 200)


def _who_listens(at: datetime) -> list[Office]:
    return list({one.office.person_id: one.office for one in holders(LISTEN, at=at)}.values())


@officer_page(needs=LISTEN)
@require_POST
def rota_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Take a turn out of the rota."""
    turn, at = get_object_or_404(RotaTurn, id=number), timezone.now()
    return _done(request, lambda: end_turn(turn, by=request.user, at=at), "The turn is out of the rota.", "rota")
