"""Typing in what came by telephone, desk and letter, and the village-group notebook."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from parishpump.inbox.actions.entering import note_group, type_in
from parishpump.inbox.actions.topics import open_topic
from parishpump.inbox.forms.entering import GroupNoteForm, message_form
from parishpump.inbox.masking import Masked
from parishpump.inbox.queries.notebook import notes_of_groups, topics_by_use
from parishpump.people.powers import LISTEN
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.words import counted, listed

NOTES_SHOWN = 5


@officer_page(needs=LISTEN)
def new_message(request: OfficerRequest) -> HttpResponse:
    """Enter what somebody said by telephone, at the desk or in a letter."""
    at, zone = timezone.now(), ZoneInfo(request.council.zone)
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = message_form(*typed, now=at, zone=zone)
    if form.is_valid():
        message = type_in(form.told, by=request.user, at=at)
        messages.success(request, f"It is entered as {message.reference}.")
        return redirect("message", message.reference)
    facts = {"form": form, "authority": authority_for(request.user, LISTEN, at=at)}
    return render(request, "inbox/new_message.html", facts, status=422 if form.is_bound else 200)


@officer_page(needs=LISTEN)
def group_note(request: OfficerRequest) -> HttpResponse:
    """Note what a closed group said: paste, choose a topic, save."""
    at = timezone.now()
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GroupNoteForm(*typed, topics=topics_by_use())
    if form.is_valid():
        topic = form.chosen or open_topic(form.cleaned_data["new_topic"], by=request.user, at=at)
        message, without = note_group(form.noted, topic, by=request.user, at=at)
        messages.success(request, f"It is noted as {message.reference}, under {topic}. {_taken_out(without)}")
        return redirect("group-note")
    facts = {
        "form": form,
        "notes": notes_of_groups()[:NOTES_SHOWN],
        "authority": authority_for(request.user, LISTEN, at=at),
    }
    return render(request, "inbox/group_note.html", facts, status=422 if form.is_bound else 200)


def _taken_out(without: Masked) -> str:
    """What was taken out, in words, so that whoever pasted can tell whether something is left."""
    if not without.taken:
        return "No names or numbers were found in it."
    kinds = listed([counted(number, *_nouns(kind)) for kind, number in without.taken.items()])
    return f"Taken out: {kinds}."


def _nouns(kind: str) -> tuple[str, str]:
    return (kind, "email addresses") if kind == "email address" else (kind, f"{kind}s")
