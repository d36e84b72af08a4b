"""What came with messages, by the SHA-256 of its bytes."""

from django.db.models import OuterRef, Subquery

from parishpump.inbox.models import Version


def came_with_it() -> Subquery:
    """For each message, what came with it as its writer left it: a list of name, media type, sha256 or address.

    What its writer took away came with the version before.
    """
    versions = Version.objects.filter(message=OuterRef("pk")).exclude(what=Version.DELETED)
    return Subquery(versions.order_by("-number").values("attachments")[:1])


def media_type_of(sha256: str) -> str | None:
    """The type of an attachment of some message; None where no message came with it."""
    version = Version.objects.filter(attachments__contains=[{"sha256": sha256}]).only("attachments").first()
    if version is None:
        return None
    return next(str(one["media_type"]) for one in version.attachments if one.get("sha256") == sha256)
