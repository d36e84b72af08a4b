"""The life of a contact on the list of community organisations: entered, changed, reviewed, withdrawn, taken away."""

from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.partners.actions.directory import ChangedMeanwhile
from parishpump.partners.community import Contact
from parishpump.partners.models import Organisation
from parishpump.people.models import Delegation, Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import local_day, require_authority


class Withdrawn(ValueError):
    """They do not want to be contacted any more, so nothing of them is kept up."""


@transaction.atomic
def enter_organisation(said: Contact, *, by: Person, at: datetime) -> Organisation:
    """Put an organisation on the list, with what permits it."""
    authority = require_authority(by, LISTEN, at=at)
    made = Organisation.objects.create(
        **vars(said),
        reviewed_on=local_day(at),
        entered_at=at,
        by=by,
        office=str(authority.office),
        authority=authority,
    )
    _record("community organisation entered", made, _permission(made), authority, at)
    return made


@transaction.atomic
def change_organisation(one: Organisation, said: Contact, *, seen: int, by: Person, at: datetime) -> Organisation:
    """Say anew what the list says of it; `seen` is the version that was looked at.

    Raises:
        ChangedMeanwhile: somebody changed it since. Withdrawn: they do not want to be contacted any more.
    """
    authority = require_authority(by, LISTEN, at=at)
    one = _kept(one)
    if one.version != seen:
        raise ChangedMeanwhile("Somebody else changed this meanwhile.")
    changed = sorted(name for name, words in vars(said).items() if getattr(one, name) != words)
    for name in changed:
        setattr(one, name, getattr(said, name))
    one.version, one.reviewed_on = one.version + 1, local_day(at)
    one.save(update_fields=[*changed, "version", "reviewed_on"])
    _record("community organisation changed", one, _permission(one) | {"changed": [*changed]}, authority, at)
    return one


@transaction.atomic
def review_organisation(one: Organisation, *, by: Person, at: datetime) -> Organisation:
    """Write down that somebody asked whether it still holds. Raises Withdrawn."""
    authority = require_authority(by, LISTEN, at=at)
    one = _kept(one)
    one.reviewed_on = local_day(at)
    one.save(update_fields=["reviewed_on"])
    _record("community organisation reviewed", one, {"on": one.reviewed_on.isoformat()}, authority, at)
    return one


@transaction.atomic
def withdraw_permission(one: Organisation, *, words: str, by: Person, at: datetime) -> Organisation:
    """Contact it no more. Whom one reached, and how, is gone at once; its name stays, so that nobody enters it anew.

    Raises:
        Withdrawn: it is so already.
    """
    authority = require_authority(by, LISTEN, at=at)
    one = _kept(one)
    one.who = one.contact = ""
    one.withdrawn_at, one.withdrawn_words, one.version = at, words, one.version + 1
    one.save(update_fields=["who", "contact", "withdrawn_at", "withdrawn_words", "version"])
    _record("permission to contact withdrawn", one, {"words": words}, authority, at)
    return one


@transaction.atomic
def note_taken_away(number: int, *, by: Person, at: datetime) -> None:
    """Write down that the list was taken away as a file: it holds personal data, so who has it is known."""
    authority = require_authority(by, LISTEN, at=at)
    archive.record(
        "contact list taken away",
        subject="community organisations",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body={"organisations": number},
    )


def _kept(one: Organisation) -> Organisation:
    one = Organisation.objects.select_for_update().get(id=one.id)
    if one.withdrawn_at is not None:
        raise Withdrawn("They do not want to be contacted any more.")
    return one


def _permission(one: Organisation) -> dict[str, Json]:
    """What the archive keeps for good: the basis and the permission. Whom one reaches, and how, is not in it."""
    return {
        "basis": one.basis,
        "because": one.because,
        "permitted on": one.permitted_on.isoformat(),
        "permitted how": one.permitted_how,
    }


def _record(kind: str, one: Organisation, said: dict[str, Json], authority: Delegation, at: datetime) -> None:
    archive.record(
        kind,
        subject=f"community organisation {one.id}",
        by=str(authority.office),
        authority=str(authority),
        at=at,
        body={"name": one.name, **said},
    )
