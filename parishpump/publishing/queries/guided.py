"""Who has read the standards of their office, and which are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parishpump.people.models import Office, Person
from parishpump.people.powers import WRITE
from parishpump.people.queries import Acting, holders
from parishpump.policy.guidance import guidance_for, standards_for
from parishpump.policy.pack import NOT_STATED, Guidance, Pack
from parishpump.publishing.models import Acknowledgement
from parishpump.publishing.queries.judging import Judgement
from parishpump.publishing.queries.policy import pack_in_force


@dataclass(frozen=True)
class Reader:
    """Somebody who may write, and when they said that they had read the standards; None: not this version."""

    office: Office
    read: Acknowledgement | None


def standards_of(acting: Acting, pack: Pack) -> tuple[Guidance, ...]:
    """The standards for the offices in which somebody acts."""
    return standards_for(pack, {office.kind for office in acting.offices})


def has_read(person: Person, pack: Pack) -> bool:
    """Whether somebody acknowledged the standards of this version of the policy."""
    return Acknowledgement.objects.filter(person=person, pack=pack.name, version=pack.version or NOT_STATED).exists()


def readers(pack: Pack, *, at: datetime) -> list[Reader]:
    """Everybody who may write today, in the order of their offices, with what they have read."""
    read = Acknowledgement.objects.filter(pack=pack.name, version=pack.version or NOT_STATED)
    by_person = {one.person_id: one for one in read}
    offices = {delegation.office_id: delegation.office for delegation in holders(WRITE, at=at)}
    return [Reader(office, by_person.get(office.person_id)) for _, office in sorted(offices.items())]


def guidance_beside(
    judged: Judgement, offices: Sequence[Office], modes: Sequence[str], *, at: datetime
) -> tuple[Guidance, ...]:
    """The guidance for this author and this post."""
    pack = pack_in_force(at).pack
    kinds = {office.kind for office in offices}
    return guidance_for(pack, judged.draft, judged.verdict, offices=kinds, modes=set(modes), at=at)
