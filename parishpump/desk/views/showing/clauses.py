"""The clauses of the policy as the desk shows them: what the software does about each, and the figures behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from parishpump.desk.queries.evidence import Authorities, Evidence
from parishpump.desk.queries.findings import CHECKED, KEPT, Asked, Counts
from parishpump.policy.coverage import Entry
from parishpump.policy.pack import Pack
from parishpump.policy.packs import load_pack

KIND_WORDS = {
    "enforced": ("Enforced", "The software refuses what breaks it.", "full"),
    "assisted": ("Assisted", "The software points and reminds. A person decides.", "h"),
    "judged": ("A person judges", "No machine should. The judgement is put on the record.", "judge"),
    "informational": ("For information", "An aim or a definition: nothing to do.", "info"),
    "planned": ("Planned", "Not built yet: nothing runs.", "d"),
}
STRENGTH_WORDS = {"must": ("must", "Must"), "should": ("should", "Should"), "may": ("quiet", "May")}
AN_AIM = ("quiet", "Aim")
NOT_STATED = ("quiet", "Not stated")
# The pack that has every clause of the register: whose words stand where a council's own policy has none.
EVERY_CLAUSE = "lenham"

# Which figures of the council's life say something about which clause. What rules check has its findings besides.
FIGURES_OF: Mapping[str, tuple[str, ...]] = {
    "INT-2": ("channels",),
    "INT-4": ("channels",),
    "INT-6": ("channels",),
    "INT-7": ("pictures ready", "pictures incomplete"),
    "INT-9": ("risks", "high risks"),
    "INT-10": ("platform notes",),
    "INT-11": ("acknowledgements",),
    "ENG-9": ("published",),
    "ENG-13": ("corrected", "withdrawn"),
    "TRA-2": ("published",),
    "TRA-3": ("published", "corrected", "withdrawn", "records"),
    "PER-6": ("channels", "delegations"),
    "CAP-3": ("deployments",),
    "CAP-4": ("acknowledgements",),
    "CAP-5": ("published",),
    "CAP-6": ("approvals", "sent back"),
    "CAP-7": ("records", "withdrawn"),
    "WHA-6": ("delegations",),
    "RUL-2": ("channels",),
    "RUL-4": ("deployments",),
    "RUL-5": ("deployments",),
    "RUL-6": ("deployments", "channels with minute", "approvals", "own work", "sent back"),
    "RUL-8": ("approvals", "sent back", "ran out"),
    "RUL-9": ("deployments",),
    "RUL-10": ("deployments",),
    "RUL-12": ("deployments",),
    "RUL-13": ("deployments",),
    "RUL-14": ("deployments", "risks"),
    "RUL-15": ("risks", "high risks"),
    "RUL-17": ("deployments",),
    "RUL-20": ("elections", "pauses"),
    "RUL-18": ("pictures ready", "pictures incomplete"),
    "RUL-22": ("pictures ready", "pictures incomplete"),
    "POL-1": ("published", "approvals"),
    "POL-2": ("may write", "may approve", "approvals"),
    "POL-3": ("delegations", "delegations ending"),
    "POL-4": ("approvals",),
    "POL-5": ("published",),
    "POL-6": ("policy versions",),
}
_COUNT_DELEGATIONS = frozenset({"delegations", "delegations ending", "may write", "may approve"})


@dataclass(frozen=True)
class Figure:
    """A count and the list that shows what it counts; 0 has no list."""

    words: str
    number: int
    url: str = ""


@dataclass(frozen=True)
class ShownClause:
    """One clause with its control in words and its figures."""

    id: str
    chapter: str
    text: str
    kind: str
    kind_words: str
    strength_look: str
    strength_words: str
    control: str
    where: str
    test: str
    figures: tuple[Figure, ...]

    @property
    def url(self) -> str:
        return reverse("clause", args=[self.id])

    @property
    def planned(self) -> bool:
        return self.kind == "planned"

    def says(self, words: Iterable[str]) -> bool:
        """Whether every one of these words is in it, in any case."""
        said = f"{self.id} {self.chapter} {self.text} {self.control}".casefold()
        return all(word.casefold() in said for word in words)


@lru_cache(maxsize=1024)
def article(clause: ShownClause) -> SafeString:
    """One clause as HTML. What it says follows from the clause alone, so it is drawn once for as long as that stays."""
    return render_to_string("desk/parts/clause.html", {"clause": clause})


def shown_clause(entry: Entry, pack: Pack, figures: tuple[Figure, ...] = ()) -> ShownClause:
    """One entry of the clause register as a page shows it; a clause that the pack does not have is “not stated”."""
    stated = pack.clauses.get(entry.id)
    look, strength = STRENGTH_WORDS.get(entry.strength, AN_AIM) if stated else NOT_STATED
    return ShownClause(
        id=entry.id,
        chapter=entry.chapter,
        text=(stated or load_pack(EVERY_CLAUSE).clauses[entry.id]).text,
        kind=entry.kind,
        kind_words=KIND_WORDS[entry.kind][0],
        strength_look=look,
        strength_words=strength,
        control=entry.control,
        where=entry.where,
        test=entry.test,
        figures=figures,
    )


def by_chapter(clauses: Iterable[ShownClause]) -> list[tuple[str, str, list[SafeString]]]:
    """The clauses under their chapters: anchor, title, each clause as HTML; in the order of the policy."""
    groups = ((code, list(group)) for code, group in groupby(clauses, key=lambda one: one.id.partition("-")[0]))
    return [(f"chapter-{code}", shown[0].chapter, [article(one) for one in shown]) for code, shown in groups]


def shows_authorities(clause: str) -> bool:
    """Whether a figure of this clause counts delegations."""
    return not _COUNT_DELEGATIONS.isdisjoint(FIGURES_OF.get(clause, ()))


class Figures:
    """Everything counted, handed out clause by clause; `authorities` only where `shows_authorities` of them."""

    def __init__(self, evidence: Evidence, authorities: Authorities | None, counts: Counts, pack: Pack) -> None:
        self.named = {**_of_posts(evidence), **_of_the_house(evidence), **_of_care(evidence)}
        if authorities is not None:
            self.named |= _of_authorities(authorities)
        self.checked = counts.of(Asked(show=CHECKED))
        self.found, self.kept = Counter[str](), Counter[str]()
        for one in counts.findings:
            self.found[one.clause] += one.number
            self.kept[one.clause] += one.number if one.kept else 0
        self.with_rules = {rule.clause for rule in pack.rules.values() if rule.on}
        self.findings_url = reverse("findings")

    def of(self, entry: Entry) -> tuple[Figure, ...]:
        """The figures of one clause; of one that is only planned, none."""
        if entry.kind == "planned":
            return ()
        return (*self._of_rules(entry.id), *(self.named[name] for name in FIGURES_OF.get(entry.id, ())))

    def _of_rules(self, clause: str) -> tuple[Figure, ...]:
        if clause not in self.with_rules and not self.found[clause]:
            return ()
        return (
            _figure("Versions checked, 12 months", self.checked, self._list(show=CHECKED)),
            _figure("Findings, 12 months", self.found[clause], self._list(clause=clause)),
            _figure("Kept with a reason", self.kept[clause], self._list(show=KEPT, clause=clause)),
        )

    def _list(self, **narrowed: str) -> str:
        return f"{self.findings_url}?{urlencode(narrowed)}"


def _of_posts(evidence: Evidence) -> dict[str, Figure]:
    register, record = reverse("register"), reverse("record")
    return {
        "published": _figure("Posts published", evidence.published, register),
        "corrected": _figure("Posts corrected", evidence.corrected, f"{register}?state=corrected"),
        "withdrawn": _figure("Posts withdrawn", evidence.withdrawn, f"{register}?state=withdrawn"),
        "approvals": _figure("Approvals", evidence.approvals, _kind(record, "post approved")),
        "own work": _figure(
            "Of those, own work released as the policy allows", evidence.own_work, f"{record}?own=work"
        ),
        "sent back": _figure("Sent back by the approver", evidence.sent_back, _kind(record, "post sent back")),
        "ran out": _figure("Ran out unapproved", evidence.ran_out, _kind(record, "post expired unapproved")),
    }


def _of_the_house(evidence: Evidence) -> dict[str, Figure]:
    channels, record = reverse("channels"), reverse("record")
    return {
        "channels": _figure("Channels in use", evidence.channels, channels),
        "channels with minute": _figure(
            "Opened under a minute", evidence.channels_with_minute, f"{channels}?opened=minute"
        ),
        "records": _figure("On the record", evidence.records, record),
        "pauses": _figure("Times everything was paused", evidence.pauses, _kind(record, "everything paused")),
        "elections": _figure("Elections entered", evidence.elections, reverse("elections")),
        "policy versions": _figure("Versions adopted here", evidence.policy_versions, reverse("pack-versions")),
        "acknowledgements": _figure("Times read", evidence.acknowledgements, _kind(record, "standards read")),
    }


def _of_care(evidence: Evidence) -> dict[str, Figure]:
    requests, risks, library = reverse("deployments"), reverse("risks"), reverse("library")
    return {
        "deployments": _figure("Requests approved, in force", evidence.deployments, f"{requests}?show=in-force"),
        "risks": _figure("Risks open", evidence.risks, risks),
        "high risks": _figure("Of those, high", evidence.high_risks, f"{risks}?rating=high"),
        "platform notes": _figure("Looks at a platform", evidence.platform_notes, reverse("watch")),
        "pictures ready": _figure(
            "Pictures with a complete passport", evidence.pictures_ready, f"{library}?show=usable"
        ),
        "pictures incomplete": _figure(
            "Pictures that lack something", evidence.pictures_incomplete, f"{library}?show=incomplete"
        ),
    }


def _of_authorities(authorities: Authorities) -> dict[str, Figure]:
    people = reverse("people")
    return {
        "delegations": _figure("Delegations in force", authorities.in_force, f"{people}?delegations=in-force"),
        "delegations ending": _figure("End within 90 days", authorities.ending, f"{people}?delegations=end-soon"),
        "may write": _figure("May write", authorities.writing, f"{people}?delegations=write"),
        "may approve": _figure("May approve", authorities.approving, f"{people}?delegations=approve"),
    }


def _kind(record: str, kind: str) -> str:
    return f"{record}?{urlencode({'kind': kind})}"


def _figure(words: str, number: int, url: str) -> Figure:
    return Figure(words, number, url if number else "")
