"""What is public and should be looked at: too long untouched, or with a picture that may not be shown any more."""

from datetime import datetime

from django.db.models import Q, QuerySet

from parishpump.publishing.models import Post
from parishpump.publishing.queries.library import withdrawn_pictures


def is_stale(before: datetime) -> Q:
    """Posts on show that nobody has written, corrected or looked at since `before`, save where the end has come."""
    fresh = Q(published_at__gte=before) | Q(public__submitted_at__gte=before) | Q(looked_at__gte=before)
    return Q(published_at__isnull=False, public__isnull=False, withdrawal__isnull=True) & ~fresh


def still_up(at: datetime) -> Q:
    """Posts whose end has not come."""
    return Q(public__comes_down__isnull=True) | Q(public__comes_down__gt=at)


def stale_posts(before: datetime, *, at: datetime) -> QuerySet[Post]:
    """The stale ones that are still up, the one that went out first on top."""
    found = Post.objects.filter(is_stale(before) & still_up(at))
    return found.select_related("public").order_by("published_at", "id")


def shown_against_consent(at: datetime) -> list[Post]:
    """Posts on show with a picture of somebody who took their consent back: to be corrected without it, or withdrawn.

    One query where nobody ever did, two otherwise.
    """
    pictures = [picture.id for picture in withdrawn_pictures()]
    if not pictures:
        return []
    shows = Q()
    for number in pictures:
        shows |= Q(public__pictures__contains=[{"picture_id": number}])
    return list(
        Post.objects.filter(shows & still_up(at), withdrawal__isnull=True, published_at__isnull=False)
        .select_related("public")
        .order_by("id")
    )


def needs_a_look(post: Post, before: datetime | None, *, at: datetime) -> bool:
    """Whether this post counts as stale; never where the policy states no length."""
    return before is not None and stale_posts(before, at=at).filter(id=post.id).exists()
