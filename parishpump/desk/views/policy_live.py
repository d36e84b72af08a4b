"""The policy, live: clause by clause what the software does about it, and today's evidence."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from parishpump.desk.queries.evidence import authorities, evidence
from parishpump.desk.queries.findings import CHECKED, KEPT, Asked, Counts, counts, found
from parishpump.desk.queries.state import state_of
from parishpump.desk.views.showing.clauses import KIND_WORDS, Figures, by_chapter, shown_clause, shows_authorities
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.policy.coverage import register
from parishpump.policy.errors import PackError
from parishpump.policy.pack import Pack, RuleEntry
from parishpump.policy.rules import RULES
from parishpump.publishing.queries.policy import pack_in_force

SHOWN_FINDINGS = 20


@dataclass(frozen=True)
class Kind:
    """One kind of control: how many clauses have it, and where they are listed."""

    kind: str
    words: str
    meaning: str
    swatch: str
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class ShownRule:
    """A rule as the pack in force has it, with what it found in the last twelve months."""

    rule: RuleEntry
    says: str
    findings: int
    kept: int
    query: str


@officer_page
@require_safe
def the_policy(request: OfficerRequest) -> HttpResponse:
    """Every clause, or those of one kind, or those that say something."""
    now, pack = timezone.now(), _pack()
    if pack is None:
        return render(request, "desk/policy_unread.html")
    words, kind, counted = _words(request), _kind(request), counts(at=now)
    figures = Figures(evidence(at=now), authorities(at=now), counted, pack)
    entries = register(pack)
    wanted = (shown_clause(one, pack, figures.of(one)) for one in entries if kind in ("", one.kind))
    shown = [one for one in wanted if one.says(words.split())]
    facts: dict[str, Any] = {
        "pack": pack,
        "minute": pack.minute_ref or request.council.pack_minute,
        "today": counted.today,
        "checked": counted.of(Asked(show=CHECKED)),
        "waiting": state_of(request).to_decide,
        "kinds": _kinds(Counter(one.kind for one in entries), words, kind),
        "chapters": by_chapter(shown),
        "shown": len(shown),
        "total": len(entries),
        "all_url": _address(words=words),
        "words": words,
        "kind": kind,
        "now": now,
    }
    return render(request, "desk/policy_live.html", facts)


@officer_page
@require_safe
def clause(request: OfficerRequest, number: str) -> HttpResponse:
    """One clause: the rules that check it, what they found last, what was kept with which reason."""
    now, pack = timezone.now(), _pack()
    if pack is None:
        return render(request, "desk/policy_unread.html")
    entry = next((one for one in register(pack) if one.id == number), None)
    if entry is None:
        raise Http404
    counted = counts(at=now)
    findings = counted.of(Asked(clause=number))
    given = authorities(at=now) if shows_authorities(number) else None
    figures = Figures(evidence(at=now), given, counted, pack)
    facts: dict[str, Any] = {
        "clause": shown_clause(entry, pack, figures.of(entry)),
        "meaning": KIND_WORDS[entry.kind][1],
        "rules": _rules(pack, number, counted),
        "found": found(Asked(clause=number), at=now, most=SHOWN_FINDINGS) if findings else [],
        "number": findings,
        "pack": pack,
        "now": now,
    }
    return render(request, "desk/clause.html", facts)


def _pack() -> Pack | None:
    """The pack in force, or None where its file cannot be read."""
    try:
        return pack_in_force(timezone.now()).pack
    except PackError:
        return None


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("words", "").replace("\x00", "").split())[:200]


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in KIND_WORDS else ""


def _kinds(counted: Counter[str], words: str, chosen: str) -> list[Kind]:
    return [
        Kind(kind, label, meaning, swatch, counted[kind], _address(kind=kind, words=words), current=kind == chosen)
        for kind, (label, meaning, swatch) in KIND_WORDS.items()
    ]


def _address(**narrowed: str) -> str:
    query = urlencode({name: said for name, said in narrowed.items() if said})
    return reverse("the-policy") + (f"?{query}" if query else "")


def _rules(pack: Pack, clause: str, counted: Counts) -> list[ShownRule]:
    return [
        ShownRule(
            rule=rule,
            says=in_words(rule.id),
            findings=counted.of(Asked(rule=rule.id)),
            kept=counted.of(Asked(show=KEPT, rule=rule.id)),
            query=urlencode({"rule": rule.id}),
        )
        for rule in pack.rules.values()
        if rule.clause == clause
    ]


def in_words(rule: str) -> str:
    """What a rule looks after, in its own sentence; the name alone where the software has no such rule any more."""
    known = RULES.get(rule)
    return (known.__doc__ or rule).strip().splitlines()[0] if known else rule
