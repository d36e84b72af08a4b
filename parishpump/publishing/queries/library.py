"""The library of pictures: what it holds, what may be used, where each was used. A fixed number of queries each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BooleanField, Func, Q, QuerySet

from parishpump.publishing.models import Draft, Picture, Post, Revision
from parishpump.publishing.passports import WITHDRAWN_PATH
from parishpump.publishing.pictures import look_alike

FILTERS = ("all", "usable", "incomplete", "ending", "ended", "retired", "withdrawn")
# From so many days before its last one, somebody should ask for the right to go on using a picture.
ENDING_WITHIN = timedelta(days=60)


class _TakenBack(Func):
    """Whether anybody shown took their consent back; not so where there is no passport."""

    template = f"coalesce(jsonb_path_exists(%(expressions)s, '{WITHDRAWN_PATH}'), false)"
    output_field = BooleanField()


_WITHDRAWN = Q(_TakenBack("passport__people"))


def library(which: str, words: str, *, day: date) -> QuerySet[Picture]:
    """The pictures of one of FILTERS whose passport says `words`, the newest first."""
    found = _whole().filter(_which(which, day))
    for word in words.split()[:8]:
        found = found.filter(
            Q(filename__icontains=word)
            | Q(passport__alt__icontains=word)
            | Q(passport__owner__icontains=word)
            | Q(passport__licence__icontains=word)
            | Q(passport__source__icontains=word)
            | Q(passport__credit__icontains=word)
            | Q(passport__people__icontains=word)
        )
    return found.order_by("-id")


def pickable(words: str, *, day: date) -> QuerySet[Picture]:
    """What a post may show: not retired, its right not run out, nobody's consent taken back. It may lack facts yet."""
    return library("all", words, day=day).exclude(_ended(day)).exclude(_WITHDRAWN).filter(retirement__isnull=True)


def picture_numbered(number: int) -> Picture:
    """One picture with its passport and its retirement. Raises Picture.DoesNotExist."""
    return _whole().get(id=number)


def pictures_numbered(ids: Iterable[int]) -> dict[int, Picture]:
    """Pictures by id with their passports, without their bytes; nothing is asked for none."""
    wanted = list(ids)
    return {picture.id: picture for picture in _whole().filter(id__in=wanted)} if wanted else {}


def _whole() -> QuerySet[Picture]:
    return Picture.objects.select_related("passport", "retirement", "looks_like")


def _which(which: str, day: date) -> Q:
    in_use = Q(retirement__isnull=True)
    complete = Q(passport__isnull=False, passport__missing=[])
    parts = {
        "usable": in_use & complete & ~_ended(day),
        "incomplete": in_use & ~complete,
        "ending": in_use & Q(passport__expires_on__range=(day, day + ENDING_WITHIN)),
        "ended": in_use & _ended(day),
        "retired": Q(retirement__isnull=False),
        "withdrawn": _WITHDRAWN,
    }
    return parts.get(which, Q())


def _ended(day: date) -> Q:
    return Q(passport__isnull=False, passport__expires_on__isnull=False, passport__expires_on__lt=day)


def same_file(uploaded_sha256: str, sha256: str) -> Picture | None:
    """The picture that came from the very same file, or whose bytes are the same once cleaned."""
    same = Q(uploaded_sha256=uploaded_sha256) | Q(sha256=sha256)
    return _whole().filter(same).order_by("id").first()


def look_alike_of(look: str) -> Picture | None:
    """A picture of the library that looks the same, the oldest first."""
    known = Picture.objects.exclude(look="").order_by("id").values_list("id", "look")
    found = next((number for number, other in known if look_alike(look, other)), None)
    return Picture.objects.get(id=found) if found is not None else None


@dataclass(frozen=True)
class Use:
    """One post that shows a picture, or that will. `on_show`: the public sees it there now."""

    post: Post
    title: str
    versions: tuple[int, ...]
    on_show: bool
    is_draft: bool = False


def uses_of(picture: Picture, *, day: date) -> list[Use]:
    """Every post that shows a picture, or whose draft does, the newest first."""
    shown = Revision.objects.filter(pictures__contains=[{"picture_id": picture.id}]).order_by("number")
    found: dict[int, list[Revision]] = {}
    for revision in shown.select_related("post__public", "post__withdrawal"):
        found.setdefault(revision.post_id, []).append(revision)
    uses = [_use(revisions, day) for revisions in found.values()]
    drafts = Draft.objects.filter(content__pictures__contains=[{"id": picture.id}]).select_related("post")
    written = [
        Use(draft.post, str(draft.content.get("title") or "A draft without a headline"), (), False, is_draft=True)
        for draft in drafts
        if draft.post_id not in found
    ]
    return sorted([*uses, *written], key=lambda use: -use.post.id)


def _use(revisions: list[Revision], day: date) -> Use:
    post = revisions[0].post
    public = post.public_id in {revision.id for revision in revisions}
    over = post.public is not None and post.public.comes_down is not None and post.public.comes_down.date() < day
    on_show = public and not over and getattr(post, "withdrawal", None) is None
    return Use(post, str(revisions[-1]), tuple(revision.number for revision in revisions), on_show)


def withdrawn_pictures() -> QuerySet[Picture]:
    """The pictures of which somebody shown took their consent back."""
    return _whole().filter(_WITHDRAWN)


@dataclass(frozen=True)
class ToTakeDown:
    """A picture that somebody shown no longer agrees to, and a post in which the public still sees it."""

    picture: Picture
    use: Use


def to_take_down(day: date) -> list[ToTakeDown]:
    """What is still on show though a person took their consent back: to be corrected without it, or withdrawn."""
    return [
        ToTakeDown(picture, use) for picture in withdrawn_pictures() for use in uses_of(picture, day=day) if use.on_show
    ]
