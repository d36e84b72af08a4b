"""What an answer answers, and whom a notice must not name: told by config, since the room where people write to the
council is above this one.
"""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from parishpump.publishing.models import Post


class Answered(Protocol):
    """A message that a post answers: its name, its words, its page, and the page where the answer is written."""

    @property
    def reference(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def draft_url(self) -> str: ...


def answered_by(post: Post) -> Answered | None:
    """The message behind an answer; None for a notice."""
    if not post.is_answer:
        return None
    found: Answered | None = import_string(settings.PARISHPUMP_ANSWERED)(post)
    return found


def asker_in(post: Post, texts: Iterable[str]) -> tuple[str, ...]:
    """The words of these texts that name or reach whoever asked what a post answers for all (UK GDPR, Article 5).

    Of any other post nothing is asked.
    """
    if not post.for_all:
        return ()
    found: tuple[str, ...] = import_string(settings.PARISHPUMP_ASKER)(post, texts)
    return found
