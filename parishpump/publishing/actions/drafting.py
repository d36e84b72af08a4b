"""Writing: begin a post, keep the draft, throw away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from parishpump.archive import actions as archive
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import WRITE
from parishpump.people.queries import require_authority
from parishpump.publishing.lifecycle import EXPIRED, SENT_BACK, SUBMITTED
from parishpump.publishing.models import Draft, Post, Revision


class DraftMoved(ValueError):
    """Somebody, or another tab, saved this draft since it was opened."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__("The draft was saved elsewhere since this page was opened.")


@transaction.atomic
def begin_post(
    *, by: Person, at: datetime, content: dict[str, Any] | None = None, is_answer: bool = False, for_all: bool = False
) -> Post:
    """Open a new post with an empty draft.

    is_answer: It answers somebody where they wrote. for_all: It answers for everybody what somebody asked.
    """
    require_authority(by, WRITE, at=at)
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())
    number = (Post.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    post = Post.objects.create(number=number, begun_at=at, begun_by=by, is_answer=is_answer, for_all=for_all)
    Draft.objects.create(post=post, content=content or {}, writers=[by.id], saved_at=at, saved_by=by)
    return post


@transaction.atomic
def open_draft(post: Post, *, content: dict[str, Any], by: Person, at: datetime) -> Draft:
    """Start working on a post again, from what its latest revision says. An open draft is kept as it is.

    Words that nobody has approved yet stay their writers' words, whoever goes on with them.
    """
    require_authority(by, WRITE, at=at)
    writers = sorted({by.id, *_writers_unapproved(post)})
    draft, _ = Draft.objects.get_or_create(
        post=post, defaults={"content": content, "writers": writers, "saved_at": at, "saved_by": by}
    )
    if post.thrown_away_at is not None:
        post.thrown_away_at = None
        post.save(update_fields=["thrown_away_at"])
    return draft


def _writers_unapproved(post: Post) -> list[int]:
    """Who wrote the latest revision, where it goes into the draft without anybody having approved it."""
    latest = Revision.objects.filter(post=post).order_by("number").last()
    return latest.writers if latest and latest.stage in (SUBMITTED, SENT_BACK, EXPIRED) else []


@transaction.atomic
def save_draft(
    draft: Draft,
    *,
    content: dict[str, Any],
    verdict: dict[str, Any],
    overrides: list[dict[str, str]],
    version: int,
    by: Person,
    at: datetime,
) -> Draft:
    """Keep what was typed, whatever its state, with what the policy says of it.

    Raises:
        DraftMoved: `version` is not the one that this save was based on.
    """
    require_authority(by, WRITE, at=at)
    kept = Draft.objects.select_for_update().get(id=draft.id)
    if kept.version != version:
        raise DraftMoved(kept)
    kept.content, kept.verdict, kept.overrides = content, verdict, overrides
    kept.version += 1
    kept.writers = sorted({*kept.writers, by.id})
    kept.saved_at, kept.saved_by = at, by
    kept.save()
    return kept


@transaction.atomic
def throw_away(post: Post, *, by: Person, at: datetime) -> Post:
    """Put a draft away, and the post with it where nobody waits for it and nobody saw it. The record keeps it."""
    require_authority(by, WRITE, at=at)
    Draft.objects.filter(post=post).delete()
    if post.published_at is None and (post.latest is None or post.latest.stage in (SENT_BACK, EXPIRED)):
        post.thrown_away_at = at
        post.save(update_fields=["thrown_away_at"])
    archive.record(
        "draft thrown away", subject=f"post {post.reference}", body={}, by=office_of(by, at=at), authority="", at=at
    )
    return post
