"""Answers that the council gave for everybody: which come near to a new question, and whom each settles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Left

from parishpump.inbox.display import SHOWN
from parishpump.inbox.likeness import ALIKE, PLACES, alike, sketch_of
from parishpump.inbox.models import Asked, Message, PublicAnswer, Topic
from parishpump.inbox.nearness import NEAR, nearness, weights_of
from parishpump.inbox.traces import certain_among, traces_of_asker
from parishpump.publishing.models import Post

MOST = 3  # offered beside one message
MOST_TO_TELL = 100  # messages that are suggested as asking the same
_LOOKED_THROUGH = 500  # published answers, the newest first
_SAID = 20  # earlier messages of whoever asked that are compared
_BESIDE = 200  # the same, of everybody whom one answer settles


@dataclass(frozen=True)
class AlikeAnswer:
    """A public answer that comes near: from 0 to 1, by its words or by its likeness to the question as a whole."""

    answer: PublicAnswer
    near: float


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
    """Published answers that come near to a text, the nearest first. One query.

    Near is what says much the same (likeness.py), and what has the telling words of the question that was answered,
    as PostgreSQL's full-text search reads them (nearness.py). The answers of one council are few: each is compared.
    """
    sketch = sketch_of(text)
    if not sketch:
        return []
    words = _words_of(F("question"))
    there = published_answers(at).annotate(words=words, shared=_shared(words, text))
    answers: list[Any] = list(there[:_LOOKED_THROUGH])
    weights = weights_of(one.words for one in answers)
    found = [AlikeAnswer(one, _near(one, sketch, weights)) for one in answers]
    return sorted((one for one in found if one.near), key=lambda one: (-one.near, -one.answer.id))[:MOST]


def _near(answer: Any, sketch: list[int], weights: Mapping[str, float]) -> float:
    by_likeness, by_words = alike(sketch, answer.sketch), nearness(answer.words, answer.shared, weights)
    return max(by_likeness / PLACES if by_likeness >= ALIKE else 0, by_words if by_words >= NEAR else 0)


def _words_of(text: Any) -> Func:
    vector = SearchVector(text, config="english")
    return Func(vector, function="tsvector_to_array", output_field=ArrayField(TextField()))


def _shared(words: Func, text: str) -> Func:
    """Those of `words` that stand in a text too."""
    these = _words_of(Value(text[:SHOWN], output_field=TextField()))
    both = "ARRAY(SELECT UNNEST(%(expressions)s))"
    return Func(words, these, template=both, arg_joiner=") INTERSECT SELECT UNNEST(", output_field=words.output_field)


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


def asker_in(post: Post, texts: Iterable[str]) -> tuple[str, ...]:
    """The words of these texts that name or reach somebody whose question the post answers for all. Two queries.

    None where the post is no answer for all.
    """
    asked = Message.objects.filter(asked__answer__post=post).order_by("asked__id")
    askers = list(asked.only("author", "handle", "title", "text", "conversation_id")[:MOST_TO_TELL])
    if not askers:
        return ()
    said = _said_beside(askers)
    text = "\n".join(texts)
    found = [
        trace
        for one in askers
        for trace in traces_of_asker(
            text,
            author=one.author,
            handle=one.handle,
            thread=[f"{one.title}\n{one.text}", *said[one.conversation_id, one.handle]],
        )
    ]
    return tuple(dict.fromkeys(trace.words for trace in certain_among(found)))


def _said_beside(askers: Iterable[Message]) -> Mapping[tuple[int, str], list[str]]:
    """What each of them said besides in the same conversation, by conversation and account."""
    said: dict[tuple[int, str], list[str]] = defaultdict(list)
    accounts = {one.handle for one in askers if one.handle}
    there = Message.objects.filter(conversation__in={one.conversation_id for one in askers}, handle__in=accounts)
    rows = there.exclude(id__in=[one.id for one in askers]).order_by("-id")
    for conversation, handle, text in rows.values_list("conversation_id", "handle", Left("text", SHOWN))[:_BESIDE]:
        said[conversation, handle].append(text)
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
