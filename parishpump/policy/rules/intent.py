"""A post knows what it is for and whom it is for."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

ASKS = wording(
    "have your say|you think|views|your|thoughts|survey|questionnaire|poll|consultation",
    r"\b(?:have your say|tell us what you think|(?:give|send) us your views|what do you think|"
    r"let us (?:know|have) (?:your|what you) (?:views|think|thoughts)|we want to hear (?:from you|your views)|"
    r"(?:complete|fill in|take|answer) (?:the|our|this) (?:short |online |quick ){0,2}(?:survey|questionnaire|poll)|"
    r"consultation (?:is )?(?:now )?(?:open|opens|runs|starts))\b",
)


def purpose(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Why it goes out is written down, in the post or in its campaign."""
    if not draft.purpose.strip() and not (draft.campaign and draft.campaign.purpose.strip()):
        yield Finding(
            field="purpose",
            message="Nothing says what people should be able to do once they have read this.",
            fix="Say in a few words what it is for.",
        )


def audience(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Whom it is for is written down, in the post or in its campaign."""
    if not any(each.strip() for each in (*draft.audience, *(draft.campaign.audience if draft.campaign else ()))):
        yield Finding(
            field="audience",
            message="No audience is named.",
            fix="Say whom this is for, and think of those who are not online.",
        )


def category(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Which council business it belongs to is written down."""
    if not draft.category.strip():
        yield Finding(
            field="category",
            message="No council business is chosen.",
            fix="Choose the business it belongs to, such as roads, meetings or events.",
        )


def closing_date(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Whoever is asked for a view is told until when."""
    for passage in facts.passages:
        match = ASKS.search(passage)
        if match and not passage.dates and draft.event_start is None:
            yield point(
                passage,
                match.span(),
                "{words} asks for views, and no closing day is given.",
                "Say by when, who reads the answers, and which decision they feed.",
            )


RULES = {
    "intent.purpose": purpose,
    "intent.audience": audience,
    "intent.category": category,
    "intent.closing_date": closing_date,
}
