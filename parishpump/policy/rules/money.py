"""Money spent on publicity or prizes has an authority behind it."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

_AUTHORITY = "Give the minute or the delegation that allows the spending."
_PAID = wording(
    "sponsored|paid|boost|#ad",
    r"\b(?:sponsored\s(?:post|advert|content)|paid\s(?:promotion|partnership|advert(?:isement)?|for\sby\sthe\scouncil)|"
    r"boost(?:ed|ing)?\s(?:this\s|the\s|our\s)?(?:post|advert))\b|(?<![\w&])#ad\b",
)
_PRIZES = r"(?:prizes?|prize\sdraw|raffle|giveaway|give-away|lottery|tombola|vouchers?|hampers?)"
_PRIZE = wording(
    "prize|raffle|giveaway|give-away|lottery|tombola|voucher|hamper|to win|enter",
    rf"\b(?:we|the\s(?:parish\s|town\s)?council|your\scouncil)\s?(?:are|is|['’]re|will|have|has)?\s(?:be\s|"
    rf"also\s|now\s)?"
    r"(?:giv(?:e|es|ing)(?:\saway)?|offer(?:s|ing)?|run(?:s|ning)?|hold(?:s|ing)?|draw(?:s|ing)?|donat(?:e|"
    r"es|ing)|put(?:s|ting)?\sup)\s"
    rf"[^.!?\n]{{0,50}}?\b{_PRIZES}\b|"
    rf"\b(?:our|the\scouncil['’]s)\s(?:\w+\s){{0,2}}{_PRIZES}\b|"
    r"\b(?:like|share|follow|comment)\b[^.!?\n]{0,30}?\b(?:to\swin|to\sbe\sentered|for\sa\schance\sto\swin)\b|"
    rf"\b{_PRIZES}\b[^.!?\n]{{0,30}}?\bfrom\s(?:us|the\s(?:parish\s)?council)\b",
)


def paid_reach(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Reach is bought only with an authority to spend."""
    if draft.paid and not draft.spending_authority.strip():
        yield Finding(
            field="spending_authority",
            message="Reach is bought for this, and nothing shows who may spend the money.",
            fix=f"{_AUTHORITY} Book the cost as publicity (Local Government Act 1986, section 5).",
        )


def paid_words(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What reads as paid for is known to be paid for."""
    if not draft.paid and not draft.spending_authority.strip():
        for passage, match in _PAID.find(facts.passages):
            message = "{words} speaks of money paid for reach, and no authority to spend it is given."
            yield point(passage, match.span(), message, _AUTHORITY)


def prize(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A prize from the council is spending, and the Financial Regulations say who may spend."""
    if draft.spending_authority.strip():
        return
    for passage, match in _PRIZE.find(facts.passages):
        if not facts.cites_minute(passage.sentence(match.start())):
            yield point(
                passage,
                match.span(),
                "{words} promises a prize from the council, and no authority to spend is given.",
                f"{_AUTHORITY} Check with the RFO whether a draw may be held at all.",
            )


RULES = {"money.paid_reach": paid_reach, "money.paid_words": paid_words, "money.prize": prize}
