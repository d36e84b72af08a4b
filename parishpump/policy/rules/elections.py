"""From the notice of election to the close of poll: no candidates, no member's views (Publicity Code 2011)."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.dates import in_london, spoken
from parishpump.policy.draft import Draft, Election
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.pointing import outside_urls, point, quoted

_MEMBER = (
    r"(?:Cllrs?\.?|Councillors?|Coun\.|councillors?|members?|the\s(?:Chair(?:man|woman)?|Vice[\s-]Chair(?:man)?|Mayor|Leader)|"
    r"(?:ward|parish|borough|county|district|local)\s(?:member|councillor)|leader\sof\sthe\scouncil|MP)"
)
_VIEW_VERB = (
    r"(?:says?|said|believes?|believed|thinks?|thought|feels?|felt|argues?|argued|supports?|supported|opposes?|opposed|"
    r"backs?|backed|welcomes?|welcomed|hopes?|hoped|wants?|wanted|calls?\sfor|called\sfor|promises?|promised|pledges?|pledged|"
    r"condemns?|condemned|criticis\w+|praised?|praises|commented|comments|added|told|urged?|urges|warned|warns|campaigns?|"
    r"is\s(?:against|in\sfavour|opposed|delighted|proud|concerned|disappointed))"
)
_MEMBER_VIEW = re.compile(
    rf"\b{_MEMBER}\b[^.!?\n]{{0,80}}?\b{_VIEW_VERB}\b|\b{_VIEW_VERB}\b[^.!?\n]{{0,20}}?\b(?:Cllrs?|Councillor|the\sChair(?:man)?)\b|"
    rf"\b(?:according\sto|views?\sof|opinions?\sof|statement\s(?:by|from)|message\sfrom)\s(?:your\s|our\s|the\s|local\s){{0,2}}{_MEMBER}\b|"
    r"\b(?:in\smy\s(?:view|opinion)|my\sown\sview|my\sview|i\s(?:believe|think|support|oppose|will\sfight|promise|pledge))\b",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"\b(?:candidates?|candidacy|hustings|manifestos?|election\s(?:campaign|leaflets?|pledges?)|re-?elect(?:ed|ion)?|"
    r"standing\s(?:for\s(?:election|re-election|the\scouncil|council)|in\sthe\selection|again)|canvass\w*|campaign\strail|"
    r"vote\sfor\s(?:change|me|us|him|her|them|cllr|councillor)|your\svote\s(?:for|will))\b",
    re.IGNORECASE,
)
_MEMBER_NAMED = re.compile(r"\b(?:Cllr\.?|Councillor)\s[A-Z][\w’'\-]+(?:\s[A-Z][\w’'\-]+)?")
_OFFICIAL = re.compile(
    r"\b(?:notices?\sof\s(?:election|poll|vacancy)|statement\sof\spersons\snominated|persons\snominated|polling\s(?:stations?|day|cards?)|"
    r"regist(?:er|ration)\sto\svote|register(?:ing)?\sto\svote|voter\s(?:id|authority)|photo\sid|postal\s(?:vote|voting)|proxy\svot\w+|"
    r"returning\sofficer|nomination\s(?:papers?|packs?|forms?)|how\sto\svote)\b",
    re.IGNORECASE,
)
_OFFICIAL_CATEGORY = re.compile(r"\b(?:elections?|official|statutory|electoral)\b", re.IGNORECASE)
_CONSULTS = re.compile(r"\b(?:consultation|have your say|survey|petition|referendum|parish poll)\b", re.IGNORECASE)


def member_view(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No view or proposal is reported as one member's."""
    for passage, election in _in_period(draft, facts):
        for match in outside_urls(passage, _MEMBER_VIEW):
            yield point(
                passage,
                match.span(),
                f"{{words}} gives the view of one member {_until(election)}.",
                "Give the facts without anybody's view: what happens, where and when.",
            )
        yield from _named_views(draft, passage, election)


def _named_views(draft: Draft, passage: Passage, election: Election) -> Iterator[Finding]:
    """The views of a member whom the council knows by name, with no title before it."""
    members = [name for name in draft.council.members if name.strip()]
    for match in any_of(members).finditer(passage.text) if members else ():
        sentence = passage.sentence(match.start())
        if re.search(rf"\b{_VIEW_VERB}\b", sentence, re.IGNORECASE) and not _MEMBER_VIEW.search(sentence):
            message = f"{{words}} is a member, whose view is given {_until(election)}."
            yield point(passage, match.span(), message, "Give the facts without anybody's view.")


def candidate(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing is published about candidates but the official notices."""
    if _OFFICIAL_CATEGORY.search(draft.category[:200]):
        return
    for passage, election in _in_period(draft, facts):
        for match in outside_urls(passage, _CANDIDATE):
            if not _OFFICIAL.search(passage.text):
                yield point(
                    passage,
                    match.span(),
                    f"{{words}} relates to a candidate {_until(election)}.",
                    "Leave it out. Official notices of the election may go out, in the returning officer's words.",
                )


def member_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Publicity for a member is held back."""
    for passage, election in _in_period(draft, facts):
        for match in outside_urls(passage, _MEMBER_NAMED):
            message = f"{{words}} gives publicity to a member {_until(election)}."
            yield point(passage, match.span(), message, "Name the council or the office instead.")


def consultation(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Questions that divide people wait until after the poll."""
    for passage, election in _in_period(draft, facts):
        match = next(outside_urls(passage, _CONSULTS), None)
        if match:
            message = f"{{words}} opens a question {_until(election)}."
            yield point(passage, match.span(), message, "Wait until after the poll, unless law sets the date.")


def _in_period(draft: Draft, facts: Facts) -> Iterator[tuple[Passage, Election]]:
    """Every passage, with the first election in whose period it goes out."""
    for election in draft.council.elections:
        opens, closes = in_london(election.notice), in_london(election.poll)
        if any(opens <= moment <= closes for moment in facts.moments):
            yield from ((passage, election) for passage in facts.passages)
            return


def _until(election: Election) -> str:
    poll = in_london(election.poll)
    return f"in the pre-election period ({_area(election)}, until {poll:%H:%M} on {spoken(poll.date())})"


def _area(election: Election) -> str:
    return quoted(election.area).strip("“”") or "election"


RULES = {
    "elections.member_view": member_view,
    "elections.candidate": candidate,
    "elections.member_named": member_named,
    "elections.consultation": consultation,
}
