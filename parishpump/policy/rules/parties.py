"""Customers, partners and suppliers are not named without their approval."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.names import Name, names_in, plain_name
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of, listed
from parishpump.policy.rules.pointing import point

_INTRODUCED = re.compile(
    r"\b(?:contractors?|suppliers?|sponsors?|sponsored by|builders?|firm|company|installed by|built by|supplied by|"
    r"carried out by|completed by|repaired by|designed by|provided by|funded by|donated by|hired|appointed|"
    r"commissioned|employed)[,:]?\s(?:our\s|the\s|local\s|firm\s|company\s|contractors?\s|builders?\s){0,3}$",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"\b(?:thanks(?:\sagain|\salso)?\sto|thank\syou(?:\sagain|\salso)?\sto|thanking|thank|grateful\sto|"
    r"gratitude\sto|well\sdone\sto|"
    r"congratulations\sto|kudos\sto|shout[\s-]out\sto|recommend|courtesy\sof)\s(?:our\s|the\s|local\s|"
    r"all\sat\s|everyone\sat\s){0,3}$",
    re.IGNORECASE,
)
_PARTNERED = re.compile(
    r"\b(?:in\spartnership\swith|in\sassociation\swith|together\swith\sour\spartners?|our\spartners?|working\swith|"
    r"on\sbehalf\sof\sour\scustomers?|our\scustomers?)[,:]?\s(?:the\s|at\s){0,2}$",
    re.IGNORECASE,
)
# What law makes the council publish goes out with its names (AMB-19): spending, contracts, planning, minutes.
_LAWFUL = re.compile(
    r"\b(?:spending|expenditure|payments?|contracts?(?: award)?|tenders?|accounts|audit|transparency|minutes?|agendas?|"
    r"planning|licensing|statutory notices?|official notices?)\b",
    re.IGNORECASE,
)
_FIX = "Take the name out, or attach their approval to be named."


def supplier(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A firm that the council deals with is named only with its approval."""
    for passage, name in _unapproved(draft, facts, pack, _is_supplier):
        message = "{words} is a supplier or another firm, and no approval to name it is on file."
        yield point(passage, (name.start, name.end), message, _FIX)
    yield from _known(draft, facts, pack)


def thanked(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Thanks by name may be publicity for a firm."""
    for passage, name in _unapproved(draft, facts, pack, _is_thanked):
        message = "{words} is named, and no approval to be named is on file."
        yield point(passage, (name.start, name.end), message, _FIX)


def partner(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A partner or a customer is named only with approval; public bodies may be named as signposts."""
    for passage, name in _unapproved(draft, facts, pack, _is_partner):
        message = "{words} is named as a partner or a customer, and no approval to name it is on file."
        yield point(passage, (name.start, name.end), message, _FIX)


def _is_supplier(passage: Passage, name: Name) -> bool:
    return name.is_firm or (_follows(_INTRODUCED, passage, name) and not _is_public(name))


def _is_thanked(passage: Passage, name: Name) -> bool:
    return _follows(_THANKED, passage, name) and not _is_supplier(passage, name) and not _is_public(name)


def _is_partner(passage: Passage, name: Name) -> bool:
    return _follows(_PARTNERED, passage, name) and not name.is_firm and not _is_public(name)


def _unapproved(
    draft: Draft, facts: Facts, pack: Pack, concerns: Callable[[Passage, Name], bool]
) -> Iterator[tuple[Passage, Name]]:
    """The names that concern a rule, but for those with approval, in a minuted sentence or in a lawful publication.

    Thanks are no part of what law makes a council publish, whatever the category says.
    """
    if _needs_none(pack):
        return
    lawful = _LAWFUL.search(draft.category[:200])
    approved = [plain_name(name) for name in draft.council.named_parties_approved]
    known = {plain_name(name) for name in draft.council.known_parties}
    for passage in facts.passages:
        for name in names_in(passage):
            if not concerns(passage, name) or (lawful and not _follows(_THANKED, passage, name)):
                continue
            plain = plain_name(name.text)
            if not _is_approved(plain, approved) and plain not in known and not _is_minuted(facts, passage, name.start):
                yield passage, name


def _needs_none(pack: Pack) -> bool:
    return pack.stated("content.third_party_naming_approval", str) == "none"


def _is_minuted(facts: Facts, passage: Passage, place: int) -> bool:
    return facts.cites_minute(passage.sentence(place))


def _known(draft: Draft, facts: Facts, pack: Pack) -> Iterator[Finding]:
    """The parties whom the council itself has on its books, wherever they are named."""
    approved = [plain_name(name) for name in draft.council.named_parties_approved]
    known = [
        name for name in draft.council.known_parties if name.strip() and not _is_approved(plain_name(name), approved)
    ]
    if not known or _LAWFUL.search(draft.category[:200]) or _needs_none(pack):
        return
    for passage in facts.passages:
        for match in any_of(known).finditer(passage.text):
            if not _is_minuted(facts, passage, match.start()):
                message = "{words} is on the council's list of customers, partners and suppliers, and did not approve."
                yield point(passage, match.span(), message, _FIX)


def _is_approved(plain: str, approved: list[str]) -> bool:
    return any(
        plain == each or plain.startswith(f"{each} ") or each.startswith(f"{plain} ") for each in approved if each
    )


def _follows(pattern: re.Pattern[str], passage: Passage, name: Name) -> bool:
    start = max(0, name.start - 60)
    return bool(pattern.search(passage.text[start : name.start]))


def _is_public(name: Name) -> bool:
    return bool(listed("public_bodies").search(name.text))


RULES = {"parties.supplier": supplier, "parties.thanked": thanked, "parties.partner": partner}
