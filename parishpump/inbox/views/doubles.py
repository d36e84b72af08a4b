"""Two messages that look like one: a person says what they are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from parishpump.inbox.actions.comparing import Compared, compare
from parishpump.inbox.models import Message
from parishpump.inbox.queries.doubles import possible_doubles
from parishpump.inbox.references import message_number
from parishpump.people.powers import LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page


@officer_page(needs=LISTEN)
@require_POST
def double(request: OfficerRequest, reference: str) -> HttpResponse:
    """Say whether this message and another, offered beside it, are one: `other`, `same` yes or no."""
    found = get_object_or_404(Message, number=message_number(reference) or 0)
    other = message_number(request.POST.get("other", "")) or 0
    pair = next((one for one in possible_doubles(found) if other in (one.earlier.number, one.later.number)), None)
    same = request.POST.get("same") == "yes"
    if pair is None:
        messages.error(request, "These two are no longer offered as one. Somebody may have said so already.")
        return redirect("message", found.reference)
    try:
        compare(pair.earlier, pair.later, same=same, by=request.user, at=timezone.now())
    except Compared:
        messages.error(request, f"Somebody has compared {pair.later.reference} already.")
    else:
        said = f"{pair.later.reference} is {pair.earlier.reference} over again. It is closed, and the earlier stays."
        messages.success(request, said if same else "They are two messages, and stay two.")
    return redirect("message", pair.earlier.reference if same else found.reference)
