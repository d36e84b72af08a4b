"""The draft of the next policy: stated form by form or as a file, compared with what is in force, thrown away."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.adoption.actions.packs import ChangedElsewhere, NoDraft, save_draft_pack, throw_draft_away
from parishpump.adoption.forms.packs import DraftForm, FamilyForm, ImportForm, SectionForm
from parishpump.adoption.models import DraftPack
from parishpump.adoption.queries.packs import DraftInHand, draft_in_hand
from parishpump.adoption.views.refusing import needs_readable_packs
from parishpump.adoption.views.showing.packs import (
    STRENGTHS,
    family_words,
    rule_words,
    rules_of,
    section_at,
    shown_changes,
    shown_families,
    shown_sections,
)
from parishpump.people.powers import POLICY
from parishpump.people.queries import authority_for
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.errors import PackError
from parishpump.policy.pack import Pack
from parishpump.policy.packs import read_pack
from parishpump.policy.toml_writer import pack_as_toml

ELSEWHERE = (
    "The draft was changed in another window since you opened this one. Nothing of yours is lost: it stands below. "
    "Look at the draft in a second window, then send this again."
)


@officer_page
@require_safe
@needs_readable_packs
def pack_draft(request: OfficerRequest) -> HttpResponse:
    """What the draft would change, and where to state more."""
    hand = draft_in_hand(timezone.now())
    facts = {
        "hand": hand,
        "changes": shown_changes(hand.changes),
        "sections": shown_sections(hand.pack),
        "families": shown_families(hand.pack),
        "may_keep": request.acting.may(POLICY),
    }
    return render(request, "adoption/draft.html", facts)


@officer_page
@require_safe
@needs_readable_packs
def pack_draft_toml(request: OfficerRequest) -> HttpResponse:
    """The draft as a file."""
    answer = HttpResponse(
        pack_as_toml(draft_in_hand(timezone.now()).pack), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="draft-policy.toml"'
    return answer


@officer_page(needs=POLICY)
@needs_readable_packs
def pack_draft_group(request: OfficerRequest, group: str) -> HttpResponse:
    """State the parameters of one section."""
    section, hand = section_at(group), draft_in_hand(timezone.now())
    if section is None:
        raise Http404("The policy has no such section.")
    form = SectionForm(
        request.POST or None, pack=hand.pack, parameters=section.parameters, initial={"seen": hand.version}
    )
    if _saved(request, form, hand):
        return redirect("pack-draft")
    return _form_page(request, form, hand, section.name, {"section": section})


@officer_page(needs=POLICY)
@needs_readable_packs
def pack_draft_rules(request: OfficerRequest, family: str) -> HttpResponse:
    """Say how strong each rule of a family is."""
    hand = draft_in_hand(timezone.now())
    rules = [(rule, rule_words(rule.id)) for rule in rules_of(family, hand.pack)]
    if not rules:
        raise Http404("The policy has no such rules.")
    form = FamilyForm(
        request.POST or None,
        pack=hand.pack,
        rules=rules,
        choices=list(STRENGTHS.items()),
        initial={"seen": hand.version},
    )
    if _saved(request, form, hand):
        return redirect("pack-draft")
    return _form_page(request, form, hand, family_words(family), {})


@officer_page(needs=POLICY)
def pack_draft_import(request: OfficerRequest) -> HttpResponse:
    """Take a whole pack into the draft."""
    draft = DraftPack.objects.first()
    form = ImportForm(request.POST or None, request.FILES or None, initial={"seen": draft.version if draft else 0})
    if form.is_valid() and _imported(request, form):
        messages.success(request, "The pack is in the draft. It decides nothing until the council adopts it.")
        return redirect("pack-draft")
    facts = {"form": form, "replaces": draft, "authority": authority_for(request.user, POLICY, at=timezone.now())}
    return render(request, "adoption/import.html", facts, status=422 if form.is_bound else 200)


@officer_page(needs=POLICY)
def pack_draft_removal(request: OfficerRequest) -> HttpResponse:
    """Throw the draft away, after a look at what goes with it."""
    if request.method != "POST":
        facts = {
            "draft": DraftPack.objects.first(),
            "authority": authority_for(request.user, POLICY, at=timezone.now()),
        }
        return render(request, "adoption/draft_removal.html", facts)
    try:
        throw_draft_away(by=request.user, at=timezone.now())
    except NoDraft:
        messages.info(request, "There was no draft any more.")
    else:
        messages.success(request, "The draft is thrown away. The policy in force is as it was.")
    return redirect("policy")


def _saved(request: OfficerRequest, form: DraftForm, hand: DraftInHand) -> bool:
    """Whether what was typed is in the draft now; if not, the form says why."""
    if not form.is_valid():
        return False
    if form.changed.said == hand.pack.said and form.cleaned_data["seen"] == hand.version:
        messages.info(request, "Nothing was changed, so nothing was saved.")
        return True
    return _keep(request, form, form.changed, "Saved in the draft. The policy in force is as it was.")


def _keep(request: OfficerRequest, form: Any, pack: Pack, said: str) -> bool:
    try:
        save_draft_pack(pack, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now())
    except ChangedElsewhere:
        newest = DraftPack.objects.first()
        form.data = form.data.copy()
        form.data["seen"] = newest.version if newest else 0
        form.add_error(None, ELSEWHERE)
        return False
    if said:
        messages.success(request, said)
    return True


def _imported(request: OfficerRequest, form: ImportForm) -> bool:
    upload: UploadedFile[bytes] | None = form.cleaned_data["file"]
    text = upload.read() if upload else form.cleaned_data["pasted"]
    name = upload.name or "the file" if upload else "what you pasted"
    try:
        pack = read_pack(text, name=name)
    except PackError as broken:
        for fault in broken.faults:
            form.add_error("file" if upload else "pasted", f"{str(fault)[:1].upper()}{str(fault)[1:]}.")
        return False
    return _keep(request, form, pack, "")


def _form_page(
    request: OfficerRequest, form: DraftForm, hand: DraftInHand, heading: str, facts: dict[str, Any]
) -> HttpResponse:
    facts |= {
        "form": form,
        "heading": heading,
        "hand": hand,
        "authority": authority_for(request.user, POLICY, at=timezone.now()),
    }
    return render(request, "adoption/draft_form.html", facts, status=422 if form.is_bound else 200)
