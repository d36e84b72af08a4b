"""What came with messages, by the SHA-256 of its bytes."""

from parishpump.inbox.models import Version


def media_type_of(sha256: str) -> str | None:
    """The type of an attachment of some message; None where no message came with it."""
    version = Version.objects.filter(attachments__contains=[{"sha256": sha256}]).only("attachments").first()
    if version is None:
        return None
    return next(str(one["media_type"]) for one in version.attachments if one.get("sha256") == sha256)
