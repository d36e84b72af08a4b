"""Settling what the policy says of a draft: use its words, or keep mine with a reason."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parishpump.channels.models import Channel
from parishpump.policy.findings import Finding
from parishpump.publishing.content import Content
from parishpump.publishing.forms.typed import Typed

Overrides = list[dict[str, str]]
LONGEST_REASON = 500


@dataclass(frozen=True)
class Marked:
    """A finding with its number on the page, and a mark by which a form names it though the text went on changing."""

    finding: Finding
    number: int
    mark: str


def marked(findings: Iterable[Finding]) -> list[Marked]:
    """Number the findings, and give each a mark of its own."""
    seen: dict[str, int] = {}
    numbered = []
    for number, finding in enumerate(findings, start=1):
        said = "\x1f".join((finding.rule, finding.field, finding.words, finding.replacement or ""))
        seen[said] = seen.get(said, 0) + 1
        mark = hashlib.sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()[:12]
        numbered.append(Marked(finding, number, mark))
    return numbered


def finding_marked(findings: Iterable[Finding], mark: str) -> Finding | None:
    """The finding that a form named, or None where the text has moved on and it is gone."""
    return next((each.finding for each in marked(findings) if each.mark == mark), None)


def use_words(typed: Typed, finding: Finding, content: Content, channels: Sequence[Channel]) -> Typed:
    """The draft with the finding's own words in place of those that it is about; unchanged where it has none."""
    if finding.replacement is None or finding.span is None:
        return typed
    if finding.field == "headline":
        return typed.with_field("title", _put(content.title, finding))
    if finding.field == "text":
        return typed.with_field("text", _put(content.text, finding))
    if finding.field.startswith("media:"):
        return _use_in_alt(typed, finding, content)
    return _use_in_own_text(typed, finding, content, channels)


def _use_in_alt(typed: Typed, finding: Finding, content: Content) -> Typed:
    place = int(finding.field.removeprefix("media:")) - 1
    used = content.pictures[place]
    return replace(
        typed,
        pictures=tuple(
            replace(one, alt=_put(used.alt, finding)) if one.id == used.picture_id else one for one in typed.pictures
        ),
    )


def _use_in_own_text(typed: Typed, finding: Finding, content: Content, channels: Sequence[Channel]) -> Typed:
    name = finding.field.removeprefix("channel:")
    channel = next((one.id for one in channels if one.name == name and one.id in content.channel_ids), None)
    if channel is None:
        return typed
    if channel not in content.own_texts:
        return typed.with_field("text", _put(content.text, finding))
    return replace(typed, own_texts={**typed.own_texts, channel: _put(content.own_texts[channel], finding)})


def _put(text: str, finding: Finding) -> str:
    """The replacement at the span, where the words are still there."""
    start, end = finding.span or (0, 0)
    if text[start:end] != finding.words:
        return text
    return f"{text[:start]}{finding.replacement}{text[end:]}"


def with_reason(overrides: Overrides, finding: Finding, reason: str) -> Overrides:
    """The overrides with a reason for one warning, in place of an earlier one. A must is never overridden."""
    others = without_reason(overrides, finding)
    said = reason.strip()[:LONGEST_REASON]
    if finding.strength == "must" or not said:
        return others
    return [*others, {"rule": finding.rule, "words": finding.words, "reason": said}]


def without_reason(overrides: Overrides, finding: Finding) -> Overrides:
    return [each for each in overrides if (each["rule"], each["words"]) != (finding.rule, finding.words)]


def reasons_in(overrides: Overrides) -> dict[tuple[str, str], str]:
    """The overrides as the policy takes them: reason by rule and words."""
    return {(each["rule"], each["words"]): each["reason"] for each in overrides}


def reasons_posted(posted: Mapping[str, str], findings: Iterable[Finding]) -> list[tuple[Finding, str]]:
    """Reasons that were typed beside findings: `keep_<mark>`."""
    given = ((each.finding, posted.get(f"keep_{each.mark}", "").strip()) for each in marked(findings))
    return [(finding, reason) for finding, reason in given if reason]
