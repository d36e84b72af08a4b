"""Answers that the council gave for everybody: which come near to a new question, and whom each settles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from parishpump.inbox.display import SHOWN
from parishpump.inbox.likeness import ALIKE, alike, sketch_of
from parishpump.inbox.models import Asked, Message, PublicAnswer, Topic

MOST = 3  # offered beside one message
MOST_TO_TELL = 100  # messages that are suggested as asking the same
_LOOKED_THROUGH = 500  # published answers, the newest first
_SAID = 20  # earlier messages of whoever asked that are compared


@dataclass(frozen=True)
class AlikeAnswer:
    """A public answer that comes near. `shared`: how many of 32 places its words have in common with the question."""

    answer: PublicAnswer
    shared: int


def published_answers(at: datetime) -> QuerySet[PublicAnswer]:
    """Answers that the public sees at `at`, the newest first."""
    up = Q(post__public__comes_down__isnull=True) | Q(post__public__comes_down__gt=at)
    found = PublicAnswer.objects.filter(
        up, ended_at__isnull=True, post__published_at__lte=at, post__withdrawal__isnull=True
    )
    return found.select_related("post__public", "topic").order_by("-id")


def is_public(answer: PublicAnswer, *, at: datetime) -> bool:
    """Whether the public sees it."""
    return published_answers(at).filter(id=answer.id).exists()


def alike_answers(text: str, *, at: datetime) -> list[AlikeAnswer]:
    """Published answers that come near to a text, the nearest first. One query."""
    sketch = sketch_of(text)
    if not sketch:
        return []
    found = [AlikeAnswer(one, alike(sketch, one.sketch)) for one in published_answers(at)[:_LOOKED_THROUGH]]
    near = [one for one in found if one.shared >= ALIKE]
    return sorted(near, key=lambda one: (-one.shared, -one.answer.id))[:MOST]


def answers_listed(at: datetime, *, words: str = "", topic: Topic | None = None) -> QuerySet[PublicAnswer]:
    """The published answers that have these words, the best first; without words, the newest first."""
    found = published_answers(at)
    found = found.filter(topic=topic) if topic is not None else found
    if not words.strip():
        return found
    query = SearchQuery(words, config="english", search_type="websearch")
    return found.filter(search=query).order_by(SearchRank(F("search"), query).desc(), "-id")


def topics_answered(at: datetime) -> list[Topic]:
    """The topics under which an answer is published, by name."""
    return list(Topic.objects.filter(answers__in=published_answers(at)).distinct().order_by("name"))


def said_by_asker(message: Message) -> list[str]:
    """Everything that whoever wrote a message said in its conversation, this first; their subject too."""
    said = [f"{message.title}\n{message.text}"]
    if message.handle:
        others = Message.objects.filter(conversation=message.conversation_id, handle=message.handle)
        said += others.exclude(id=message.id).order_by("-id").values_list("text", flat=True)[:_SAID]
    return said


def asking_the_same(answer: PublicAnswer) -> Sequence[Any]:
    """Open messages that ask much the same as the answer's question, the most alike first; none that it settles.

    Each with its first characters as `beginning`.
    """
    if not answer.sketch:
        return []
    settled = Asked.objects.values("message")
    near = Message.objects.filter(closed_at__isnull=True, sketch__overlap=answer.sketch).exclude(id__in=settled)
    found = near.select_related("source").defer("text", "search").annotate(beginning=Left("text", SHOWN))
    shared = {one.id: alike(answer.sketch, one.sketch) for one in found[:_LOOKED_THROUGH]}
    likely = [one for one in found if shared.get(one.id, 0) >= ALIKE // 2]
    return sorted(likely, key=lambda one: (-shared[one.id], one.id))[:MOST_TO_TELL]


def settled_by(answer: PublicAnswer) -> list[Asked]:
    """The messages that an answer settles, with how each writer was told."""
    found = Asked.objects.filter(answer=answer).select_related(
        "message__source", "reply__post__latest", "reply__message__source"
    )
    return list(found.order_by("id"))
