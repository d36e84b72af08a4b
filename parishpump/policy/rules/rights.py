"""No picture leaves without the right to use it."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft, Media
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.rules.pointing import quoted

_UNKNOWN = re.compile(
    r"\W*(?:unknown|not (?:known|sure)|unsure|n/?a|none|tb[cad]|to be confirmed|don['’]t know|somebody|someone|anon\w*|"
    r"(?:from |found on |the )*(?:google|internet|web|facebook|pinterest|online|social media)"
    r"(?: (?:images?|search))?|\W*)\W*",
    re.IGNORECASE,
)
_CREDIT_DUE = re.compile(r"\b(?:cc[ \-]?by|creative commons|attribution|ogl|open government)\b", re.IGNORECASE)
_ALL_RESERVED = re.compile(r"\ball rights reserved\b|^\W*(?:©|copyright)\W", re.IGNORECASE)
_COUNCIL = re.compile(r"\b(?:council|own work|ourselves|clerk|officer)\b", re.IGNORECASE)


def owner_missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Somebody owns every picture, and we know who."""
    for number, media in enumerate(draft.media, 1):
        if _unknown(media.owner):
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} has no known owner.",
                fix="Say who owns it, or take the picture out.",
            )


def licence_missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The owner lets the council use it, and how is written down."""
    for number, media in enumerate(draft.media, 1):
        if _unknown(media.licence):
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} has no licence, so nothing shows that the council may use it.",
                fix="Say on what terms the council may use it: own work, permission with its date, a licence.",
            )
        elif _ALL_RESERVED.search(media.licence[:500]) and not _COUNCIL.search(media.owner[:500]):
            yield Finding(
                field=f"media:{number}",
                message=f"Picture {number} is under {quoted(media.licence)}, which does not let the council use it.",
                fix="Get the owner's permission and note it with its date, or take the picture out.",
            )


def credit_missing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A licence that asks for a credit gets one."""
    for number, media in enumerate(draft.media, 1):
        if _CREDIT_DUE.search(media.licence[:500]) and not media.credit.strip() and not _is_named(media, draft.text):
            yield Finding(
                field=f"media:{number}",
                message=f"The licence of picture {number}, {quoted(media.licence)}, asks for a credit; none is given.",
                fix="Add the credit that the licence asks for.",
            )


def _is_named(media: Media, text: str) -> bool:
    return bool(_COUNCIL.search(media.owner[:500])) or media.owner.strip().lower() in text.lower()


def _unknown(words: str) -> bool:
    return len(words) <= 60 and bool(_UNKNOWN.fullmatch(words.strip()))


RULES = {
    "rights.owner_missing": owner_missing,
    "rights.licence_missing": licence_missing,
    "rights.credit_missing": credit_missing,
}
