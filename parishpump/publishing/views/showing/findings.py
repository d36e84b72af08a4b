"""What the policy says, as a page shows it: numbered findings, and the text with their numbers in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from parishpump.channels.models import Channel
from parishpump.policy.findings import Finding, Verdict
from parishpump.policy.pack import Pack
from parishpump.publishing.content import Content
from parishpump.publishing.forms.settling import marked
from parishpump.ui import words

_FIELDS = {
    "text": "#id_text",
    "headline": "#id_title",
    "expiry": "#id_comes_down",
    "sources": "#id_sources",
    "purpose": "#id_purpose",
    "audience": "#id_audience",
    "category": "#id_category",
    "campaign": "#id_campaign",
    "outcome": "#id_outcome",
    "results_plan": "#id_results_plan",
    "other_routes": "#id_other_routes",
    "sensitivities": "#id_sensitivities",
    "equality_note": "#id_equality_note",
    "public_already": "#id_public_already",
    "permissions": "#id_permissions",
    "paid": "#id_paid",
    "risks": "#id_risks",
    "spending_authority": "#id_spending_authority",
    "named": "#id_named",
    "event_start": "#id_event_start",
    "event_end": "#id_event_end",
    "scheduled_for": "#id_goes_out",
    "channels": "#id_channels_0",
    "media": "#id_files",
}
# What these find stands in the text, and is mended elsewhere.
_MENDED_IN = {
    "intent.results_plan": "results_plan",
    "intent.other_routes": "other_routes",
    "permission.private_talk": "permissions",
    "money.paid_words": "spending_authority",
    "money.prize": "spending_authority",
    "parties.supplier": "named",
    "parties.thanked": "named",
    "parties.partner": "named",
}


def field_of(finding: Finding) -> str:
    """The field of a draft in which a finding can be mended."""
    return _MENDED_IN.get(finding.rule, finding.field)


@dataclass(frozen=True)
class ShownFinding:
    """One finding as the page shows it."""

    number: int
    mark: str
    strength: str
    state: str
    clause: str
    heading: str
    why: str
    fix: str
    replacement: str | None
    takes_out: bool
    may_keep: bool
    reason: str
    place: str
    field_href: str

    @property
    def short(self) -> str:
        """The finding in a few words, for a list of what blocks."""
        return self.heading if len(self.heading) <= 90 else f"{self.heading[:89].rstrip()}…"


@dataclass(frozen=True)
class CheckedPart:
    """A stretch of the text, and the number of the finding that is about it."""

    text: str
    strength: str = ""
    number: int = 0


def shown_findings(verdict: Verdict, pack: Pack, content: Content, channels: Sequence[Channel]) -> list[ShownFinding]:
    """Every finding, worst first, numbered as `checked_parts` numbers them."""
    return [
        ShownFinding(
            number=each.number,
            mark=each.mark,
            strength=each.finding.strength,
            state="overridden" if each.finding.overridden_because else "",
            clause=each.finding.clause,
            heading=each.finding.message,
            why=_why(each.finding, pack),
            fix=each.finding.fix,
            replacement=each.finding.replacement if each.finding.span else None,
            takes_out=each.finding.replacement == "",
            may_keep=each.finding.strength == "should",
            reason=each.finding.overridden_because or "",
            place=_place(each.finding, content),
            field_href=_href(each.finding, content, channels),
        )
        for each in marked(verdict.findings)
    ]


def _why(finding: Finding, pack: Pack) -> str:
    clause = pack.clauses.get(finding.clause)
    return clause.text if clause else ""


def _place(finding: Finding, content: Content) -> str:
    """Where it is, if not in the common text."""
    if finding.field == "headline":
        return "In the headline."
    if finding.field.startswith("channel:"):
        return f"In the text for {finding.field.removeprefix('channel:')}."
    if finding.field.startswith("media:") and len(content.pictures) > 1:
        return f"At picture {finding.field.removeprefix('media:')}."
    return ""


def _href(finding: Finding, content: Content, channels: Sequence[Channel]) -> str:
    """The field in which it can be mended."""
    if finding.field.startswith("media:"):
        place = int(finding.field.removeprefix("media:")) - 1
        used = content.pictures[place] if place < len(content.pictures) else None
        return f"#id_picture_{used.picture_id}-alt" if used else "#id_files"
    if finding.field.startswith("channel:") and finding.rule not in _MENDED_IN:
        name = finding.field.removeprefix("channel:")
        own = (channel.id for channel in channels if channel.name == name and channel.id in content.own_texts)
        return next((f"#id_own_{channel}" for channel in own), "#id_text")
    return _FIELDS.get(field_of(finding), "#id_text")


def checked_parts(verdict: Verdict, content: Content) -> list[CheckedPart]:
    """The common text in stretches, with each stretch that a finding is about marked with its number.

    Where two findings overlap, the one that begins first is marked, of those the worst; the other stands in the list.
    """
    spans = [
        (each.finding.span, each.number, _mark(each.finding))
        for each in marked(verdict.findings)
        if each.finding.field == "text" and each.finding.span
    ]
    parts, place = [], 0
    for (start, end), number, strength in sorted(spans, key=lambda span: (span[0][0], span[1])):
        if start < place or end <= start:
            continue
        parts += [CheckedPart(content.text[place:start]), CheckedPart(content.text[start:end], strength, number)]
        place = end
    return [part for part in (*parts, CheckedPart(content.text[place:])) if part.text]


def _mark(finding: Finding) -> str:
    if finding.overridden_because:
        return "over"
    return "must" if finding.strength == "must" else "should"


def counted(verdict: Verdict) -> str:
    """How many findings there are: `2 must, 1 should, 1 overridden`, or that there are none."""
    over = sum(1 for finding in verdict.findings if finding.overridden_because)
    numbers = [
        (len(verdict.of("must")), "must"),
        (len(verdict.of("should")), "should"),
        (len(verdict.of("may")), "for information"),
        (over, "overridden"),
    ]
    return ", ".join(f"{number} {kind}" for number, kind in numbers if number) or "Nothing found"


def to_settle(number: int) -> str:
    """`Two findings must be settled before this can be submitted`"""
    noun = words.plural(number, "finding")
    return f"{words.number_word(number).capitalize()} {noun} must be settled before this can be submitted"
