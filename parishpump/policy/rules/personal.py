"""Personal data stays out of posts, but for the council's own published contacts and those of public bodies."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from parishpump.policy import identifiers
from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.identifiers import Identifier, plain_contact
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import phrases
from parishpump.policy.rules.pointing import point

# The places that belong to everybody: their postcode is nobody's own. “Church Lane” is a road, not a church.
_ROAD = (
    r"(?!\s(?:Road|Rd|Lane|Street|St|Close|Avenue|Drive|Way|Hill|Row|Gardens|Crescent|Cottages?|House|View|Walk|Mews|"
    r"Court)\b)"
)
_PUBLIC_PLACE = re.compile(
    r"\b(?:halls?|centre|church|chapel|school|academy|college|library|offices?|pavilion|green|park|playing fields?|"
    r"recreation ground|rec|sports ground|allotments?|cemetery|burial ground|surgery|museum|pub|inn|arms|café|cafe|"
    r"square|station|barn|hub|clubhouse|club|venue|meadow|reserve|hospital|post office|playground|field)"
    rf"{_ROAD}\b",
    re.IGNORECASE,
)
_PUBLIC_DOMAIN = re.compile(
    r"@(?:[\w\-]+\.){0,6}(?:gov\.uk|police\.uk|nhs\.uk|nhs\.net|mod\.uk|parliament\.uk|"
    r"[\w\-]*(?:parishcouncil|towncouncil|-pc|-tc)[\w\-]*\.[\w.]+)$"
)
_ROLE = re.compile(
    r"^(?:(?:parish|town|deputy|assistant)?[.\-_]?clerk|info|office|admin|enquir(?:y|ies)|council\w*|hello|contact|"
    r"bookings?|planning|allotments?|events?|highways|communications?|press|news|finance|rfo|chair(?:man)?|"
    r"customer\w*|democratic\w*|elections?|electoral\w*|foi|complaints|dpo|dataprotection|benefits|recycling|waste\w*|"
    r"parking|licensing|environment\w*|housing|revenues|community\w*|parks?|streets?\w*|transport|prow|rightsofway|"
    r"library|libraries|leisure|feedback|support|help|helpdesk|[\w\-]*team)@"
)
# Charity, freephone and national-rate numbers belong to organisations (Ofcom: 03, 08 and 05 ranges).
_ORGANISATION = re.compile(r"^\+44(?:3|8|5)\d+$")
_LANDLINE = re.compile(r"^\+44[12]\d+$")
_PUBLIC_DESK = re.compile(
    r"\b(?:(?:county|borough|district|city|parish|town)\s(?:council|office)|police|nhs|surgery|hospital|library|fire\sservice|"
    r"environment\sagency|(?:south\seast|southern)\swater|citizens\sadvice|[\w.]+@[\w.\-]+\.gov\.uk)\b",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?P<name>[A-Z][a-z’'\-]{1,20}(?:\s[A-Z][a-z’'\-]{1,20})?),?\s\(?"
    r"(?:aged?\s(?:1[0-7]|\d)\b(?!\s?(?:to|and|or|[-–+])|\d)|(?:1[0-7]|\d)\syears\sold)"
    r"|\b(?:1[0-7]|[1-9])-year-old\s(?P<named>[A-Z][a-z]{2,20})\b"
)
_NOT_NAMES = frozenset(phrases("not_first_names"))
# What whoever keeps a detail has to say, as the policy allows such details; None: it states nothing.
_KEEP = {
    None: "or keep it with the reason why it may be shown",
    "contact only": "or keep it with the reason why it may be shown",
    "if essential": "or keep it and say why the post cannot do without it",
    "with consent": "or keep it and say who gave permission, and when",
}


def postcode(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A postcode can lead to somebody's door."""
    for passage, found in _found(draft, facts, identifiers.postcodes):
        if not _is_public_place(passage, found):
            fix = _or_keep("Leave it out, name the public place it belongs to", pack)
            yield _personal(passage, found, "is a postcode", fix)


def phone(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A telephone number is somebody's."""
    for passage, found in _found(draft, facts, identifiers.phones):
        if not _ORGANISATION.match(found.plain) and not _is_public_desk(passage, found):
            fix = _or_keep("Give the parish office's number instead", pack)
            yield _personal(passage, found, "is a telephone number", fix)


def email(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An email address is somebody's, unless it is an office's at a public body."""
    for passage, found in _found(draft, facts, identifiers.emails):
        if not (_ROLE.match(found.plain) and _PUBLIC_DOMAIN.search(found.plain)):
            fix = _or_keep("Give the council's own address instead", pack)
            yield _personal(passage, found, "is an email address", fix)


def ni_number(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A National Insurance number is never published."""
    for passage, found in _found(draft, facts, identifiers.ni_numbers):
        yield _personal(passage, found, "looks like a National Insurance number", "Take it out.", replacement="")


def vehicle(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A vehicle's registration leads to its keeper."""
    for passage, found in _found(draft, facts, identifiers.vehicles):
        yield _personal(passage, found, "looks like a vehicle registration", "Take it out: describe the vehicle.")


def child_named(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A child is not named with an age."""
    for passage in facts.passages:
        for match in _CHILD.finditer(passage.text):
            name = match["name"] or match["named"]
            if name.split()[-1].lower() not in _NOT_NAMES:
                fix = "Leave out the name or the age, unless a parent agreed in writing."
                yield point(passage, match.span(), "{words} names a child and gives an age.", fix)


def asker(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """An answer for everybody names nobody who asked, and tells nobody how to reach them."""
    if not draft.asker:
        return
    longest_first = "|".join(map(re.escape, sorted(draft.asker, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    for passage in facts.everything:
        for match in pattern.finditer(passage.text):
            message = "{words} names somebody who asked this, or says how to reach them."
            fix = "Take it out: an answer for everybody names nobody who asked."
            yield point(passage, match.span(), message, fix)


def _found(
    draft: Draft, facts: Facts, find: Callable[[str], Iterable[Identifier]]
) -> Iterator[tuple[Passage, Identifier]]:
    own = {plain_contact(contact) for contact in draft.council.own_contacts}
    for passage in facts.passages:
        for found in find(passage.text):
            if found.plain not in own and (found.plain.startswith("+") or not passage.in_url(found.start)):
                yield passage, found


def _personal(passage: Passage, found: Identifier, what: str, fix: str, replacement: str | None = None) -> Finding:
    message = f"{{words}} {what}, which can point at one person."
    return point(passage, (found.start, found.end), message, fix, replacement)


def _or_keep(fix: str, pack: Pack) -> str:
    """What to do instead; and how to keep it, where the policy lets a post hold personal details at all."""
    keep = _KEEP.get(pack.stated("content.personal_data", str))
    return f"{fix}, {keep}." if keep else f"{fix}: the policy keeps personal details out."


def _is_public_desk(passage: Passage, found: Identifier) -> bool:
    """Whether a number with an area code follows the name of a public body in its sentence."""
    start, _ = passage.sentence_span(found.start)
    before = passage.text[max(start, found.start - 90) : found.start]
    return bool(_LANDLINE.match(found.plain) and _PUBLIC_DESK.search(before))


def _is_public_place(passage: Passage, found: Identifier) -> bool:
    """Whether the words just before a postcode name a public place and no house in a road."""
    before = passage.text[max(0, found.start - 90) : found.start]
    return bool(_PUBLIC_PLACE.search(before))


RULES = {
    "personal.postcode": postcode,
    "personal.phone": phone,
    "personal.email": email,
    "personal.ni_number": ni_number,
    "personal.vehicle": vehicle,
    "personal.child_named": child_named,
    "personal.asker": asker,
}
