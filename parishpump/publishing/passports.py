"""The passport of a picture: what its use rests on, and what is still lacking. Pure."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from parishpump.publishing.content import PictureUse

# Where the people of a kept passport hold a consent that was taken back (SQL/JSON path).
WITHDRAWN_PATH = '$[*] ? (@.withdrawn_on != "")'

_OWN = re.compile(r"\b(?:own work|council|clerk|officer|ourselves)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PersonPictured:
    """Somebody shown. `consent` says where it is kept; for a child it is the parent's, in writing, of a day."""

    who: str
    child: bool = False
    identifiable: bool = True
    consent: str = ""
    given_on: str = ""
    withdrawn_on: str = ""

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Facts:
    """What a passport says. `expires_on` is the last day of the right to use the picture; none: it does not end."""

    alt: str = ""
    owner: str = ""
    licence: str = ""
    source: str = ""
    credit: str = ""
    people: tuple[PersonPictured, ...] = ()
    scope: str = ""
    expires_on: date | None = None

    def as_record(self) -> dict[str, Any]:
        """JSON values only."""
        facts = asdict(self) | {"people": [one.as_record() for one in self.people]}
        facts["expires_on"] = self.expires_on.isoformat() if self.expires_on else ""
        return facts


def facts_of_use(use: PictureUse) -> Facts:
    """The passport that one post gave a picture."""
    return Facts(
        use.alt,
        use.owner,
        use.licence,
        use.source,
        use.credit,
        tuple(PersonPictured(one.who, one.child, one.identifiable, one.consent, one.given_on) for one in use.people),
        use.scope,
        date.fromisoformat(use.expires_on) if use.expires_on else None,
    )


def merged(known: Facts | None, use: PictureUse) -> Facts:
    """What the passport says once the facts typed in a post are in it. `known`: the library's, where it has one.

    Alt text, scope and end stay the library's; a consent that was taken back stays so until another takes its place.
    """
    said = facts_of_use(use)
    if known is None:
        return said
    withdrawn = {(one.who, one.consent, one.given_on): one.withdrawn_on for one in known.people}
    people = (replace(one, withdrawn_on=withdrawn.get((one.who, one.consent, one.given_on), "")) for one in said.people)
    return replace(
        said, alt=known.alt or said.alt, people=tuple(people), scope=known.scope, expires_on=known.expires_on
    )


def lacks(facts: Facts) -> tuple[str, ...]:
    """What a passport still needs before its picture may leave, in words; empty where it is complete."""
    wanted = (("Alt text", facts.alt), ("Owner", facts.owner), ("Licence", facts.licence))
    missing = [words for words, said in wanted if not said.strip()]
    return (*missing, *lacks_beyond_the_rules(facts))


def lacks_beyond_the_rules(facts: Facts) -> tuple[str, ...]:
    """Of these, what no rule of the policy sees for itself: where others' work came from, and every consent."""
    source = () if facts.source.strip() or is_own_work(facts) else ("Source: where it came from",)
    return (*source, *(words for one in facts.people if (words := _lacking(one))))


def is_own_work(facts: Facts) -> bool:
    """Whether the council made it itself, so that there is no other source to name."""
    return bool(_OWN.search(facts.owner) or _OWN.search(facts.licence)) or not facts.owner.strip()


def _lacking(one: PersonPictured) -> str:
    who = one.who.strip() or "a person shown"
    if one.withdrawn_on:
        return f"Consent of {who}: it was withdrawn"
    if not one.identifiable:
        return ""
    if one.child and not one.consent.strip():
        return f"Written permission of a parent for {who}"
    if one.child and not one.given_on:
        return f"Day of the parent’s written permission for {who}"
    return "" if one.consent.strip() else f"Consent of {who}, or why none is needed"


def consent_withdrawn(facts: Facts) -> bool:
    """Whether anybody shown took their consent back."""
    return any(one.withdrawn_on for one in facts.people)
