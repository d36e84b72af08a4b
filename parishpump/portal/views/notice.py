"""One notice: its words, who let it out, what was corrected, and where else it stands."""

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.portal.facts import when_and_where
from parishpump.portal.queries.notices import Notice, notices_of, published_post
from parishpump.portal.queries.sealed import PUBLICATION, WITHDRAWAL, sealed_records
from parishpump.portal.queries.story import Story, Version, story_of
from parishpump.portal.views.door import council_of, open_to_all, page
from parishpump.portal.wording import linked, linked_lines, paragraphs, shown
from parishpump.publishing.diff import Part, word_diff
from parishpump.publishing.models import Post


@open_to_all
def notice(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one notice, which stays when the notice has come down, was corrected or was withdrawn."""
    post, at = public_post(ref), timezone.now()
    (seen,) = notices_of([post], at=at)
    story = story_of(post)
    sealed = sealed_records(post)
    facts = {
        "notice": seen,
        "story": story,
        "address": f"{council_of(request).address.partition('://')[2]}{seen.path}",
        "sealed": sealed.get(WITHDRAWAL) or sealed.get(PUBLICATION),
        "facts": when_and_where(seen, council_of(request), at),
        **(_withdrawn(post) if seen.is_withdrawn else _words(seen, story)),
    }
    return page(request, "notice.html", facts)


def public_post(ref: str) -> Post:
    """The post that the public knows by this reference, or the same 404 for all that it does not know."""
    try:
        return published_post(ref)
    except Post.DoesNotExist:
        raise Http404 from None


def _words(seen: Notice, story: Story) -> dict[str, Any]:
    return {
        "text": paragraphs(seen.text),
        "link": linked(seen.link),
        "sources": linked_lines(seen.sources),
        "corrections": [
            correction(before, after) for before, after in zip(story.versions, story.versions[1:], strict=False)
        ][::-1],
    }


def _withdrawn(post: Post) -> dict[str, Any]:
    withdrawal = post.withdrawal
    return {
        "withdrawal": {
            "at": withdrawal.at,
            "office": shown(withdrawal.office),
            "minute": shown(withdrawal.authority.minute),
            "reason": paragraphs(withdrawal.reason),
        }
    }


def correction(before: Version, after: Version) -> dict[str, Any]:
    """What one version corrects in the one before it: when, what was wrong, and both versions in one text."""
    return {
        "at": after.at,
        "was_wrong": linked(after.correction),
        "release": after.release,
        "title": compare(before.title, after.title) if before.title != after.title else [],
        "text": compare(before.text, after.text) if before.text != after.text else [],
        "number": after.number,
    }


@lru_cache(maxsize=64)
def compare(before: str, after: str) -> tuple[Part, ...]:
    """Both versions in one text; remembered, since everybody who reads the page asks for the same."""
    return tuple(word_diff(before, after))
