"""The register: every post that was ever published, whatever became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from parishpump.channels.models import Channel
from parishpump.publishing.lifecycle import SENT, WITHDRAW
from parishpump.publishing.models import Approval, Delivery, Post
from parishpump.publishing.queries.upkeep import is_stale, still_up

CURRENT, EXPIRED, CORRECTED, WITHDRAWN = "current", "expired", "corrected", "withdrawn"
STALE = "stale"
STATES = (CURRENT, EXPIRED, CORRECTED, WITHDRAWN)
NEWEST, OLDEST, HEADLINE = "newest", "oldest", "headline"
ORDERS = (NEWEST, OLDEST, HEADLINE)
MOST_WORDS = 8

_SHOWN = (
    "number",
    "begun_at",
    "published_at",
    "withdrawal__at",
    "public__number",
    "public__title",
    "public__text",
    "public__category",
    "public__correction",
    "public__comes_down",
    "public__written_as",
    "public__seal",
)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the register; what is None or empty narrows nothing.

    `stale_before`: since when nobody has looked at what counts as stale; None where the policy states no length.
    """

    words: str = ""
    year: int | None = None
    channel: int | None = None
    state: str = ""
    order: str = NEWEST
    stale_before: datetime | None = None


@dataclass(frozen=True)
class Leave:
    """Who approved the version that the public sees; `own_work` where it was the Clerk's own."""

    office: str
    minute: str
    own_work: bool


@dataclass(frozen=True)
class Entry:
    """One post of the register, with where it went out and who let it."""

    post: Post
    state: str
    channels: tuple[str, ...]
    leave: Leave | None


def published(wanted: Wanted, *, at: datetime) -> QuerySet[Post]:
    """The posts that were ever published and are what is wanted."""
    found = Post.objects.filter(published_at__isnull=False, public__isnull=False).filter(_state(wanted, at))
    if wanted.year is not None:
        found = found.filter(published_at__year=wanted.year)
    if wanted.channel is not None:
        there = Delivery.objects.filter(revision__post=OuterRef("pk"), channel_id=wanted.channel, state=SENT)
        found = found.filter(Exists(there.exclude(deed=WITHDRAW)))
    for word in wanted.words.split()[:MOST_WORDS]:
        found = found.filter(_says(word))
    shown = found.select_related("public", "withdrawal").only(*_SHOWN)
    return shown.order_by(*_order(wanted.order))


def _state(wanted: Wanted, at: datetime) -> Q:
    if wanted.state == STALE:
        return is_stale(wanted.stale_before) & still_up(at) if wanted.stale_before else Q(pk__in=())
    down = Q(public__comes_down__lte=at)
    there = Q(withdrawal__isnull=True)
    return {
        CURRENT: there & ~down,
        EXPIRED: there & down,
        CORRECTED: there & ~Q(public__correction=""),
        WITHDRAWN: Q(withdrawal__isnull=False),
    }.get(wanted.state, Q())


def _says(word: str) -> Q:
    named = Q(public__title__icontains=word) | Q(public__text__icontains=word) | Q(public__category__icontains=word)
    number = word.rpartition("-")[2]
    return named | Q(number=int(number)) if word.upper().startswith("P-") and number.isdecimal() else named


def _order(order: str) -> tuple[str, ...]:
    return {OLDEST: ("published_at", "id"), HEADLINE: ("public__title", "id")}.get(order, ("-published_at", "-id"))


def entries(posts: Iterable[Post], *, at: datetime) -> list[Entry]:
    """The posts with where they went out and who let them, by two queries for all."""
    rows = list(posts)
    channels, leaves = _channels(rows), _leaves(rows)
    return [
        Entry(post, state_of(post, at=at), channels.get(post.id, ()), leaves.get(post.public_id or 0)) for post in rows
    ]


def state_of(post: Post, *, at: datetime) -> str:
    """Where a published post stands, the word that says most."""
    if getattr(post, "withdrawal", None) is not None:
        return WITHDRAWN
    public = post.public
    if public is not None and public.comes_down is not None and public.comes_down <= at:
        return EXPIRED
    return CORRECTED if public is not None and public.correction else CURRENT


def _channels(posts: list[Post]) -> dict[int, tuple[str, ...]]:
    """By post id, where any version of it is now."""
    sent = Delivery.objects.filter(revision__post_id__in=[post.id for post in posts], state=SENT).exclude(deed=WITHDRAW)
    found: dict[int, dict[str, None]] = {}
    for post, name in sent.order_by("channel_id").values_list("revision__post_id", "channel__name"):
        found.setdefault(post, {})[name] = None
    return {post: tuple(names) for post, names in found.items()}


def _leaves(posts: list[Post]) -> dict[int, Leave]:
    """By revision id, the newest approval."""
    revisions = [post.public_id for post in posts if post.public_id]
    given = Approval.objects.filter(revision_id__in=revisions).order_by("id")
    facts = given.values_list("revision_id", "office", "authority__minute", "own_work")
    return {revision: Leave(office, minute, own_work) for revision, office, minute, own_work in facts}


@dataclass(frozen=True)
class Offer:
    """What the register can be narrowed to: channels, by id and name, and years, the newest first."""

    channels: list[tuple[int, str]]
    years: list[int]


def offer() -> Offer:
    """Every channel there ever was, and the years from the first publication to the last; in one query."""
    public = Post.objects.filter(published_at__isnull=False)
    rows = Channel.objects.order_by("name", "id").values_list(
        "id",
        "name",
        Subquery(public.order_by("published_at").values("published_at")[:1]),
        Subquery(public.order_by("-published_at").values("published_at")[:1]),
    )
    found = list(rows)
    ends = [timezone.localtime(when).year for when in found[0][2:] if when] if found else []
    years = list(range(ends[1], ends[0] - 1, -1)) if ends else []
    return Offer([(id, name) for id, name, _, _ in found], years)
