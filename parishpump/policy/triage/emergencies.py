"""Danger now: said outright, or read from several words that seldom stand together without it."""

from parishpump.policy.triage.findings import Findings
from parishpump.policy.triage.phrasebook import Hit
from parishpump.policy.triage.suggestions import Reason
from parishpump.policy.triage.word_lists import plain_words


def emergency(found: Findings) -> list[Reason]:
    """Reasons to think that somebody is in danger; empty where there are none."""
    hits = found.of("danger") or _weighed(found)
    return found.reasons("emergency", hits)


def _weighed(found: Findings) -> list[Hit]:
    """A hazard is enough; a peril needs another one, or what follows a disaster, beside it."""
    calm = {place for hit in found.of("calm") for place in range(hit.first, hit.last + 1)}
    hazards, perils = (
        [hit for hit in hits if calm.isdisjoint(range(hit.first, hit.last + 1))]
        for hits in (found.of("hazard") + _tagged(found), found.of("peril"))
    )
    if hazards:
        return hazards
    words = {word for hit in perils + found.of("aftermath") for word in found.words(hit)}
    return perils if perils and len(words) > 1 else []


def _tagged(found: Findings) -> list[Hit]:
    return [
        Hit("hazard", place, place)
        for place, word in enumerate(found.message.words)
        if word.tagged and any(hazard in word.plain for hazard in plain_words("tags"))
    ]


def safeguarding(found: Findings) -> list[Reason]:
    """Reasons to think that a child, an adult at risk or the writer may come to harm."""
    return found.reasons("safeguarding", found.of("safeguarding"))
