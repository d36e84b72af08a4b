"""What the pages about posts read: lists, one post whole, what stands still. A fixed number of queries each."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from parishpump.channels.models import Campaign, Channel
from parishpump.publishing.lifecycle import (
    APPROVED,
    EXPIRED,
    HELD,
    REJECTED,
    SENDING,
    SENT_BACK,
    STOPPED,
    SUBMITTED,
    UNKNOWN,
    WAITING,
)
from parishpump.publishing.models import Approval, Attempt, Delivery, Pause, Post, Revision

FILTERS = ("all", "drafts", "waiting", "scheduled", "needs-you", "published", "over")
IN_TROUBLE = (HELD, STOPPED, REJECTED, UNKNOWN)

# A delivery that is due goes within seconds; later than this, somebody should know that it has not.
LATE_AFTER = timedelta(minutes=2)
# For so long a post that nobody decided on in time is among those that need somebody.
MINDED_FOR = timedelta(days=14)

_REFERENCE = re.compile(r"P-(\d{4})-(\d{4,9})")


def post_named(reference: str) -> Post:
    """The post of that reference, with its latest and its public revision, its draft and its withdrawal.

    Raises:
        Post.DoesNotExist: there is none in this council.
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise Post.DoesNotExist
    post = Post.objects.select_related("latest", "public", "withdrawal", "draft__saved_by").get(number=int(found[2]))
    if post.reference != reference:
        raise Post.DoesNotExist
    return post


def revision_numbered(reference: str, number: int) -> Revision:
    """One revision of a post, with the post. Raises Revision.DoesNotExist or Post.DoesNotExist."""
    post = post_named(reference)
    revision = Revision.objects.select_related("written_under__office", "campaign").get(post=post, number=number)
    revision.post = post
    return revision


def delivery_numbered(number: int) -> Delivery:
    """One delivery with everything that its page tells. Raises Delivery.DoesNotExist."""
    return Delivery.objects.select_related("channel", "revision__post__public", "revision__post__latest", "target").get(
        id=number
    )


def channel_names() -> dict[int, str]:
    """The name of every channel there ever was, by id."""
    return dict(Channel.objects.values_list("id", "name"))


def posts_listed(which: str, words: str, *, at: datetime, campaign: Campaign | None = None) -> QuerySet[Post]:
    """The posts of one of FILTERS that say `words`, of one campaign or of any, the one to look at first on top."""
    posts = Post.objects.select_related("latest", "public", "draft__saved_by", "withdrawal").annotate(
        troubled=_has_delivery(state__in=IN_TROUBLE),
        scheduled=_has_delivery(state=WAITING, due_at__gt=at),
        to_put_up=_has_delivery(state=WAITING, due_at__lte=at, channel__network__endswith="by hand"),
        on_its_way=Exists(_by_itself(at)),
        late_since=Subquery(_by_itself(at - LATE_AFTER).order_by("due_at").values("due_at")[:1]),
    )
    posts = posts.filter(_which(which, at)).order_by(*_order(which))
    if campaign is not None:
        posts = posts.filter(latest__campaign=campaign)
    for word in words.split()[:8]:
        posts = posts.filter(
            Q(latest__title__icontains=word)
            | Q(latest__text__icontains=word)
            | Q(draft__content__title__icontains=word)
            | Q(draft__content__text__icontains=word)
            | _numbered(word)
        )
    return posts


def recent_posts() -> list[Post]:
    """The posts that went out last: to begin another from one of them."""
    public = Post.objects.filter(public__isnull=False).select_related("public", "latest")
    return list(public.order_by("-published_at")[:10])


def _has_delivery(**facts: object) -> Exists:
    return Exists(Delivery.objects.filter(revision__post=OuterRef("pk"), **facts))


def _by_itself(due: datetime) -> QuerySet[Delivery]:
    """What was due by then, goes by itself, and has not gone, of each post."""
    waiting = Delivery.objects.filter(revision__post=OuterRef("pk"), state__in=(WAITING, SENDING), due_at__lte=due)
    return waiting.exclude(channel__network__endswith="by hand")


def _which(which: str, at: datetime) -> Q:
    there = Q(thrown_away_at__isnull=True)
    public = Q(published_at__isnull=False)
    over = Q(withdrawal__isnull=False) | Q(public__comes_down__lte=at)
    parts = {
        "drafts": Q(draft__isnull=False),
        "waiting": Q(latest__stage=SUBMITTED, latest__decide_by__gt=at),
        "scheduled": Q(latest__stage=APPROVED, scheduled=True),
        "needs-you": Q(troubled=True)
        | Q(to_put_up=True)
        | Q(late_since__isnull=False)
        | Q(latest__stage=SENT_BACK)
        | Q(latest__stage__in=(SUBMITTED, EXPIRED), latest__decide_by__range=(at - MINDED_FOR, at)),
        "published": public & ~over,
        "over": over | (Q(published_at__isnull=True) & Q(latest__stage=EXPIRED)),
    }
    return there & parts.get(which, Q())


def _order(which: str) -> tuple[str, ...]:
    orders = {
        "drafts": ("-draft__saved_at",),
        "waiting": ("latest__decide_by",),
        "scheduled": ("latest__goes_out",),
        "published": ("-published_at",),
        "over": ("-published_at",),
    }
    return (*orders.get(which, ()), "-id")


def _numbered(word: str) -> Q:
    found = _REFERENCE.fullmatch(word.upper())
    return Q(number=int(found[2])) if found else Q(pk__in=[])


@dataclass(frozen=True)
class Whole:
    """A post with everything that ever came of it, oldest first."""

    post: Post
    revisions: tuple[Revision, ...]
    deliveries: tuple[Delivery, ...]

    def revision(self, number: int) -> Revision:
        return next(revision for revision in self.revisions if revision.number == number)


def whole(post: Post) -> Whole:
    """Everything about a post, in five queries."""
    approvals = Prefetch("approvals", Approval.objects.select_related("authority__office"))
    revisions = Revision.objects.filter(post=post).select_related("sent_back", "written_by").prefetch_related(approvals)
    deliveries = (
        Delivery.objects.filter(revision__post=post)
        .select_related("channel", "revision")
        .prefetch_related(Prefetch("attempts", Attempt.objects.order_by("number")))
        .order_by("channel_id", "due_at", "id")
    )
    return Whole(post, tuple(revisions), tuple(deliveries))


def open_pause() -> Pause | None:
    """The pause that is on, or None."""
    return Pause.objects.filter(ended_at__isnull=True).first()


def newest_pause() -> Pause | None:
    """The pause that is on or, where none is, the last one there was."""
    return Pause.objects.select_related("ended_by").first()


def held_now() -> list[Delivery]:
    """Deliveries that wait for a person to say whether they still go, oldest first."""
    held = Delivery.objects.filter(state=HELD).select_related("channel", "revision__post")
    return list(held.order_by("due_at", "id")[:200])


def held_by_pause(at: datetime) -> list[Delivery]:
    """Deliveries that would have gone by now, were it not for the pause."""
    waiting = Delivery.objects.filter(state=WAITING, due_at__lte=at).select_related("channel", "revision__post")
    return list(waiting.order_by("due_at", "id")[:200])
