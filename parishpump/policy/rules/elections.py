"""In the pre-election period no member's view goes out, and no question that divides people (Publicity Code 2011)."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft, Election
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.notices import is_official
from parishpump.policy.rules.period import bears_the_name, people_named, running_election, until
from parishpump.policy.rules.pointing import outside_urls, point

_OF_A_CLUB = (
    r"(?!\sof\s(?:the\s)?(?!(?:parish\s|town\s|county\s|borough\s|district\s)?council|\w+\s(?:parish\s|"
    r"town\s)?council))"
)
_MEMBER = (
    r"(?:Cllrs?\.?|Councillors?|Coun\.|(?:ward|parish|borough|county|district|local|council|"
    r"elected)\s(?:members?|councillors?)|"
    rf"the\s(?:Chair(?:man|woman)?|Vice[\s-]Chair(?:man)?|Mayor|Leader)\b{_OF_A_CLUB}|leader\sof\sthe\scouncil|MP)"
)
_VIEW_VERB = (
    r"(?:says?|said|believes?|believed|thinks?|thought|feels?|felt|argues?|argued|supports?|supported|opposes?|opposed|"
    r"backs?|backed|welcomes?|welcomed|hopes?|hoped|wants?|wanted|calls?\sfor|called\sfor|promises?|"
    r"promised|pledges?|pledged|"
    r"condemns?|condemned|criticis\w+|praised?|praises|commented|(?<!been\s)(?<!be\s)added|"
    r"(?<!were\s)(?<!was\s)(?<!be\s)told|"
    r"(?<!were\s)(?<!are\s)urged?|urges|(?<!were\s)(?<!be\s)warned|warns|campaigns?|vows?|vowed|insists?|"
    r"insisted|fights?|fought|"
    r"called\s(?:the|it|this|that)|(?:is|are|was|were)\s(?:against|in\sfavour|opposed|delighted|proud|"
    r"concerned|disappointed|fighting|clear\sthat))"
)
_MEMBER_VIEW = re.compile(
    rf"\b{_MEMBER}[^.!?\n]{{0,80}}?\b{_VIEW_VERB}\b|\b{_MEMBER}\s?[\w’'\-]{{0,30}}:\s?[“\"‘']|"
    rf"\b(?:says?|said|believes?|argues?|argued|adds?|added|according\sto)\b[^.!?\n]{{0,20}}?\b(?:Cllrs?|"
    rf"Councillor|the\sChair(?:man)?\b{_OF_A_CLUB})\b|"
    rf"\b(?:according\sto|views?\sof|opinions?\sof|statement\s(?:by|from)|(?:message|news|newsletter|column|"
    rf"update|greetings)\sfrom)\s(?:your\s|our\s|"
    rf"the\s|local\s){{0,2}}{_MEMBER}",
    re.IGNORECASE,
)
_OWN_VIEW = re.compile(
    r"\b(?:in\smy\s(?:view|opinion)|my\s(?:own\s|personal\s)?(?:view|opinion|position|pledge|promise|fight|"
    r"campaign)\b|as\syour\s(?:local\s|parish\s|ward\s){0,2}(?:councillor|member)|"
    r"i\s(?:(?:do\snot|don['’]t|personally|really|strongly|firmly|still|will\salways|have\salways|"
    r"will)\s){0,2}(?:believed?|think|thought|supported|support|opposed?|feel|promise|pledge|fight|fought|"
    r"campaign\w*|want\s(?:to\s(?:see|stop|keep|protect|fight|save|do|make)|the|more|fewer|less|an?)|"
    r"stand\s(?:by|for|against)|am\s(?:\w+\s)?(?:against|in\sfavour|opposed|standing|"
    r"fighting|proud|for\s(?:the|this)))|i['’](?:m|ve)\s(?:\w+\s)?(?:against|opposed|fought|campaigned|"
    r"supported|standing|fighting))\b",
    re.IGNORECASE,
)
_MEMBER_NAMED = re.compile(r"\b(?:Cllr\.?|Councillor)\s[A-Z][\w’'\-]+(?:\s[A-Z][\w’'\-]+)?")
_CONSULTS = re.compile(r"\b(?:consultation|have your say|survey|petition|referendum|parish poll)\b", re.IGNORECASE)
_DIVIDES = re.compile(
    r"\b(?:housing\s(?:site|development|allocation|target|estate)s?|local\splan|bypass|quarry|solar\sfarm|"
    r"wind\sfarm|incinerator|"
    r"low\straffic|council\stax\s(?:rise|increase)|precept\s(?:rise|increase)|"
    r"local\sgovernment\sreorganisation|school\sclosure|"
    r"asylum|new\stown|garden\s(?:village|community)|green\sbelt)\b|"
    r"\b(?:we|the\s(?:parish\s|town\s)?council)\s(?:strongly\s)?(?:objects?|opposes?|objected|opposed|"
    r"supports?|supported)\s(?:to\s)?the\b",
    re.IGNORECASE,
)
_FACTUAL = "Write a factual notice without a member's view: what happens, where and when."


def member_view(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No view or proposal is reported as one member's."""
    for passage, election in _in_period(draft, facts):
        for match in _views(passage):
            yield point(passage, match.span(), f"{{words}} gives the view of one member {until(election)}.", _FACTUAL)
        yield from _named_views(draft, passage, election)


def _views(passage: Passage) -> Iterator[re.Match[str]]:
    for pattern in (_MEMBER_VIEW, _OWN_VIEW):
        yield from outside_urls(passage, pattern)


def _named_views(draft: Draft, passage: Passage, election: Election) -> Iterator[Finding]:
    """The views of a member whom the council knows by name, with no title before it."""
    for match in people_named(passage, draft.council.members):
        sentence = passage.sentence(match.start())
        if re.search(rf"\b{_VIEW_VERB}\b", sentence, re.IGNORECASE) and not _MEMBER_VIEW.search(sentence):
            message = f"{{words}} is a member, whose view is given {until(election)}."
            yield point(passage, match.span(), message, _FACTUAL)


def member_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Publicity for a member is held back."""
    for passage, election in _in_period(draft, facts):
        for match in outside_urls(passage, _MEMBER_NAMED):
            if not bears_the_name(passage, match):
                message = f"{{words}} gives publicity to a member {until(election)}."
                yield point(passage, match.span(), message, "Name the council or the office instead.")


def consultation(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Questions that divide people wait until after the poll."""
    for passage, election in _in_period(draft, facts):
        match = next(outside_urls(passage, _CONSULTS), None)
        if match and not is_official(passage):
            message = f"{{words}} opens a question {until(election)}."
            yield point(passage, match.span(), message, "Wait until after the poll, unless law sets the date.")


def controversial(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No publicity for what parties and candidates quarrel about."""
    for passage, election in _in_period(draft, facts):
        for match in outside_urls(passage, _DIVIDES):
            message = f"{{words}} is a matter on which candidates may divide, {until(election)}."
            yield point(
                passage, match.span(), message, "Wait until after the poll, or give only the date and the place."
            )


def _in_period(draft: Draft, facts: Facts) -> Iterator[tuple[Passage, Election]]:
    """Everything readers get, with the election in whose period it goes out."""
    election = running_election(draft, facts)
    if election:
        yield from ((passage, election) for passage in facts.everything)


RULES = {
    "elections.member_view": member_view,
    "elections.member_named": member_named,
    "elections.consultation": consultation,
    "elections.controversial": controversial,
}
