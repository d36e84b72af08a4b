"""What the readers need, and what may hurt them."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.dates import in_london
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import pairs
from parishpump.policy.rules.notices import is_routine
from parishpump.policy.rules.pointing import listed_in, point, quoted, wording

_ONLINE_ONLY = wording(
    "online|email only|app only|through the app|via the app|no paper|cannot be taken by phone",
    r"\bonline[\s-]only\b|\bonly\s(?:be\s)?(?:available|booked|made|accepted|open|sold|apply|book|register|"
    r"comment|pay)\sonline\b|\bmust\sbe\s(?:made|booked|submitted|"
    r"completed|sent|reported)\sonline\b|"
    r"\b(?:by\semail|app)\sonly\b|\bonly\s(?:by|via|through)\s(?:email|the\sapp|our\swebsite)\b|"
    r"\bno\spaper\s(?:copies|forms)\b|"
    r"\bcannot\sbe\staken\sby\s(?:phone|telephone)\b",
)
_HURTS = wording(
    "drowned|suicide|own life|fatal|killed|died in|died after|died following|stabb|body was found|"
    "body has been found|overdose|missing ",
    r"\bsuicides?\b(?!\sprevention)|\b(?:took|taken)\s(?:his|her|their)\sown\sli(?:fe|ves)\b|"
    r"\bfatal(?:ly)?\b|\bfatality\b|"
    r"\b(?:was|were|been)\skilled\b(?!\sin\s(?:the\s)?(?:first|second|great|world|action|19))|"
    r"\bdied\s(?:in\sa|after|following)\b|"
    r"\bstabb(?:ed|ing)\b|\bbody\s(?:was|has\sbeen)\sfound\b|\boverdose\b|\bdrowned\b(?!\sout)|"
    r"\bmissing\s(?:girl|boy|child|teenager|schoolgirl|schoolboy|toddler)\b",
)
_CHANGES = wording(
    "permanent|for good|withdrawn|removal of|no longer be|new charge|charges will|opening hours|only be available",
    r"\b(?:permanent\sclosure|(?:close[sd]?|closing|shut)\s(?:permanently|for\sgood)|permanently\s(?:clos\w+|remov\w+)|"
    r"(?:service|toilets?|bus|crossing|grant|scheme)\s(?:is|are|will\sbe|has\sbeen)\s(?:being\s)?withdrawn|"
    r"removal\sof\s(?:the|all)\s(?:benches|seats|toilets?|parking|bays?|crossing|ramp|handrails?)|"
    r"no\slonger\sbe\s(?:available|offered|free|"
    r"provided)|new\scharges?\s(?:for|of)|charges\swill\s(?:be\sintroduced|apply)|(?:cut|"
    r"reduc\w+)\s(?:the\s|its\s|our\s)?opening\shours|"
    r"will\sonly\sbe\savailable\sonline)\b",
)
_LAWFUL_NOTE = "Note whom it touches most (age, disability, other protected groups) and what was considered."


def online_only(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nobody is left out for not being online."""
    for passage, match in _ONLINE_ONLY.find(facts.passages):
        message = "{words} leaves out people who are not online."
        yield point(passage, match.span(), message, "Name another way as well: the parish office, a telephone, paper.")


def sensitive_subject(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Where somebody grieves or fears, somebody thought of it first."""
    noted = draft.sensitivities.strip() or (draft.campaign and draft.campaign.sensitivities.strip())
    for passage, match in () if noted else _HURTS.find(facts.passages):
        yield point(
            passage,
            match.span(),
            "{words} may hurt people who are close to it, and no sensitivities are noted.",
            "Check the words with the police or the family, and note what you considered.",
        )


def sensitive_period(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """In a time of heightened sensitivity only the routine goes out unasked."""
    if draft.sensitivities.strip() or is_routine(draft):
        return
    for period in draft.council.sensitive_periods:
        if any(in_london(period.opens) <= moment <= in_london(period.closes) for moment in facts.moments):
            yield Finding(
                field="sensitivities",
                message=f"This goes out in a time of heightened sensitivity: {quoted(period.name)}.",
                fix="Ask whether it can wait; if not, note what you considered.",
            )


def words_about_people(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """People are named as they would name themselves."""
    better_words = pairs("words_about_people")
    for passage in facts.everything:
        for match in listed_in(passage, "words_about_people"):
            better = better_words[" ".join(match[0].lower().replace("’", "'").split())]
            message = "{words} may hurt the people whom it speaks of."
            yield point(passage, match.span(), message, f"Write “{better}”, or leave it out.")


def demeaning(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No group of people is spoken of as less than others."""
    for passage in facts.everything:
        for match in listed_in(passage, "demeaning"):
            message = "{words} sets a group of people apart, which a public body must not do."
            yield point(passage, match.span(), message, "Speak of what happened, not of a group of people.")


def equality_note(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What changes a service has a note on equality behind it."""
    noted = draft.equality_note.strip() or (draft.campaign and draft.campaign.equality_note.strip())
    for passage, match in () if noted else _CHANGES.find(facts.passages):
        message = "{words} changes what people can use, and no equality note is attached."
        yield point(passage, match.span(), message, _LAWFUL_NOTE)


RULES = {
    "readers.online_only": online_only,
    "readers.sensitive_subject": sensitive_subject,
    "readers.sensitive_period": sensitive_period,
    "equality.words": words_about_people,
    "equality.demeaning": demeaning,
    "equality.note": equality_note,
}
