"""The register: every post that was ever published, whatever became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from parishpump.channels.models import Channel
from parishpump.publishing.lifecycle import SENT, WITHDRAW
from parishpump.publishing.models import Approval, Delivery, Post

CURRENT, EXPIRED, CORRECTED, WITHDRAWN = "current", "expired", "corrected", "withdrawn"
STATES = (CURRENT, EXPIRED, CORRECTED, WITHDRAWN)
NEWEST, OLDEST, HEADLINE = "newest", "oldest", "headline"
ORDERS = (NEWEST, OLDEST, HEADLINE)
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the register; what is None or empty narrows nothing."""

    words: str = ""
    year: int | None = None
    channel: int | None = None
    state: str = ""
    order: str = NEWEST


@dataclass(frozen=True)
class Entry:
    """One post of the register, with where it went out and who let it."""

    post: Post
    state: str
    channels: tuple[str, ...]
    approval: Approval | None


def published(wanted: Wanted, *, at: datetime) -> QuerySet[Post]:
    """The posts that were ever published and are what is wanted."""
    found = Post.objects.filter(published_at__isnull=False, public__isnull=False).filter(_state(wanted.state, at))
    if wanted.year is not None:
        found = found.filter(published_at__year=wanted.year)
    if wanted.channel is not None:
        there = Delivery.objects.filter(revision__post=OuterRef("pk"), channel_id=wanted.channel, state=SENT)
        found = found.filter(Exists(there.exclude(deed=WITHDRAW)))
    for word in wanted.words.split()[:MOST_WORDS]:
        found = found.filter(_says(word))
    return found.select_related("public", "withdrawal").order_by(*_order(wanted.order))


def _state(state: str, at: datetime) -> Q:
    down = Q(public__comes_down__lte=at)
    there = Q(withdrawal__isnull=True)
    return {
        CURRENT: there & ~down,
        EXPIRED: there & down,
        CORRECTED: there & ~Q(public__correction=""),
        WITHDRAWN: Q(withdrawal__isnull=False),
    }.get(state, Q())


def _says(word: str) -> Q:
    named = Q(public__title__icontains=word) | Q(public__text__icontains=word) | Q(public__category__icontains=word)
    number = word.rpartition("-")[2]
    return named | Q(number=int(number)) if word.upper().startswith("P-") and number.isdecimal() else named


def _order(order: str) -> tuple[str, ...]:
    return {OLDEST: ("published_at", "id"), HEADLINE: ("public__title", "id")}.get(order, ("-published_at", "-id"))


def entries(posts: Iterable[Post], *, at: datetime) -> list[Entry]:
    """The posts with their channels and approvals, by two queries for all."""
    rows = list(posts)
    channels = _channels(rows)
    revisions = [post.public_id for post in rows if post.public_id]
    approvals = {
        approval.revision_id: approval
        for approval in Approval.objects.filter(revision_id__in=revisions).select_related("authority").order_by("id")
    }
    return [
        Entry(post, state_of(post, at=at), channels.get(post.id, ()), approvals.get(post.public_id or 0))
        for post in rows
    ]


def state_of(post: Post, *, at: datetime) -> str:
    """Where a published post stands, the word that says most."""
    if getattr(post, "withdrawal", None) is not None:
        return WITHDRAWN
    public = post.public
    if public is not None and public.comes_down is not None and public.comes_down <= at:
        return EXPIRED
    return CORRECTED if public is not None and public.correction else CURRENT


def _channels(posts: list[Post]) -> Mapping[int, tuple[str, ...]]:
    sent = (
        Delivery.objects.filter(revision__post_id__in=[post.id for post in posts], state=SENT)
        .exclude(deed=WITHDRAW)
        .order_by("channel_id")
        .values_list("revision__post_id", "channel__name")
        .distinct()
    )
    found: dict[int, tuple[str, ...]] = {}
    for post, name in sent:
        found[post] = (*found.get(post, ()), name)
    return found


def years() -> list[int]:
    """The years from the first to the last publication, the newest first."""
    ends = Post.objects.filter(published_at__isnull=False).order_by().aggregate(
        first=Min("published_at"), last=Max("published_at")
    )
    if ends["first"] is None:
        return []
    return list(range(timezone.localtime(ends["last"]).year, timezone.localtime(ends["first"]).year - 1, -1))


def channels_ever() -> list[tuple[int, str]]:
    """Every channel there ever was, by id and name."""
    return list(Channel.objects.order_by("name", "id").values_list("id", "name"))
