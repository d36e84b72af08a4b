"""The pre-election period: from the notice of election to the close of poll; it ends by itself."""

import re
from collections.abc import Iterable, Iterator

from parishpump.policy.dates import in_london, spoken
from parishpump.policy.draft import Draft, Election
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.pointing import quoted

_THINGS = (
    r"(?:Road|Rd|Lane|Street|Close|Avenue|Drive|Way|Hill|Row|Gardens|Crescent|Court|Mews|Walk|Hall|Park|Field|Wood|Green|"
    r"Recreation|Trophy|Cup|Award|Bench|House|School)"
)
_THING_AFTER = re.compile(rf"(?:\s[A-Z][\w’']+)?\s{_THINGS}\b")
_THING_AT_END = re.compile(rf"\b{_THINGS}$")


def running_election(draft: Draft, facts: Facts) -> Election | None:
    """The first election in whose period the draft goes out at any time, or None."""
    for election in draft.council.elections:
        opens, closes = in_london(election.notice), in_london(election.poll)
        if any(opens <= moment <= closes for moment in facts.moments):
            return election
    return None


def until(election: Election) -> str:
    """“in the pre-election period (Northfold, until 22:00 on Thursday 6 May 2027)”."""
    poll = in_london(election.poll)
    area = quoted(election.area).strip("“”") or "election"
    return f"in the pre-election period ({area}, until {poll:%H:%M} on {spoken(poll.date())})"


def people_named(passage: Passage, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """Where any of these people is named; a road, a hall or a cup that bears the name is none of them."""
    known = [name for name in names if name.strip()]
    for match in any_of(known).finditer(passage.text) if known else ():
        if not bears_the_name(passage, match):
            yield match


def bears_the_name(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a name is part of the name of a road or another thing."""
    return bool(_THING_AT_END.search(match[0]) or _THING_AFTER.match(passage.text, match.end()))
