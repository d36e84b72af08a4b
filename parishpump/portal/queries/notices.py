"""Notices as the public sees them: what is up, what came down, what was withdrawn."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from parishpump.channels.models import NOTICEBOARD
from parishpump.portal.wording import excerpt, one_line, shown
from parishpump.publishing.events import Event, event_of
from parishpump.publishing.lifecycle import SENT, WITHDRAW
from parishpump.publishing.models import Delivery, Picture, Post, Revision
from parishpump.publishing.queries.revisions import content_of

_REFERENCE = re.compile(r"P-\d{4}-(\d{4,9})")


@dataclass(frozen=True)
class PublicPicture:
    """A picture of a notice; `url` is its path, sizes are in points of the picture and 0 where not known."""

    sha256: str
    url: str
    alt: str
    credit: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Notice:
    """What the public may see of a post now. Of one that was withdrawn there are no words and no pictures."""

    post_id: int
    reference: str
    title: str
    text: str
    category: str
    office: str
    published_at: datetime
    updated_at: datetime
    version: int
    seal: str
    comes_down: datetime | None
    is_down: bool
    is_corrected: bool
    withdrawn_at: datetime | None
    event: Event | None
    next_start: datetime | None
    pictures: tuple[PublicPicture, ...]
    link: str
    sources: tuple[str, ...]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def excerpt(self) -> str:
        """How it begins, in one line."""
        return excerpt(self.text)

    @property
    def path(self) -> str:
        """Its address without the host."""
        return reverse("notice", args=[self.reference])


def published() -> QuerySet[Post]:
    """Every post that the public ever saw, the newest first."""
    return (
        Post.objects.filter(published_at__isnull=False, public__isnull=False)
        .select_related("public", "withdrawal")
        .order_by("-published_at", "-id")
    )


def on_the_board(at: datetime, *, category: str = "") -> QuerySet[Post]:
    """What hangs on the noticeboard at `at`."""
    up = published().filter(withdrawal__isnull=True).filter(_not_down(at))
    return up.filter(public__category=category) if category else up


def categories_on_the_board(at: datetime) -> list[tuple[str, int]]:
    """The categories of what hangs there, with how many each has."""
    up = on_the_board(at).exclude(public__category="").order_by("public__category")
    return list(up.values_list("public__category").annotate(number=Count("id")))


def with_events(since: datetime) -> QuerySet[Post]:
    """Posts that tell of an event which begins, or repeats, after `since`; withdrawn ones too."""
    return (
        published()
        .filter(Q(public__event_start__gte=since) | Q(public__repeat_until__gte=since.date()))
        .exclude(public__event_start__isnull=True)
    )


def published_post(reference: str) -> Post:
    """The post that the public knows under this reference.

    Raises:
        Post.DoesNotExist: there is none; one that is not public yet is not told from one that never was.
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise Post.DoesNotExist
    post = published().select_related("withdrawal__authority").get(number=int(found[1]))
    if post.reference != reference:
        raise Post.DoesNotExist
    return post


def notices_of(posts: Iterable[Post], *, at: datetime) -> list[Notice]:
    """The posts as the public may see them at `at`, in the same order, by two queries for all."""
    rows = list(posts)
    revisions = [post.public for post in rows if post.public is not None]
    hung = _hung(revisions)
    pictures = _pictures(revisions)
    return [_notice(post, post.public, hung, pictures, at) for post in rows if post.public is not None]


def words_on_the_board(revision: Revision, channel_id: int | None) -> str:
    """Exactly what was approved for the noticeboard."""
    return shown(str(revision.channel_texts.get(str(channel_id), revision.text)))


def _not_down(at: datetime) -> Q:
    return Q(public__comes_down__isnull=True) | Q(public__comes_down__gt=at)


def _hung(revisions: Sequence[Revision]) -> dict[int, Delivery]:
    """By revision id, the delivery that put it on the noticeboard."""
    sent = Delivery.objects.filter(revision__in=revisions, channel__network=NOTICEBOARD, state=SENT)
    return {delivery.revision_id: delivery for delivery in sent.exclude(deed=WITHDRAW)}


def _pictures(revisions: Sequence[Revision]) -> dict[str, Picture]:
    wanted = {use["sha256"] for revision in revisions for use in revision.pictures}
    return {row.sha256: row for row in Picture.objects.filter(sha256__in=wanted)} if wanted else {}


def _notice(
    post: Post, revision: Revision, hung: dict[int, Delivery], pictures: dict[str, Picture], at: datetime
) -> Notice:
    withdrawal, delivery = getattr(post, "withdrawal", None), hung.get(revision.id)
    went_up = (delivery.settled_at if delivery else None) or post.published_at or revision.submitted_at
    event = event_of(content_of(revision))
    open_words = withdrawal is None
    return Notice(
        post_id=post.id,
        reference=post.reference,
        title=_title(revision, open_words),
        category=one_line(revision.category),
        text=words_on_the_board(revision, delivery.channel_id if delivery else None) if open_words else "",
        office=one_line(revision.written_as),
        published_at=post.published_at or went_up,
        updated_at=withdrawal.at if withdrawal else went_up,
        version=revision.number,
        seal=revision.seal,
        comes_down=revision.comes_down,
        is_down=bool(revision.comes_down and revision.comes_down <= at),
        is_corrected=revision.corrects_id is not None,
        withdrawn_at=withdrawal.at if withdrawal else None,
        event=event,
        next_start=event.next_start(at) if event else None,
        pictures=tuple(_picture(post, use, pictures) for use in revision.pictures) if open_words else (),
        link=revision.link if open_words and revision.link.startswith(("https://", "http://")) else "",
        sources=tuple(revision.sources) if open_words else (),
    )


def _title(revision: Revision, open_words: bool) -> str:
    beginning = excerpt(revision.text, 60) if open_words else ""
    return one_line(revision.title) or beginning or "A notice without a headline"


def _picture(post: Post, use: dict[str, Any], rows: dict[str, Picture]) -> PublicPicture:
    row = rows.get(use["sha256"])
    return PublicPicture(
        sha256=use["sha256"],
        url=reverse("notice-picture", args=[post.reference, use["sha256"]]),
        alt=one_line(use["alt"]),
        credit=one_line(use.get("credit") or use.get("owner") or ""),
        media_type=row.media_type if row else "",
        width=row.width if row else 0,
        height=row.height if row else 0,
    )
