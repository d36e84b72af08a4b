"""The policy in force, the versions before it, and each as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.adoption.queries.elsewhere import said_otherwise
from parishpump.adoption.queries.meaning import changed_by_an_update
from parishpump.adoption.queries.packs import (
    draft_in_hand,
    is_overdue,
    pack_in_force,
    version_in_force,
    version_in_history,
    versions,
)
from parishpump.adoption.views.refusing import needs_readable_packs
from parishpump.adoption.views.showing.packs import counted_rules, shown_changes, shown_families, shown_sections
from parishpump.people.powers import POLICY
from parishpump.people.queries import local_day
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.toml_writer import pack_as_toml


@officer_page
@require_safe
@needs_readable_packs
def policy(request: OfficerRequest) -> HttpResponse:
    """What the policy says, chapter by chapter, and every rule with its strength."""
    now = timezone.now()
    hand = draft_in_hand(now)
    pack, version = hand.in_force, version_in_force(now)
    facts = {
        "pack": pack,
        "version": version,
        "updated": shown_changes(changed_by_an_update(version)) if version else [],
        "to_come": [one for one, state in versions(now) if state == "to come"],
        "otherwise": said_otherwise(pack, local_day(now)),
        "overdue": is_overdue(pack, local_day(now)),
        "draft": hand.draft,
        "changes": len(hand.changes) if hand.draft else 0,
        "sections": shown_sections(pack),
        "families": shown_families(pack),
        "counts": counted_rules(pack.rules.values()),
        "may_keep": request.acting.may(POLICY),
    }
    return render(request, "adoption/policy.html", facts)


@officer_page
@require_safe
@needs_readable_packs
def pack_toml(request: OfficerRequest) -> HttpResponse:
    """The policy in force as a file."""
    version = version_in_force(timezone.now())
    pack = pack_in_force(timezone.now())
    return _file(version.toml if version else pack_as_toml(pack), f"{pack.name}.toml")


@officer_page
@require_safe
def pack_versions(request: OfficerRequest) -> HttpResponse:
    """Every version that the council adopted."""
    return render(request, "adoption/versions.html", {"versions": versions(timezone.now())})


@officer_page
@require_safe
@needs_readable_packs
def pack_version(request: OfficerRequest, number: int) -> HttpResponse:
    """One version: its resolution, what it changed, and its text."""
    found = version_in_history(number, at=timezone.now())
    if found is None:
        raise Http404("There is no such version.")
    return render(
        request,
        "adoption/version.html",
        {"found": found, "version": found.version, "changes": shown_changes(found.changes)},
    )


@officer_page
@require_safe
@needs_readable_packs
def pack_version_toml(request: OfficerRequest, number: int) -> HttpResponse:
    """One version as a file."""
    found = version_in_history(number, at=timezone.now())
    if found is None:
        raise Http404("There is no such version.")
    return _file(found.toml, f"policy-version-{number}.toml")


def _file(toml: str, name: str) -> HttpResponse:
    answer = HttpResponse(toml, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
