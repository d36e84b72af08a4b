"""Links that show that an email address is somebody's: signed, kept nowhere, and good for one change."""

from datetime import datetime, timedelta

from django.core import signing

from parishpump.people.models import Person

LINK_DAYS = 3
_SALT = "a new email address"


class LinkOver(ValueError):
    """The link was used, is too old, is somebody else's, or never was one."""


def sign_address(person: Person, email: str, *, at: datetime) -> str:
    """The token in the link that goes to `email`; it ends once the person is known by another address than now."""
    ends = (at + timedelta(days=LINK_DAYS)).timestamp()
    return signing.dumps({"person": person.pk, "from": person.email, "to": email, "ends": ends}, salt=_SALT)


def signed_address(token: str, person: Person, *, at: datetime) -> str:
    """The address which `person` shows by this token to be theirs.

    Raises:
        LinkOver: it shows nothing.
    """
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature as odd:
        raise LinkOver from odd
    if (said["person"], said["from"]) != (person.pk, person.email) or said["ends"] < at.timestamp():
        raise LinkOver
    return str(said["to"])
