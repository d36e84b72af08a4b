"""The council's own text: its clauses and what holds them, what it does not say, and its faults."""

import mimetypes

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parishpump.adoption.actions.texts import Document, keep_text, match_clause, match_together, take_back_together
from parishpump.adoption.forms.texts import MatchingForm, TextForm
from parishpump.adoption.models import Matching, PolicyText
from parishpump.adoption.queries.texts import MatchedClause, TextInHand, newest_text, text_in_hand
from parishpump.adoption.views.showing.controls import control_choices, control_names
from parishpump.adoption.views.showing.faults import faults_in_words, shown_faults
from parishpump.adoption.views.showing.texts import shown_clauses, shown_silences
from parishpump.people.powers import POLICY
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.adopted.reading import read_text, text_of
from parishpump.policy.errors import DocumentError
from parishpump.ui.words import counted


@officer_page
@require_safe
def text(request: OfficerRequest) -> HttpResponse:
    """The text clause by clause; where there is none yet, what putting it in gives."""
    found = newest_text()
    may_keep = request.acting.may(POLICY)
    if found is None:
        return render(request, "adoption/no_text.html", {"may_keep": may_keep})
    hand = text_in_hand(found)
    facts = {
        "text": found,
        "reading": hand.reading,
        "sections": shown_clauses(hand),
        "open": len(hand.open),
        "sure": sum(one.waits_for_a_stroke for one in hand.clauses),
        "taken": len(hand.last_together),
        "silences": shown_silences(hand.reading),
        "faults": faults_in_words(hand.reading),
        "may_keep": may_keep,
        "authority": authority_for(request.user, POLICY, at=timezone.now()),
    }
    return render(request, "adoption/text.html", facts)


@officer_page(needs=POLICY)
def new_text(request: OfficerRequest) -> HttpResponse:
    """Put the adopted document in, or paste it."""
    form = TextForm(request.POST or None, request.FILES or None)
    kept = _kept(request, form) if form.is_valid() else None
    if kept is None:
        facts = {"form": form, "authority": authority_for(request.user, POLICY, at=timezone.now())}
        return render(request, "adoption/new_text.html", facts, status=422 if form.is_bound else 200)
    hand = text_in_hand(kept)
    number = counted(len(hand.clauses), "clause")
    messages.success(request, f"The text is kept: {number}, {faults_in_words(hand.reading)}. Nothing is decided yet.")
    return redirect("policy-text")


@officer_page
@require_safe
def text_faults(request: OfficerRequest) -> HttpResponse:
    """The faults alone, to print and take to the council."""
    hand = _hand()
    facts = {"text": hand.text, "reading": hand.reading, "shown": shown_faults(hand.reading)}
    return render(request, "adoption/text_faults.html", facts)


@officer_page(needs=POLICY)
def clause(request: OfficerRequest, key: str) -> HttpResponse:
    """Say what holds one clause."""
    hand = _hand()
    found = hand.clause(key)
    if found is None:
        raise Http404("This text has no such clause.")
    form = _matching_form(request, found)
    if form.is_bound and form.is_valid():
        kind = form.cleaned_data["kind"]
        match_clause(found, hand.text, kind=kind, controls=form.chosen, by=request.user, at=timezone.now())
        return redirect(f"{request.path.split('clauses/')[0]}#c-{found.clause.id}")
    facts = {"clause": found.clause, "form": form, "authority": authority_for(request.user, POLICY, at=timezone.now())}
    return render(request, "adoption/clause.html", facts, status=422 if form.is_bound else 200)


@officer_page(needs=POLICY)
@require_POST
def matchings(request: OfficerRequest) -> HttpResponse:
    """Confirm everything of which the reader is sure."""
    hand = _hand()
    written = match_together(hand, by=request.user, at=timezone.now())
    if written:
        messages.success(request, f"{counted(len(written), 'clause')} confirmed together. You can take this back.")
    else:
        messages.info(request, "There was nothing more of which the reader is sure. Look at the rest one by one.")
    return redirect("policy-text")


@officer_page(needs=POLICY)
@require_POST
def matchings_end(request: OfficerRequest) -> HttpResponse:
    """Take the last confirmation of all back."""
    opened = take_back_together(_hand(), by=request.user, at=timezone.now())
    messages.success(request, f"{counted(len(opened), 'clause')} open again, as before.")
    return redirect("policy-text")


def _kept(request: OfficerRequest, form: TextForm) -> PolicyText | None:
    """The text once it is read and kept; None where it cannot be read, and the form says why."""
    try:
        document = _document(form)
        reading = read_text(document.text, name=document.file_name)
    except DocumentError as broken:
        field = "document" if form.cleaned_data["document"] else "pasted"
        form.add_error(field, f"{broken} Nothing was changed.")
        return None
    return keep_text(document, reading, by=request.user, at=timezone.now())


def _document(form: TextForm) -> Document:
    upload: UploadedFile[bytes] | None = form.cleaned_data["document"]
    if upload is None:
        content = form.cleaned_data["pasted"].encode()
        return Document("", "text/plain", content, text_of("What you pasted", content))
    content, name = upload.read(), (upload.name or "document")[:200]
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Document(name, media_type, content, text_of(name, content))


def _hand() -> TextInHand:
    found = newest_text()
    if found is None:
        raise Http404("The council has put no text in.")
    return text_in_hand(found)


def _matching_form(request: OfficerRequest, found: MatchedClause) -> MatchingForm:
    matching = found.matching
    suggested = [one.control for one in found.clause.suggestions]
    initial = {
        "kind": matching.kind if matching else (Matching.CONTROLS if suggested else Matching.PERSON),
        "controls": matching.controls if matching else found.strong,
    }
    return MatchingForm(
        request.POST or None,
        clause=found.clause,
        names=control_names(),
        every=control_choices(),
        initial=initial,
    )
