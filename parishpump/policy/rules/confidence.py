"""What a meeting took with the public excluded stays there."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.pointing import Wording, point, wording

_CLOSED = (
    r"(?:closed|private|confidential|exempt|part\s(?:2|two|ii)|in[-\s]camera)\s(?:session|part|items?|"
    r"papers?|reports?|minutes|meeting|discussions?)"
)
_TOLD = r"(?:agreed|decided|discussed|heard|told|revealed|said|considered|learn(?:ed|t)|shows?|talked|voted|state[sd]?)"
_SESSION = wording(
    "closed|private|confidential|exempt|part 2|part two|part ii|camera|behind closed doors",
    rf"\b{_CLOSED}\b[^.!?\n]{{0,60}}?\b{_TOLD}\b|\b{_TOLD}\b[^.!?\n]{{0,50}}?\b(?:in|at|during)\s(?:the\s|"
    rf"a\s|its\s|our\s)?{_CLOSED}\b|"
    rf"\b{_TOLD}\b[^.!?\n]{{0,40}}?\bbehind\sclosed\sdoors\b|\bbehind\sclosed\sdoors\b[^.!?\n]{{0,40}}?\b{_TOLD}\b",
)
_STAFF = wording(
    "suspend|disciplin|grievance|dismissed|sacked|redundan|tribunal|misconduct|signed off|underperform|capability",
    r"\b(?:clerk|caretaker|groundsman|groundswoman|handyman|member\sof\sstaff|staff\smember|employees?|"
    r"assistant|cleaner)\b[^.!?\n]{0,50}?"
    r"\b(?:suspended|disciplin\w+|grievance|dismissed|sacked|(?:made\s)?redundan\w+|tribunal|misconduct|"
    r"signed\soff|underperform\w+|capability\sprocedure)\b|"
    r"\b(?:grievance|disciplinary\w*|misconduct)\b[^.!?\n]{0,40}?\b(?:against|by|of|about)\s(?:the\s|our\s|"
    r"a\s)?(?:\w+\s)?(?:clerk|caretaker|groundsman|staff|employee|officer)\b",
)
_ADVICE = wording(
    "solicitor|lawyer|barrister|legal advi|counsel",
    r"\b(?:our|the\scouncil['’]s|council)\s(?:solicitors?|lawyers?|barrister|legal\sadvisers?)\s(?:has\s|"
    r"have\s)?(?:advis\w+|told|warn\w*|says?|said|recommend\w*|think\w*|believe\w*)|"
    r"\b(?:our|the\scouncil['’]s|received)\slegal\sadvice\s(?:is|was|says|said|that)\b|"
    r"\bcounsel['’]s\s(?:opinion|advice)\b|"
    r"\badvised\sby\s(?:our|the\scouncil['’]s)\s(?:solicitors?|lawyers?|barrister)\b",
)
_TENDER = wording(
    "quote|tender|bid|price",
    r"\b(?:lowest|highest|cheapest|dearest)\s(?:quotes?|tenders?|bids?|prices?)\b[^.!?\n]{0,40}?£|"
    r"\b(?:quotes?|quotations?|tenders?|bids?)\s(?:received|submitted|so\sfar|came\sin|from|of)\b[^.!?\n]{0,50}?£",
)


def closed_item(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An item on record as taken in closed session is not spoken of."""
    words = [item.words for item in draft.council.closed_items if item.words.strip()]
    for passage in facts.everything if words else ():
        for match in any_of(words).finditer(passage.text):
            message = "{words} is an item that the council took in closed session."
            yield point(passage, match.span(), message, "Leave it out until the council opens it.")


def closed_session(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What was said with the public excluded is not reported; a minuted resolution may be."""
    message = "{words} tells of business that was taken with the public excluded."
    yield from _unminuted(
        facts, _SESSION, message, "Give only the resolution in the public minute, with its reference."
    )


def staffing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Matters of staff are theirs and their employer's."""
    message = "{words} tells of a staffing matter, which is confidential."
    yield from _unminuted(facts, _STAFF, message, "Leave it out.")


def legal_advice(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Legal advice to the council is the council's to keep."""
    message = "{words} gives away legal advice to the council."
    yield from _unminuted(facts, _ADVICE, message, "Say what the council decided, not what it was advised.")


def tender(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What firms offered is in confidence until the contract is awarded."""
    message = "{words} gives the price that a firm offered."
    yield from _unminuted(facts, _TENDER, message, "Wait for the award, and cite its minute.")


def _unminuted(facts: Facts, told: Wording, message: str, fix: str) -> Iterator[Finding]:
    for passage, match in told.find(facts.passages):
        if not facts.cites_minute(passage.sentence(match.start())):
            yield point(passage, match.span(), message, fix)


RULES = {
    "confidence.closed_item": closed_item,
    "confidence.closed_session": closed_session,
    "confidence.staffing": staffing,
    "confidence.legal_advice": legal_advice,
    "confidence.tender": tender,
}
