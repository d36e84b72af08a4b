"""Links by which whoever got praise says that it reached them: signed, kept nowhere."""

from datetime import datetime, timedelta

from django.core import signing

from parishpump.inbox.models import Praise

LINK_DAYS = 90
_SALT = "praise reached them"


class LinkOver(ValueError):
    """The link is too old, of another council, or never was one."""


def sign_receipt(praise: Praise, *, at: datetime) -> str:
    """The token in the link that goes with the praise."""
    ends = (at + timedelta(days=LINK_DAYS)).timestamp()
    return signing.dumps({"praise": praise.id, "council": praise.council_id, "ends": ends}, salt=_SALT)


def signed_praise(token: str, *, at: datetime) -> Praise:
    """The praise that a link is about. Raises LinkOver where it shows nothing."""
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature as odd:
        raise LinkOver from odd
    found = Praise.objects.select_related("message").filter(id=said["praise"], council_id=said["council"]).first()
    if found is None or said["ends"] < at.timestamp():
        raise LinkOver
    return found
