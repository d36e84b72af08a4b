"""What others wrote, drew or photographed is used as long and as far as they agreed."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.dates import in_london, spoken
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import point, quoted, wording

_QUOTED = re.compile(r"“[^”]{160,2000}”|\"[^\"]{160,2000}\"")
_CREDITED = re.compile(
    r"\b(?:by|from|said|says|wrote|writes|according|poem|policy|minute|resolution|report|letter|statement|"
    r"act|code|Psalm)\b|[—–-]\s?[A-Z]|©",
    re.IGNORECASE,
)
_COPIED = wording(
    "©|(c)|all rights reserved|copied|lifted|borrowed|reproduced|screenshot|taken from|cut and pasted|from the",
    r"(?:©|\(c\))\s?(?:(?:19|20)\d\d\s)?(?!(?:\w+\s){0,2}(?:parish|town)\scouncil)\w|\ball\srights\sreserved\b|"
    r"\b(?:copied|lifted|borrowed|reproduced|cut\sand\spasted)\sfrom\b|\bscreenshots?\s(?:of|from)\b|"
    r"\btaken\sfrom\s(?:the\s|a\s|an\s)?(?:[\w’'\-]+\s){0,3}(?:website|facebook|page|magazine|newspaper|"
    r"paper|book|blog)\b|"
    r"\b(?:article|story|report|photo|picture|cartoon)s?\sfrom\s(?:the\s)?(?:[\w’'\-]+\s){0,2}(?:messenger|"
    r"express|gazette|times|mail|guardian|"
    r"herald|mercury|courier|telegraph|observer|chronicle|news)\b",
)
_MAP = re.compile(r"\b(?:maps?|site\splans?|location\splans?|aerial\s(?:view|photo\w*))\b", re.IGNORECASE)
_DRAWN = re.compile(
    r"\b(?:drawn|sketch|sketched|painted|illustrated|old|tithe|noticeboard|holds?|reading|looks?)\b", re.IGNORECASE
)
_MAP_LICENCE = re.compile(
    r"\b(?:ordnance|os|psga|psma|ogl|open\sgovernment|openstreetmap|osm|odbl|geoplace|public\ssector)\b", re.IGNORECASE
)
_AROUND = 90


def quotation(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A long quotation says whose words it is."""
    for passage in facts.passages:
        for match in _QUOTED.finditer(passage.text):
            if not _is_credited(passage, match):
                yield point(
                    passage,
                    match.span(),
                    "{words} is a long quotation without its source.",
                    "Say who wrote it and where, and shorten it unless they agreed.",
                )


def _is_credited(passage: Passage, match: re.Match[str]) -> bool:
    around = (
        passage.text[max(0, match.start() - _AROUND) : match.start()]
        + passage.text[match.end() : match.end() + _AROUND]
    )
    return _CREDITED.search(around) is not None


def copied(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Other people's work is linked to, not copied."""
    if not draft.permissions:
        for passage, match in _COPIED.find(facts.everything):
            message = "{words} shows that somebody else's work is used, and no permission is on record."
            yield point(passage, match.span(), message, "Link to it instead, or note the owner's permission.")


def map_licence(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A map is usually somebody's: Ordnance Survey's needs the public sector licence."""
    for number, media in enumerate(draft.media, 1):
        match = _MAP.search(media.alt[:2000])
        if (
            match
            and not _DRAWN.search(media.alt[:2000])
            and not _MAP_LICENCE.search(f"{media.licence[:300]} {media.credit[:300]}")
        ):
            yield Finding(
                field=f"media:{number}",
                span=match.span(),
                words=match[0],
                message=f"Picture {number} shows a map ({quoted(match[0])}), and its licence names no source of maps.",
                fix="Check whose map it is. Ordnance Survey maps need the public sector licence and its credit.",
            )


def right_ended(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The right to use a picture lasts until it goes out."""
    for number, media in enumerate(draft.media, 1):
        if media.until and in_london(media.until) < facts.moments[-1]:
            day = spoken(in_london(media.until).date())
            yield Finding(
                field=f"media:{number}",
                message=f"The right to use picture {number} ends on {day}, before this goes out.",
                fix="Ask the owner for longer and note it, or use another picture.",
            )


RULES = {
    "rights.quotation": quotation,
    "rights.copied": copied,
    "rights.map": map_licence,
    "rights.ended": right_ended,
}
