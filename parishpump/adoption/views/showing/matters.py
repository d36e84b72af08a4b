"""What is on record, kind by kind, with what each kind does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parishpump.adoption.models import Matter

_DOES: Mapping[str, str] = {
    Matter.PARTY: "Where a post names one of these, the composer asks for their approval to be named, as the policy "
    "says.",
    Matter.PARTNER: "Where the policy lets the council share only the posts of partners, these are the partners.",
    Matter.CLOSED: "A post that uses these words is stopped until the council opens the item. The words are "
    "confidential: the record and this page for other officers hold the reference alone.",
    Matter.LIVE: "A post that uses these words is stopped while the case or the investigation runs. The record holds "
    "the reference alone.",
    Matter.PERIOD: "In mourning, or after something grave, only the routine goes out unasked: for the rest somebody "
    "notes what they considered.",
}


@dataclass(frozen=True)
class ShownKind:
    """One kind with its entries. `does` says what the rules do about them."""

    key: str
    name: str
    does: str
    matters: list[Matter]


def shown_kinds(register: Iterable[tuple[str, list[Matter]]]) -> list[ShownKind]:
    """Every kind, those with entries and those without."""
    names = dict(Matter.KINDS)
    return [ShownKind(kind, names[kind], _DOES[kind], matters) for kind, matters in register]
