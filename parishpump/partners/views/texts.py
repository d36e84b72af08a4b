"""Standing texts: the words with which people are sent on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.partners.actions import ChangedMeanwhile, approve_text, take_back_text
from parishpump.partners.forms.fields import look_again
from parishpump.partners.forms.texts import NewTextForm, TakingBackForm, TextForm
from parishpump.partners.models import StandingText
from parishpump.partners.queries.directory import directory_at, who_does
from parishpump.partners.queries.texts import facts_of, history_of_text, meant_for
from parishpump.partners.queries.texts import standing_texts as texts_in_use
from parishpump.partners.wording import SUGGESTED, filled
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page

MEANWHILE = (
    "Somebody else changed this text while you were writing. Read what stands now, then approve yours again if it is "
    "still wanted."
)


@officer_page
@require_GET
def standing_texts(request: OfficerRequest) -> HttpResponse:
    """Every text in use."""
    names = _names()
    rows = [(one, meant_for(one, names)) for one in texts_in_use()]
    facts = {"rows": rows, "suggested": SUGGESTED, "may_manage": request.acting.may(LISTEN)}
    return render(request, "partners/texts.html", facts)


@officer_page(needs=LISTEN)
def new_standing_text(request: OfficerRequest) -> HttpResponse:
    """Approve a text for something that has none."""
    at = timezone.now()
    chosen = {"service": request.GET.get("service", ""), "partner": request.GET.get("partner", ""), "text": SUGGESTED}
    form = NewTextForm(request.POST or None, bodies=directory_at(timezone.localdate(at)), initial=chosen)
    if form.is_valid() and (standing := _approved(request, form)):
        messages.success(request, "The text is approved, and offered from now on.")
        return redirect("standing-text", standing.id)
    facts = {"form": form, "authority": authority_for(request.user, LISTEN, at=at)}
    return render(request, "partners/new_text.html", facts, status=422 if form.is_bound else 200)


@officer_page
@require_GET
def standing_text(request: OfficerRequest, number: int) -> HttpResponse:
    """One text with every version of it."""
    return _page(request, _numbered(number))


@officer_page(needs=LISTEN)
@require_POST
def standing_text_version(request: OfficerRequest, number: int) -> HttpResponse:
    """Approve new words for the same purpose."""
    found, at, form = _numbered(number), timezone.now(), TextForm(request.POST)
    if not form.is_valid():
        return _page(request, found, text_form=form)
    seen, text = form.cleaned_data["seen"], form.cleaned_data["text"]
    try:
        written = approve_text(text, service=found.service, partner=found.partner, seen=seen, by=request.user, at=at)
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        look_again(form, history_of_text(found)[0].number)
        return _page(request, found, text_form=form)
    messages.success(request, "The new words are approved. Those before stay to be read.")
    return redirect("standing-text", written.id)


@officer_page(needs=LISTEN)
@require_POST
def standing_text_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Take a text back, with the reason."""
    found, form = _numbered(number), TakingBackForm(request.POST)
    if not form.is_valid():
        return _page(request, found, end_form=form)
    try:
        take_back_text(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "The text is taken back. It stays to be read.")
    except ChangedMeanwhile:
        messages.error(request, MEANWHILE)
    return redirect("standing-text", number)


def _approved(request: OfficerRequest, form: NewTextForm) -> StandingText | None:
    """The new text; None where there is one already, and the form says so."""
    service, partner = form.cleaned_data["service"], form.partners.get(form.cleaned_data["partner"])
    newest = StandingText.objects.filter(service=service, partner=partner).order_by("-number").first()
    if newest is not None and newest.text:
        form.add_error("service", "There is a text for this already. Open it among the standing texts and change it.")
        return None
    seen, text = (newest.number if newest else 0), form.cleaned_data["text"]
    try:
        return approve_text(text, service=service, partner=partner, seen=seen, by=request.user, at=timezone.now())
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        return None


def _numbered(number: int) -> StandingText:
    return get_object_or_404(StandingText.objects.select_related("partner"), id=number)


def _names() -> dict[int, str]:
    return {entry.partner_id: entry.name for entry in directory_at(timezone.localdate(timezone.now()))}


def _example(standing: StandingText) -> tuple[str, str] | None:
    """The text as it reads today, for the first body that it can be meant for; None where there is none."""
    bodies = directory_at(timezone.localdate(timezone.now()))
    doing = who_does(standing.service, timezone.localdate(timezone.now()), among=bodies) if standing.service else bodies
    entry = next((one for one in doing if standing.partner_id in (None, one.partner_id)), None)
    return (entry.name, filled(standing.text, facts_of(entry, standing.service))) if entry is not None else None


def _page(
    request: OfficerRequest,
    found: StandingText,
    *,
    text_form: TextForm | None = None,
    end_form: TakingBackForm | None = None,
) -> HttpResponse:
    versions, refused = history_of_text(found), text_form or end_form
    newest, may_manage = versions[0], request.acting.may(LISTEN)
    facts = {
        "text": newest,
        "title": meant_for(newest, _names()),
        "example": _example(newest),
        "versions": versions,
        "form": refused,
        "may_manage": may_manage,
        "authority": authority_for(request.user, LISTEN, at=timezone.now()) if may_manage else None,
        "text_form": text_form or TextForm(initial={"seen": newest.number, "text": newest.text or SUGGESTED}),
        "end_form": end_form or TakingBackForm(),
    }
    return render(request, "partners/text.html", facts, status=422 if refused else 200)
