"""At no time does the council support or oppose a political party (Local Government Act 1986, section 2)."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, wording

_PARTY = (
    r"(?:Conservatives?|Tor(?:y|ies)|Labour|Liberal\sDemocrats?|Lib\sDems?|(?:the\s)?Greens|Green\sParty|"
    r"Reform(?:\sUK|\sParty)?(?!\s[A-Z])|UKIP|Plaid\sCymru|"
    r"SNP|Your\sParty|Restore\sBritain|Social\sDemocratic\sParty|Heritage\sParty)"
)
_SUPPORT = wording(
    "conservative|tory|tories|labour|liberal democrat|lib dem|greens|green|reform|ukip|plaid|"
    "snp|your party|restore|social democratic|heritage party|elect|vote",
    r"\b(?:[Vv]ot(?:e|ed|ing)|VOTE)\sGreen\b(?!\s[A-Z])|"
    rf"\b(?:[Vv]ot(?:e|ed|ing)(?:\s(?:for|against|out))?|VOTE|[Bb]ack(?:ing)?|[Ee]lect|[Rr]e-elect|"
    rf"[Jj]oin)\s(?:the\s|your\s|our\s|local\s){{0,2}}"
    rf"{_PARTY}\b(?!\s(?:market|club|day|force|gym))|"
    rf"\b(?:[Vv]ote\sfor|[Vv]ote\sout|[Ee]lect|[Rr]e-elect)\s(?:the\s|your\s|our\s|local\s){{0,2}}(?:Cllr|"
    rf"Councillor|[\w\-]+\scandidate|candidate)\b|"
    rf"\b{_PARTY}(?:['’]s)?\s(?:failure|failures|lies|cuts|chaos|victory|success|betrayal|promises?|"
    rf"has\s(?:failed|delivered)|have\s(?:failed|delivered|betrayed))\b",
    exact_case=True,
)
_NAMED = wording(
    "conservative|labour|liberal democrat|lib dem|green|reform|tory|tories|ukip",
    r"\b(?:Conservative|Labour|Liberal\sDemocrat|Lib\sDem|Green|Reform(?:\sUK)?|Tory|UKIP)\s"
    r"(?:Party|candidates?|councillors?|groups?|government|MPs?|councils?|administration|manifesto|"
    r"members?|leader|association|conference)\b"
    r"|\b(?:Lib\sDems|Liberal\sDemocrats|Tories|Reform\sUK|UKIP|the\sConservatives)\b",
    exact_case=True,
)
_TAGGED = wording(
    "#|@",
    r"#(?:vote|back|join)(?:labour|conservatives?|tory|tories|libdems?|greens?|reform\w*)\b|"
    r"#(?:get)?(?:tories|tory|labour|reform|libdems?)"
    r"(?:out|lies|cuts|chaos)\b|(?<!\w)@(?:uklabour|conservatives|libdems|thegreenparty|reformparty_uk)\b",
)
_LOBBYING = wording(
    "mp|minister|government|petition|protest|march|fight|campaign|councillor",
    r"\b(?:write\sto|email|lobby|tell|urge|call\son)\s(?:your|our|the)\s(?:local\s)?(?:MPs?|"
    r"member\sof\sparliament|ministers?|government|prime\sminister|"
    r"(?:county\s|borough\s)councillors?)\s(?:to\b|and\s(?:ask|tell|demand|say|urge|object)|demanding|asking|that)|"
    r"\bsign\s(?:the|our|this)\spetition\b|\bjoin\s(?:the|our|us\son\sthe)\s(?:protest|march\s(?:to|"
    r"against|for|on)|campaign\s(?:against|to\sstop)|fight\sagainst\sthe\s(?:plan|proposal|"
    r"development|closure|cuts?))|\bfight\s(?:this|these|the)\s(?:plans?|proposals?|applications?|"
    r"developments?|closures?|cuts?|decisions?|bypass)\b",
)
_BOAST = wording(
    "council|proud|promise|record|hard",
    r"\b(?:your|our)\s(?:ever\s)?(?:hard[-\s]?working|brilliant|amazing|fantastic|wonderful|excellent|"
    r"tireless|superb)\s(?:parish\s|town\s)?(?:council|councillors|clerk)\b|"
    r"\b(?:best|finest|most\s(?:active|successful|efficient))\s(?:parish\s|town\s)?council\b|"
    r"\b(?:we\sare|we['’]re|council\sis)\s(?:so\s|very\s|immensely\s|"
    r"rightly\s)?proud\sof\s(?:our\s(?:record|achievements?|council|councillors)|what\swe)|"
    r"\b(?:deliver\w*|kept|keeping)\s(?:on\s)?(?:all\s)?(?:our|its)\spromises?\b|\bthanks\sto\s(?:your|"
    r"this)\s(?:parish\s)?council['’]s\s(?:hard\swork|leadership|vision|efforts)|"
    r"\bunlike\s(?:other|neighbouring)\s(?:parish\s)?councils\b",
)


def support(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing seems made to win or cost a party support."""
    for passage in facts.everything:
        for match in (*_SUPPORT.within(passage), *_TAGGED.within(passage)):
            yield point(
                passage,
                match.span(),
                "{words} seems made to affect support for a political party, which the law forbids a council.",
                "Take it out. The council may state its own decisions, without parties.",
            )


def party_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A party's name needs a reason."""
    for passage in facts.passages:
        for match in _NAMED.within(passage):
            fix = "Leave the party out: name the office or the body instead."
            yield point(passage, match.span(), "{words} names a political party.", fix)


def lobbying(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The council informs; it does not raise a campaign, unless it resolved to."""
    for passage, match in _LOBBYING.find(facts.passages):
        if not facts.cites_minute(passage.sentence(match.start())):
            message = "{words} calls people to a campaign: what a council publishes is objective and even-handed."
            yield point(
                passage, match.span(), message, "Say what is decided, by whom and when, and how people can comment."
            )


def boast(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The council tells what it did, and leaves the praise to others."""
    for passage, match in _BOAST.find(facts.passages):
        message = "{words} praises the council itself: what a council publishes is objective."
        yield point(passage, match.span(), message, "Say what was done, when and at what cost.")


RULES = {
    "politics.support": support,
    "politics.party_named": party_named,
    "politics.lobbying": lobbying,
    "politics.boast": boast,
}
