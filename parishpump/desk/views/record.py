"""The sealed record: looked through, read, and proved to an outsider."""

import json
import re
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.archive.models import Record
from parishpump.archive.queries import NotSealed, proof
from parishpump.desk.queries.record import APPROVED, covering, kinds, record_numbered, records, said_in
from parishpump.desk.queries.state import state_of
from parishpump.people.sign_in import OfficerRequest, officer_page

PER_PAGE = 50
OWN_WORK = "Only approvals by which an officer released a post of their own, as the policy allows, are shown."
_POST = re.compile(r"post (P-\d{4}-\d{4,9})")


@officer_page
@require_safe
def record(request: OfficerRequest) -> HttpResponse:
    """The newest records, or those with the words and of the kind that are asked for."""
    words = " ".join(request.GET.get("words", "").replace("\x00", "").split())[:200]
    kind = request.GET.get("kind", "")[:100].replace("\x00", "")
    own_work = request.GET.get("own") == "work" and kind in ("", APPROVED)
    page = Paginator(records(words, kind, own_work=own_work), PER_PAGE).get_page(request.GET.get("page"))
    said = {"words": words, "kind": kind, "own": "work" if own_work else ""}
    facts = {
        "page": page,
        "rows": [(one, subject_url(one.subject)) for one in page],
        "words": words,
        "kind": kind,
        "kinds": kinds(),
        "own_work": own_work,
        "narrowed": OWN_WORK if own_work else "",
        "query": urlencode({name: value for name, value in said.items() if value}),
        "state": state_of(request),
        "now": timezone.now(),
    }
    return render(request, "desk/record.html", facts)


@officer_page
@require_safe
def record_entry(request: OfficerRequest, number: int) -> HttpResponse:
    """One record: everything that it says, and its place under the seal."""
    found = _found(number)
    facts = {
        "record": found,
        "said": said_in(found.body),
        "subject_url": subject_url(found.subject),
        "leaf": getattr(found, "sealed_as", None),
        "leaf_hash": bytes(found.leaf).hex(),
        "checkpoint": covering(found),
        "now": timezone.now(),
    }
    return render(request, "desk/record_entry.html", facts)


@officer_page
@require_safe
def record_proof(request: OfficerRequest, number: int) -> HttpResponse:
    """The proof as a file, for the verifier."""
    found = _found(number)
    try:
        proved = proof(found)
    except NotSealed:
        messages.warning(request, "This record waits for its seal, put on every minute. Ask for the proof then.")
        return redirect("record-entry", number)
    answer = HttpResponse(json.dumps(proved, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="record-{number}-proof.json"'
    return answer


def subject_url(subject: str) -> str:
    """The page of what a record is about, where it has one."""
    found = _POST.fullmatch(subject)
    return reverse("post", args=[found[1]]) if found else ""


def _found(number: int) -> Record:
    try:
        return record_numbered(number)
    except (Record.DoesNotExist, OverflowError):
        raise Http404 from None
