"""One delivery: put it up by hand, settle what is not known, let go what is held, mend what was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parishpump.people.powers import APPROVE, WRITE
from parishpump.people.queries import NotDelegated
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.actions.amending import (
    MayNotGo,
    let_go,
    put_up_by_hand,
    release,
    settle_by_hand,
    try_again,
)
from parishpump.publishing.forms.deciding import SettlementForm
from parishpump.publishing.forms.pictures import ProofForm
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Delivery
from parishpump.publishing.pictures import MOST_BYTES, CleanPicture, NotAPicture, clean
from parishpump.publishing.queries.pages import delivery_numbered
from parishpump.publishing.views.showing.delivery import delivery_context
from parishpump.publishing.views.showing.refusals import Refusal, refusal_of

REFUSALS = (NotDelegated, NotNow, MayNotGo)


@officer_page
@require_GET
def delivery(request: OfficerRequest, number: int) -> HttpResponse:
    """How one delivery stands, and what can be done about it."""
    return _page(request, _delivery(number))


@officer_page(needs=WRITE)
@require_POST
def delivery_proof(request: OfficerRequest, number: int) -> HttpResponse:
    """Write down that a person put it up: the address, or a screenshot, is the proof."""
    found, form = _delivery(number), ProofForm(request.POST, request.FILES)
    proof = _screenshot(form)
    if not form.is_valid():
        return _page(request, found, proof_form=form)
    try:
        put_up_by_hand(
            found,
            address=form.cleaned_data["address"],
            proof=proof.content if proof else b"",
            media_type=proof.media_type if proof else "",
            by=request.user,
            at=timezone.now(),
        )
    except REFUSALS as refused:
        return _page(request, found, proof_form=form, refusal=refusal_of(refused, "write this down", at=timezone.now()))
    messages.success(request, f"It is on the record that you put this up on {found.channel.name}.")
    return redirect("post", found.revision.post.reference)


@officer_page(needs=WRITE)
@require_POST
def delivery_settlement(request: OfficerRequest, number: int) -> HttpResponse:
    """Settle by hand what is not known, for somebody who looked."""
    found, form = _delivery(number), SettlementForm(request.POST)
    if not form.is_valid():
        return _page(request, found, settlement_form=form)
    address = form.cleaned_data["address"] if form.cleaned_data["found"] == "there" else ""
    try:
        settle_by_hand(found, address=address, by=request.user, at=timezone.now())
    except REFUSALS as refused:
        return _page(request, found, settlement_form=form, refusal=refusal_of(refused, "settle", at=timezone.now()))
    messages.success(request, "Settled: it is there." if address else "Settled: it is not there, and is sent again.")
    return redirect("post", found.revision.post.reference)


@officer_page(needs=APPROVE)
@require_POST
def delivery_release(request: OfficerRequest, number: int) -> HttpResponse:
    """Let a held delivery go after all."""
    return _decide(request, number, release, "let it go out", "It goes out now, as it was approved.")


@officer_page(needs=WRITE)
@require_POST
def delivery_retry(request: OfficerRequest, number: int) -> HttpResponse:
    """Send once more what the network refused."""
    return _decide(request, number, try_again, "try again", "It is tried again now.")


@officer_page(needs=WRITE)
@require_POST
def delivery_end(request: OfficerRequest, number: int) -> HttpResponse:
    """Give a delivery up: it will not go out."""
    return _decide(request, number, let_go, "give it up", "It is given up, and will not go out there.")


def _decide(request: OfficerRequest, number: int, act: Callable[..., Delivery], verb: str, done: str) -> HttpResponse:
    found, at = _delivery(number), timezone.now()
    try:
        act(found, by=request.user, at=at)
    except REFUSALS as refused:
        return _page(request, _delivery(number), refusal=refusal_of(refused, verb, at=at))
    messages.success(request, done)
    return redirect("pause") if request.POST.get("back") == "pause" else redirect("delivery", number)


def _screenshot(form: ProofForm) -> CleanPicture | None:
    """The uploaded screenshot made safe to keep; where it is no picture, the form says so."""
    upload = form.files.get("screenshot")
    if not form.is_valid() or upload is None:
        return None
    try:
        return clean(upload.read(MOST_BYTES + 1))
    except NotAPicture as refused:
        form.add_error("screenshot", str(refused))
        return None


def _page(
    request: OfficerRequest,
    found: Delivery,
    *,
    refusal: Refusal | None = None,
    proof_form: ProofForm | None = None,
    settlement_form: SettlementForm | None = None,
) -> HttpResponse:
    context = delivery_context(found, request.acting, at=timezone.now())
    context |= {
        "refusal": refusal,
        "proof_form": proof_form or ProofForm(),
        "settlement_form": settlement_form or SettlementForm(),
    }
    wrong = any(form is not None and not form.is_valid() for form in (proof_form, settlement_form))
    return render(
        request, "publishing/delivery.html", context, status=refusal.status if refusal else 422 if wrong else 200
    )


def _delivery(number: int) -> Delivery:
    try:
        return delivery_numbered(number)
    except Delivery.DoesNotExist:
        raise Http404 from None
