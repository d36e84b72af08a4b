"""The council's policy for residents: clause by clause what is done about it, with what anybody can see of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from parishpump.policy.coverage import Entry, Kind, register
from parishpump.policy.errors import PackError
from parishpump.policy.pack import Pack
from parishpump.portal.queries.policy import PublicFigures, public_figures
from parishpump.portal.views.door import council_of, open_to_all, page
from parishpump.portal.wording import one_line
from parishpump.publishing.queries.policy import pack_in_force

KIND_WORDS: Mapping[Kind, tuple[str, str, str]] = {
    "enforced": ("Enforced", "Our software refuses what breaks it.", "full"),
    "assisted": ("Assisted", "Our software points and reminds. A person decides.", "h"),
    "judged": ("A person judges", "No machine should. The judgement is put on the record.", "judge"),
    "informational": ("For information", "An aim or a definition: nothing to do.", "info"),
    "planned": ("Planned", "Our software does not do this yet.", "d"),
}
_STRENGTHS = {"must": ("must", "Must"), "should": ("should", "Should"), "may": ("quiet", "May")}
_FIGURES_OF: Mapping[str, tuple[str, ...]] = {
    "INT-2": ("channels",),
    "INT-6": ("channels",),
    "ENG-9": ("published",),
    "ENG-13": ("corrected", "withdrawn"),
    "TRA-2": ("published",),
    "TRA-3": ("published", "corrected", "withdrawn"),
    "PER-6": ("channels",),
    "RUL-6": ("checked", "held back"),
    "POL-1": ("published",),
    "POL-4": ("checked", "held back"),
}


@dataclass(frozen=True)
class Figure:
    """A count, and the public list in which what it counts can be seen, where there is one."""

    words: str
    number: int
    url: str = ""


@dataclass(frozen=True)
class PublicClause:
    """One clause of the council's own policy, with what is done about it."""

    id: str
    chapter: str
    text: str
    kind: Kind
    kind_words: str
    strength_look: str
    strength_words: str
    control: str
    figures: tuple[Figure, ...]

    def says(self, words: Iterable[str]) -> bool:
        """Whether every one of these words is in it, in any case."""
        said = f"{self.id} {self.chapter} {self.text} {self.control}".casefold()
        return all(word.casefold() in said for word in words)


@open_to_all
def our_policy(request: HttpRequest) -> HttpResponse:
    """Every clause that the council's policy has, or those of one kind, or those that say something."""
    try:
        pack = pack_in_force(timezone.now()).pack
    except PackError:
        return page(request, "our_policy.html", {"pack": None})
    figures = _figures(public_figures(at=timezone.now()))
    entries = [entry for entry in register(pack) if entry.id in pack.clauses]
    kind, words = _kind(request.GET.get("kind", "")), one_line(request.GET.get("words", ""))[:200]
    wanted = (_clause(entry, pack, figures) for entry in entries if kind in ("", entry.kind))
    shown = [clause for clause in wanted if clause.says(words.split())]
    facts: dict[str, Any] = {
        "pack": pack,
        "minute": one_line(pack.minute_ref or council_of(request).pack_minute),
        "figures": list(figures.values()),
        "kinds": _kinds(Counter(entry.kind for entry in entries), kind),
        "chapters": _by_chapter(shown),
        "shown": len(shown),
        "total": len(entries),
        "kind": kind,
        "words": words,
    }
    return page(request, "our_policy.html", facts)


def _clause(entry: Entry, pack: Pack, figures: Mapping[str, Figure]) -> PublicClause:
    look, strength = _STRENGTHS.get(entry.strength, ("quiet", "Aim"))
    return PublicClause(
        id=entry.id,
        chapter=entry.chapter,
        text=pack.clauses[entry.id].text,
        kind=entry.kind,
        kind_words=KIND_WORDS[entry.kind][0],
        strength_look=look,
        strength_words=strength,
        control=entry.control,
        figures=() if entry.kind == "planned" else tuple(figures[one] for one in _FIGURES_OF.get(entry.id, ())),
    )


def _figures(counted: PublicFigures) -> dict[str, Figure]:
    published, channels = reverse("public-register"), reverse("official-channels")
    return {
        "published": _figure("Notices published", counted.published, published),
        "corrected": _figure("Notices corrected", counted.corrected, f"{published}?state=corrected"),
        "withdrawn": _figure("Notices withdrawn", counted.withdrawn, f"{published}?state=withdrawn"),
        "channels": _figure("Official channels", counted.channels, channels),
        # What was held back is not public: how it is counted is said below the figures.
        "checked": _figure("Checked in 12 months", counted.checked, "#counted"),
        "held back": _figure("Held back by a person", counted.held_back, "#counted"),
    }


def _figure(words: str, number: int, url: str) -> Figure:
    return Figure(words, number, url if number else "")


def _kind(asked: str) -> str:
    return asked if asked in KIND_WORDS else ""


def _kinds(counted: Counter[Kind], chosen: str) -> list[dict[str, Any]]:
    """One line of the table at the top for each kind of control."""
    return [
        {
            "kind": kind,
            "words": label,
            "meaning": meaning,
            "swatch": swatch,
            "number": counted[kind],
            "url": f"{reverse('our-policy')}?{urlencode({'kind': kind})}",
            "current": kind == chosen,
        }
        for kind, (label, meaning, swatch) in KIND_WORDS.items()
    ]


def _by_chapter(clauses: Iterable[PublicClause]) -> list[tuple[str, str, list[SafeString]]]:
    """The clauses under their chapters: anchor, title, each clause as HTML."""
    groups = ((code, list(group)) for code, group in groupby(clauses, key=lambda one: one.id.partition("-")[0]))
    return [(f"chapter-{code}", shown[0].chapter, [_article(one) for one in shown]) for code, shown in groups]


@lru_cache(maxsize=1024)
def _article(clause: PublicClause) -> SafeString:
    """One clause as HTML. What it says follows from the clause alone, so it is drawn once for as long as that stays."""
    return render_to_string("portal/clause.html", {"clause": clause})
