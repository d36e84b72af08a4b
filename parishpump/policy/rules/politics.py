"""At no time does the council support or oppose a political party (Local Government Act 1986, section 2)."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import outside_urls, point

_PARTY = (
    r"(?:Conservatives?|Tor(?:y|ies)|Labour|Liberal\sDemocrats?|Lib\sDems?|(?:the\s)?Greens?|Reform(?:\sUK)?|UKIP|Plaid\sCymru|"
    r"SNP|Your\sParty|Restore\sBritain|Social\sDemocratic\sParty|Heritage\sParty)"
)
_SUPPORT = re.compile(
    rf"\b(?:[Vv]ot(?:e|ed|ing)(?:\s(?:for|against|out))?|VOTE|[Bb]ack(?:ing)?|[Ee]lect|[Rr]e-elect|[Jj]oin)\s(?:the\s|your\s|our\s|local\s){{0,2}}"
    rf"{_PARTY}\b(?!\s(?:market|club|day|force|gym))|"
    rf"\b(?:[Vv]ote\sfor|[Vv]ote\sout|[Ee]lect|[Rr]e-elect)\s(?:the\s|your\s|our\s|local\s){{0,2}}(?:Cllr|Councillor|[\w\-]+\scandidate|candidate)\b|"
    rf"\b{_PARTY}(?:['’]s)?\s(?:failure|failures|lies|cuts|chaos|victory|success|betrayal|promises?|has\s(?:failed|delivered)|have\s(?:failed|delivered|betrayed))\b",
)
_NAMED = re.compile(
    r"\b(?:Conservative|Labour|Liberal\sDemocrat|Lib\sDem|Green|Reform(?:\sUK)?|Tory|UKIP)\s"
    r"(?:Party|candidates?|councillors?|groups?|government|MPs?|councils?|administration|manifesto|members?|leader|association|conference)\b"
    r"|\b(?:Lib\sDems|Liberal\sDemocrats|Tories|Reform\sUK|UKIP|the\sConservatives)\b"
)


def support(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing seems made to win or cost a party support."""
    for passage in facts.passages:
        for match in outside_urls(passage, _SUPPORT):
            yield point(
                passage,
                match.span(),
                "{words} seems made to affect support for a political party, which the law forbids a council.",
                "Take it out. The council may state its own decisions, without parties.",
            )


def party_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A party's name needs a reason."""
    for passage in facts.passages:
        for match in outside_urls(passage, _NAMED):
            fix = "Leave the party out: name the office or the body instead."
            yield point(passage, match.span(), "{words} names a political party.", fix)


RULES = {"politics.support": support, "politics.party_named": party_named}
