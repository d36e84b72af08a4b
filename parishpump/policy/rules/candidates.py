"""In the pre-election period nothing goes out about candidates but the official notices (Publicity Code 2011)."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft, Election, Media
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.notices import is_official
from parishpump.policy.rules.period import people_named, running_election, until
from parishpump.policy.rules.pointing import outside_urls, point, quoted

# Campaigning, whatever else the text is.
_CAMPAIGNING = re.compile(
    r"\b(?:hustings|manifestos?|election\s(?:campaign|leaflets?|pledges?)|re-?elect(?:ed|ion)?|"
    r"canvass\w*(?!\s(?:opinion|views))|campaign\strail|"
    r"vote\sfor\s(?:change|me|him|her|cllr|councillor)|(?:meet|hear|question|quiz)\s(?:the|your|our)\scandidates?)\b",
    re.IGNORECASE,
)
# About candidates, which the returning officer's notices are too.
_ABOUT = re.compile(
    r"\b(?:candidates?|candidacy|standing\s(?:for\s(?:election|the\s(?:\w+\s)?council|council)|"
    r"in\sthe\selection|again\sas\s(?:your\s)?councillor))\b",
    re.IGNORECASE,
)
_ANOTHER_CHOICE = re.compile(
    r"\b(?:allotments?|club|society|association|village\shall|school|youth|governors?|pta|trustees?|job|interview\w*|"
    r"vacancy|clerk|groundsman|exam\w*|training|apprentice\w*|bowls|cricket|bloom)\b",
    re.IGNORECASE,
)
_PUBLIC_ELECTION = re.compile(
    r"\b(?:councillors?|(?:parish|town|county|borough|district|general|local|"
    r"mayoral)\s(?:council\s)?elections?|by-?election|MPs?|"
    r"polling|ballot\spaper|returning\sofficer|seats?\son\sthe\scouncil)\b",
    re.IGNORECASE,
)
_IN_PICTURE = re.compile(
    r"\b(?:Cllrs?\b\.?|[Cc]ouncillors?\b|(?:[Tt]he|[Oo]ur)\s(?:Chair(?:man)?|Mayor|Leader)\b(?!['’]s|"
    r"\sof\sthe\s(?!(?:parish\s)?council))|MP\b|"
    r"candidates?\b|(?:ward|council|parish\scouncil)\smembers?\b|chairman\sof\sthe\scouncil\b)"
)
_FIX = "Leave it out. Official notices of the election may go out, in the returning officer's words."


def candidate(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Nothing is published about candidates but the official notices."""
    election = running_election(draft, facts)
    for passage in facts.everything if election else ():
        for match in _about_candidates(passage):
            if election:
                yield point(passage, match.span(), f"{{words}} relates to a candidate {until(election)}.", _FIX)


def _about_candidates(passage: Passage) -> Iterator[re.Match[str]]:
    yield from outside_urls(passage, _CAMPAIGNING)
    for match in () if is_official(passage) else outside_urls(passage, _ABOUT):
        sentence = passage.sentence(match.start())
        if not _ANOTHER_CHOICE.search(sentence) or _PUBLIC_ELECTION.search(sentence):
            yield match


def candidate_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Who is nominated is named in the official notices alone."""
    election = running_election(draft, facts)
    for passage in facts.everything if election else ():
        official = is_official(passage) and not _CAMPAIGNING.search(passage.text)
        if election and not official:
            for match in people_named(passage, election.candidates):
                yield point(passage, match.span(), f"{{words}} is a candidate {until(election)}.", _FIX)


def pictured(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No picture shows a candidate or a member."""
    election = running_election(draft, facts)
    for number, media in enumerate(draft.media, 1):
        shown = _public_figure(draft, media, election) if election else ""
        if election and shown:
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} shows {quoted(shown)} {until(election)}.",
                fix="Use a picture without members or candidates.",
            )


def _public_figure(draft: Draft, media: Media, election: Election) -> str:
    """The words that say that a member or a candidate is in the picture; empty where none do."""
    names = [name for name in (*draft.council.members, *election.candidates) if name.strip()]
    for words in (media.alt[:2000], *(person.who[:200] for person in media.people)):
        match = _IN_PICTURE.search(words) or (any_of(names).search(words) if names else None)
        if match:
            return match[0]
    return ""


RULES = {
    "elections.candidate": candidate,
    "elections.candidate_named": candidate_named,
    "elections.pictured": pictured,
}
