"""Posts are about the council and its business, and about nobody else's trade."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.names import plain_name
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import listed
from parishpump.policy.rules.pointing import point, quoted, wording

_ADVERT = wording(
    "% off|special offer|sale now|order |buy one|best price|book your|quote|happy hour|shop now|code|gift voucher|menu",
    r"\b\d{1,2}%\soff\b|\bspecial\soffers?\b|\bsale\snow\son\b|\border\s(?:now|yours|online\stoday|"
    r"today)\b|\bbuy\sone,?\sget\sone\b|"
    r"\b(?:best|great|low|lowest|unbeatable)\sprices\b|\bbook\syour\s(?:table|place\sat\sour\ssalon|"
    r"appointment\swith\sus|stay)\b|"
    r"\b(?:free|no-obligation)\squotes?\b|\bhappy\shour\b|\bshop\snow\b|\buse\s(?:the\s)?(?:discount\s|promo\s)?code\b|"
    r"\bgift\svouchers?\s(?:available|from)\b|\b(?:our|new|Sunday|tasting)\smenu\b",
)
_SHARED = wording(
    "behalf|shared|sharing|repost|rt @|passing on|friends at",
    r"\b(?:shared|sharing|posted|posting|reposted|reposting|passed\son|passing\s(?:this\s)?on)\s(?:this\s|a\spost\s)?"
    r"(?:on\sbehalf\sof|from|for|via)\s(?:our\sfriends\sat\s|the\s|a\s)?|\bRT\s@\w+|\bfrom\sour\sfriends\sat\s",
)
_HIRED = wording(
    "appointed|applicant|shortlist|successful candidate|interview",
    r"\b(?:successful\s(?:candidate|applicant)|shortlist(?:ed)?|applicants?\s(?:was|were|has|have|who)|"
    r"interviews?\s(?:were|took)|"
    r"has\sbeen\sappointed\s(?:as|to))\b",
)
_OWN_ROUTE = wording(
    "dm us|message us|messenger|inbox|comment below|comments below|whatsapp us|reply to this",
    r"\b(?:dm|message|inbox|whatsapp)\sus\b|\bvia\smessenger\b|\b(?:comment|reply)\s(?:below|"
    r"to\sthis\spost)\s(?:to|if|with)\b|"
    r"\bin\sthe\scomments?\sbelow\b",
)
_NAME = re.compile(r"[A-Z][\w’'&]*(?:\s(?:and\s|of\s|the\s|&\s)?[A-Z][\w’'&]*){0,5}")


def permitted_use(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Where the policy lists what posts may be about, this is one of those."""
    uses = pack.stated("content.permitted_uses", tuple) or ()
    category = draft.category.strip()
    if uses and category and not pack.lists("content.permitted_uses", category):
        yield Finding(
            field="category",
            message=f"{quoted(category)} is not among the uses that the policy permits.",
            fix=f"Choose one of these, or leave it: {', '.join(uses)}.",
        )


def advert(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """The council advertises nobody's trade."""
    for passage, match in _ADVERT.find(facts.passages):
        message = "{words} reads as an advertisement, which is not the council's business."
        yield point(passage, match.span(), message, "Leave out what sells; keep the fact that people need.")


def shared(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What others wrote is shared as far as the policy lets it be."""
    allowed = pack.stated("content.share_third_party", str)
    if allowed not in ("never", "partners") or draft.permissions:
        return
    for passage, match in _SHARED.find(facts.passages):
        if allowed == "never" or not _is_partner(draft, passage, match.end()):
            whom = "nobody else's posts" if allowed == "never" else "only the posts of partners"
            message = f"{{words}} passes on what somebody else wrote; the policy lets the council share {whom}."
            yield point(passage, match.span(), message, "Say it in the council's own words, with its source.")


def _is_partner(draft: Draft, passage: Passage, place: int) -> bool:
    """Whether the words that follow name a public body or a body of the partner directory."""
    named = _NAME.match(passage.text, place)
    whose = named[0] if named else ""
    plain = plain_name(whose)
    partners = (plain_name(name) for name in draft.council.partners)
    return bool(listed("public_bodies").search(whose)) or any(name and name in plain for name in partners)


def recruitment(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Of a vacancy, the advertisement is published and nothing else."""
    if pack.stated("content.recruitment_use", str) == "any":
        return
    for passage, match in _HIRED.find(facts.passages):
        message = "{words} tells of applicants, where the policy lets the council publish vacancies only."
        yield point(passage, match.span(), message, "Leave it out until the council announces the appointment.")


def contact_route(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A message on a network is no official contact, so a post gives one that is."""
    for passage, match in _OWN_ROUTE.find(facts.passages):
        message = "{words} asks people to write where nobody may be reading."
        yield point(passage, match.span(), message, "Give the council's own address or number as well.")


RULES = {
    "business.permitted_use": permitted_use,
    "business.advert": advert,
    "business.shared": shared,
    "business.recruitment": recruitment,
    "business.contact_route": contact_route,
}
