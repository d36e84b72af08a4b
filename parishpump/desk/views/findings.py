"""Findings and overrides: what the policy found in what was submitted, and what was kept with which reason."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.desk.queries.findings import (
    CHECKED,
    FOUND,
    KEPT,
    SHOWS,
    TODAY,
    Asked,
    Counts,
    Found,
    checked,
    counts,
    found,
    newest_approvals,
)
from parishpump.desk.views.showing.tables import Listed, as_csv, moment_cell
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.ui.frame import NavLink
from parishpump.ui.words import MONTHS

PER_PAGE = 50
COLUMNS = (
    "Post",
    "Version",
    "Headline",
    "Submitted",
    "Written by",
    "Clause",
    "Rule",
    "Strength",
    "Found",
    "Words",
    "Kept because",
    "Approved by",
    "Under minute",
    "Stage",
)
SHOW_WORDS = {FOUND: "Everything found", KEPT: "Kept with a reason", CHECKED: "Versions checked"}
_MONTH = re.compile(r"[1-9]\d{3}-(?:0[1-9]|1[0-2])")


@officer_page
@require_safe
def findings(request: OfficerRequest) -> HttpResponse:
    """One page of the findings, of the overrides alone, or of all versions that were checked."""
    now, asked = timezone.now(), _asked(request)
    counted, turned_to = counts(at=now), request.GET.get("page")
    facts: dict[str, Any] = {
        "asked": asked,
        "shows": _shows(asked),
        "offered": _offered(counted),
        "query": _query(asked),
        "narrowed": "Only versions that were checked since midnight are shown." if asked.since else "",
        "all_query": _query(replace(asked, since="")),
        "now": now,
    }
    if asked.show == CHECKED:
        versions = Listed(counted.of(asked), lambda start, most: checked(asked, at=now, start=start, most=most))
        facts["page"] = page = Paginator(versions, PER_PAGE).get_page(turned_to)
        approvals = newest_approvals(one.id for one in page)
        facts["versions"] = [(one, _numbers(one.verdict), approvals.get(one.id)) for one in page]
    else:
        listed = Listed(counted.of(asked), lambda start, most: found(asked, at=now, start=start, most=most))
        facts["page"] = Paginator(listed, PER_PAGE).get_page(turned_to)
    return render(request, "desk/findings.html", facts)


@officer_page
@require_safe
def findings_csv(request: OfficerRequest) -> HttpResponse:
    """All the findings that are asked for, as a table for a spreadsheet."""
    now = timezone.now()
    name = f"findings-{timezone.localdate(now).isoformat()}"
    return as_csv(name, COLUMNS, (_row(one) for one in found(_asked(request), at=now)))


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for; what cannot be read narrows nothing."""
    said = {name: request.GET.get(name, "").replace("\x00", "")[:120] for name in vars(Asked())}
    asked = Asked(**said)
    return replace(
        asked,
        show=asked.show if asked.show in SHOWS else FOUND,
        month=asked.month if _MONTH.fullmatch(asked.month) else "",
        since=asked.since if asked.since == TODAY and asked.show == CHECKED else "",
    )


def _query(asked: Asked) -> str:
    return urlencode({name: said for name, said in vars(asked).items() if said and said != FOUND})


def _shows(asked: Asked) -> list[NavLink]:
    """The three lists as links, each narrowed as this one is, as far as it can be."""
    return [
        NavLink(label, f"{reverse('findings')}?{_query(_turned_to(asked, show))}", current=show == asked.show)
        for show, label in SHOW_WORDS.items()
    ]


def _turned_to(asked: Asked, show: str) -> Asked:
    return replace(asked, show=show, since=asked.since if show == CHECKED else "")


def _offered(counted: Counts) -> dict[str, list[tuple[str, str]]]:
    """What the list can be narrowed to: of each, the value and its words."""
    months = sorted({one.month for one in counted.versions}, reverse=True)
    return {
        "clauses": [(one, one) for one in sorted({one.clause for one in counted.findings})],
        "rules": [(one, one) for one in sorted({one.rule for one in counted.findings})],
        "offices": [(one, one) for one in sorted({one.office for one in counted.versions})],
        "months": [(one, f"{MONTHS[int(one[5:]) - 1]} {one[:4]}") for one in months],
    }


def _numbers(verdict: dict[str, Any]) -> tuple[int, int]:
    """How many findings a verdict holds, and how many of them were kept with a reason."""
    held = verdict.get("findings", [])
    return len(held), sum(bool(one.get("overridden_because")) for one in held)


def _row(one: Found) -> list[str]:
    return [
        one.reference,
        str(one.version),
        one.title,
        moment_cell(one.at),
        one.office,
        one.finding.clause,
        one.finding.rule,
        one.finding.strength,
        one.finding.message,
        one.finding.words,
        one.finding.overridden_because or "",
        one.approved.office if one.approved else "",
        one.approved.authority.minute if one.approved else "",
        one.stage,
    ]
