"""How one notice came about: its versions, who let each out, and where else it was published."""

from dataclasses import dataclass
from datetime import datetime

from parishpump.portal.queries.notices import words_on_the_board
from parishpump.portal.wording import one_line, shown
from parishpump.publishing.lifecycle import PUBLISH, SENT, WITHDRAW
from parishpump.publishing.models import Approval, Delivery, Post, Revision


@dataclass(frozen=True)
class Release:
    """Who let a version out: the office, the minute of its delegation, when, and whether it was its own work."""

    office: str
    minute: str
    at: datetime
    own_work: bool


@dataclass(frozen=True)
class Version:
    """One version that the public saw, from `at` on. `correction` says what was wrong in the one before."""

    number: int
    office: str
    title: str
    text: str
    seal: str
    correction: str
    at: datetime
    release: Release | None


@dataclass(frozen=True)
class Copy:
    """The same on another channel: when it went there, and when it was taken down."""

    channel: str
    address: str
    by_hand: bool
    at: datetime
    times: int
    taken_down_at: datetime | None


@dataclass(frozen=True)
class Story:
    """The versions of a notice, the oldest first, and its copies."""

    versions: tuple[Version, ...]
    copies: tuple[Copy, ...]

    @property
    def first(self) -> Version:
        return self.versions[0]

    @property
    def now(self) -> Version:
        return self.versions[-1]


def story_of(post: Post) -> Story:
    """Everything that the public may know of how this notice came about, by two queries."""
    sent = list(
        Delivery.objects.filter(revision__post=post, state=SENT)
        .select_related("channel", "revision")
        .order_by("settled_at", "id")
    )
    approvals = list(Approval.objects.filter(revision__post=post).select_related("authority"))
    return Story(_versions(post, sent, approvals), _copies(sent))


def _versions(post: Post, sent: list[Delivery], approvals: list[Approval]) -> tuple[Version, ...]:
    found = {
        delivery.revision_id: _version(
            delivery.revision, delivery.settled_at or delivery.due_at, delivery.channel_id, approvals
        )
        for delivery in sent
        if delivery.channel.is_noticeboard and delivery.deed != WITHDRAW
    }
    if post.public is not None and post.public.id not in found:
        at = post.published_at or post.public.submitted_at
        found[post.public.id] = _version(post.public, at, None, approvals)
    return tuple(found.values())


def _version(revision: Revision, at: datetime, channel_id: int | None, approvals: list[Approval]) -> Version:
    before = [one for one in approvals if one.revision_id == revision.id and one.at <= at]
    return Version(
        number=revision.number,
        office=one_line(revision.written_as),
        title=one_line(revision.title),
        text=words_on_the_board(revision, channel_id),
        seal=revision.seal,
        correction=shown(revision.correction),
        at=at,
        release=_release(before[-1]) if before else None,
    )


def _release(approval: Approval) -> Release:
    return Release(one_line(approval.office), one_line(approval.authority.minute), approval.at, approval.own_work)


def _copies(sent: list[Delivery]) -> tuple[Copy, ...]:
    elsewhere = [delivery for delivery in sent if not delivery.channel.is_noticeboard]
    channels = dict.fromkeys(delivery.channel_id for delivery in elsewhere)
    found = (_copy([one for one in elsewhere if one.channel_id == channel_id]) for channel_id in channels)
    return tuple(copy for copy in found if copy is not None)


def _copy(sent: list[Delivery]) -> Copy | None:
    put_up = [delivery for delivery in sent if delivery.deed == PUBLISH]
    if not put_up:
        return None
    gone = {delivery.occurrence: delivery.settled_at for delivery in sent if delivery.deed == WITHDRAW}
    newest = put_up[-1]
    return Copy(
        channel=one_line(newest.channel.name),
        by_hand=newest.channel.by_hand,
        times=len(put_up),
        address=newest.address if newest.address.startswith(("https://", "http://")) else "",
        at=newest.settled_at or newest.due_at,
        taken_down_at=gone.get(newest.occurrence),
    )
