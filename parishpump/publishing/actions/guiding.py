"""What a writer was shown and has read: written down once for each version of the words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.policy.pack import NOT_STATED, Guidance, Pack
from parishpump.publishing.models import Acknowledgement, GuidanceShown, Post


def note_shown(post: Post, guidance: Sequence[Guidance], *, by: Person, at: datetime) -> None:
    """Keep that these pieces stood beside the post while this person wrote; what is kept already stays as it is."""
    rows = [GuidanceShown(post=post, person=by, guidance=one.id, version=one.version, at=at) for one in guidance]
    GuidanceShown.objects.bulk_create(rows, ignore_conflicts=True)


def shown_in_words(post: Post) -> list[Json]:
    """Everything that was shown beside a post, for the record of its submission."""
    shown = GuidanceShown.objects.filter(post=post).select_related("person").order_by("id")
    return [
        {"guidance": one.guidance, "version": one.version, "to person": one.person_id, "at": one.at.isoformat()}
        for one in shown
    ]


@transaction.atomic
def acknowledge(pack: Pack, standards: Iterable[Guidance], *, by: Person, at: datetime) -> Acknowledgement:
    """Write down that somebody has read the standards of their office, once for each version of the policy."""
    version, office = pack.version or NOT_STATED, office_of(by, at=at)
    read = [{"standard": one.id, "clause": one.clause, "version": one.version, "text": one.text} for one in standards]
    acknowledgement, fresh = Acknowledgement.objects.get_or_create(
        person=by,
        pack=pack.name,
        version=version,
        defaults={"office": office, "fingerprint": pack.fingerprint, "standards": read, "at": at},
    )
    if fresh:
        archive.record(
            "standards read",
            subject=f"policy {pack.name}",
            by=office,
            authority="",
            at=at,
            body={"version": version, "fingerprint": pack.fingerprint, "standards": [dict(one) for one in read]},
        )
    return acknowledgement
