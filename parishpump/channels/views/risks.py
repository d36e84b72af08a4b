"""The communications risk register."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.channels.actions import close_risk, enter_risk, review_risk
from parishpump.channels.actions.risks import ClosedAlready
from parishpump.channels.forms.risks import RiskClosingForm, RiskForm, RiskReviewForm
from parishpump.channels.models import Risk
from parishpump.channels.queries.policy import REVIEW_MONTHS, months_after
from parishpump.channels.queries.risks import closed_risks, open_risks
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page

CLOSED_SHOWN = 20
RATING_STATES = {"high": ("must", "High"), "medium": ("should", "Medium"), "low": ("quiet", "Low")}


@officer_page
@require_GET
def risks(request: OfficerRequest) -> HttpResponse:
    """Every risk, or those of one rating: the worst first, then the one to be looked at soonest."""
    today, asked = timezone.localdate(timezone.now()), request.GET.get("rating", "")
    rating = asked if asked in RATING_STATES else ""
    rows = [(one, *RATING_STATES[one.rating], one.review_due < today) for one in open_risks(rating)]
    facts = {
        "rows": rows,
        "rating": rating,
        "narrowed": f"Only {rating} risks are shown." if rating else "",
        "late": sum(1 for *_, late in rows if late),
        "closed": [] if rating else closed_risks()[:CLOSED_SHOWN],
        "may_manage": request.acting.may(CHANNELS),
    }
    return render(request, "channels/risks.html", facts)


@officer_page(needs=CHANNELS)
def new_risk(request: OfficerRequest) -> HttpResponse:
    """Enter a risk of a channel, or of communications at large."""
    at = timezone.now()
    form = RiskForm(request.POST or None, at=at, initial={"review_due": _usual_review(), "rating": "medium"})
    if not form.is_valid():
        facts = {"form": form, "authority": authority_for(request.user, CHANNELS, at=at)}
        return render(request, "channels/new_risk.html", facts, status=422 if form.is_bound else 200)
    risk = enter_risk(form.cleaned_data["what"], form.rated, channel=form.channel, by=request.user, at=at)
    messages.success(request, "The risk is in the register.")
    return redirect("risk", risk.id)


@officer_page
@require_GET
def risk(request: OfficerRequest, number: int) -> HttpResponse:
    """One risk, with every look at it."""
    return _page(request, _numbered(number))


@officer_page(needs=CHANNELS)
@require_POST
def risk_review(request: OfficerRequest, number: int) -> HttpResponse:
    """Look at a risk again."""
    found = _numbered(number)
    form = RiskReviewForm(request.POST, at=timezone.now(), risk=found)
    if not form.is_valid():
        return _page(request, found, review_form=form)
    try:
        review_risk(found, form.rated, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.success(request, "The review is on the record.")
    except ClosedAlready:
        messages.error(request, "This risk is closed. If it came up again, enter it anew.")
    return redirect("risk", number)


@officer_page(needs=CHANNELS)
@require_POST
def risk_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Close a risk, with the reason."""
    found, form = _numbered(number), RiskClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, closing_form=form)
    try:
        close_risk(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "The risk is closed. Its history stays.")
    except ClosedAlready:
        messages.error(request, "This risk is closed already.")
    return redirect("risk", number)


def _numbered(number: int) -> Risk:
    return get_object_or_404(Risk.objects.select_related("owner", "deployment", "channel"), id=number)


def _usual_review() -> object:
    return months_after(timezone.localdate(timezone.now()), REVIEW_MONTHS)


def _page(
    request: OfficerRequest,
    found: Risk,
    *,
    review_form: RiskReviewForm | None = None,
    closing_form: RiskClosingForm | None = None,
) -> HttpResponse:
    now, refused = timezone.now(), review_form or closing_form
    may_manage = request.acting.may(CHANNELS) and found.closed_at is None
    as_it_stands = {
        "rating": found.rating,
        "mitigation": found.mitigation,
        "owner": found.owner_id or "",
        "review_due": _usual_review(),
    }
    facts = {
        "risk": found,
        "state": RATING_STATES[found.rating],
        "late": found.closed_at is None and found.review_due < timezone.localdate(now),
        "reviews": found.reviews.all(),
        "may_manage": may_manage,
        "form": refused,
        "authority": authority_for(request.user, CHANNELS, at=now) if may_manage else None,
        "review_form": review_form
        or (RiskReviewForm(at=now, risk=found, initial=as_it_stands) if may_manage else None),
        "closing_form": closing_form or (RiskClosingForm() if may_manage else None),
    }
    return render(request, "channels/risk.html", facts, status=422 if refused else 200)
