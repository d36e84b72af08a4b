"""People in pictures agreed to be shown; for a child, a parent agreed in writing."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.dates import in_london, spoken
from parishpump.policy.draft import Draft, Media, PersonShown
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import quoted

_NO_CONSENT = re.compile(
    r"^\W*(?:no\b|none|not\b|refused|declined|pending|asked|awaiting|waiting|requested|unknown|tbc|n/?a\b|false|"
    r"to follow|withdrawn|$)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:verbal(?:ly)?|oral(?:ly)?|spoken|told|said|by phone|over the phone|in passing)\b", re.IGNORECASE
)
_CHILDREN = re.compile(
    r"\b(?:child|children|pupils?|schoolchildren|boys?|girls?|toddlers?|bab(?:y|ies)|kids?|teenagers?|infants?|"
    r"schoolboys?|schoolgirls?|brownies|cubs|beavers|youngsters?)\b"
    r"(?!['’]?s?\s(?:play|playground|play area|centre|corner|library|menu|book|books))",
    re.IGNORECASE,
)


def child_without_consent(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No identifiable child is shown without a parent's written consent."""
    for number, person in _shown(draft):
        if person.child and not _consented(person, written=True):
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} shows a child who can be recognised ({_named(person)}); "
                "no written consent of a parent is on file.",
                fix="Attach the parent's written consent, or use a picture in which no child can be recognised.",
            )


def adult_without_consent(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Somebody who can be recognised agreed to be shown."""
    for number, person in _shown(draft):
        if not person.child and not _consented(person, written=False) and not draft.media[number - 1].lacks:
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} shows somebody who can be recognised ({_named(person)}); "
                "no consent is on file.",
                fix="Note where their consent is kept, or say why it is not needed.",
            )


def children_not_listed(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Children whom the alt text speaks of are in the picture's passport."""
    for number, media in enumerate(draft.media, 1):
        match = _CHILDREN.search(media.alt[:5000])
        if match and not any(person.child for person in media.people):
            yield _not_listed(number, media, match)


def child_never(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Where the policy says never, no child who can be recognised is shown, with consent or without."""
    if pack.stated("content.children_images", str) != "never":
        return
    for number, person in _shown(draft):
        if person.child:
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} shows a child who can be recognised ({_named(person)}); the policy forbids "
                f"it.",
                fix="Use a picture in which no child can be recognised.",
            )


def consent_ended(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Consent lasts until the picture goes out."""
    for number, person in _shown(draft):
        if person.consent_until and in_london(person.consent_until) < facts.moments[-1]:
            day = spoken(in_london(person.consent_until).date())
            yield Finding(
                field=f"media:{number}",
                message=f"The consent for picture {number} ({_named(person)}) ends on {day}, before this goes out.",
                fix="Ask again and note the answer, or use another picture.",
            )


def _not_listed(number: int, media: Media, match: re.Match[str]) -> Finding:
    return Finding(
        field=f"media:{number}",
        span=match.span(),
        words=match[0],
        message=f"The description of picture {number} speaks of {quoted(match[0])}, and no child is listed as shown.",
        fix="List each child who can be recognised, with the parent's written consent, or say that none can be.",
    )


def _shown(draft: Draft) -> Iterator[tuple[int, PersonShown]]:
    for number, media in enumerate(draft.media, 1):
        yield from ((number, person) for person in media.people if person.identifiable)


def _consented(person: PersonShown, written: bool) -> bool:
    consent = person.consent.strip()[:500]
    if not consent or _NO_CONSENT.match(consent):
        return False
    return not (written and _SPOKEN.search(consent))


def _named(person: PersonShown) -> str:
    return quoted(person.who.strip()[:200]) if person.who.strip() else "not described"


RULES = {
    "people.child_without_consent": child_without_consent,
    "people.adult_without_consent": adult_without_consent,
    "people.children_not_listed": children_not_listed,
    "people.child_never": child_never,
    "people.consent_ended": consent_ended,
}
