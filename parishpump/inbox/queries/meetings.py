"""What the public said on a topic, for the meeting that is to decide it (clause TRA-4): nobody is named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left

from parishpump.inbox.display import without_contacts
from parishpump.inbox.masking import masked
from parishpump.inbox.models import Asked, Laid, Message, Reply, Topic
from parishpump.inbox.outcomes import ABUSE
from parishpump.inbox.queries.replies import APPEAL, CLARIFICATION, HOUSE_RULES
from parishpump.inbox.references import message_reference
from parishpump.people.queries import local_day
from parishpump.publishing.lifecycle import PUBLISH, SENT

QUESTION = "question"
MOST_QUESTIONS = 100
_READ = 600  # characters of a question, and of an answer


@dataclass(frozen=True)
class ToLay:
    """A topic that a meeting is to decide, with how many messages on it were not laid before that meeting yet."""

    topic: Topic
    meeting: date
    messages: int


def meetings_to_come(at: datetime) -> list[ToLay]:
    """What is still to be laid before a meeting, the next meeting first. One query."""
    waiting = _not_laid(Message.objects.filter(topic=OuterRef("pk"))).order_by().values("topic")
    number = Subquery(waiting.annotate(number=Count("id")).values("number"))
    rows = Topic.objects.filter(decided_on__gte=local_day(at)).annotate(waiting=Coalesce(number, 0))
    found = rows.filter(waiting__gt=0).order_by("decided_on", "name")
    return [ToLay(one, one.decided_on, one.waiting) for one in found if one.decided_on is not None]


def to_lay(topic: Topic) -> QuerySet[Message]:
    """The messages on a topic that no list for its meeting has yet, the oldest first."""
    return _not_laid(Message.objects.filter(topic=topic)).only("number", "received_at").order_by("received_at", "id")


def _not_laid(messages: QuerySet[Message]) -> QuerySet[Message]:
    has = {"message_ids__contains": [OuterRef("pk")]}
    return messages.filter(
        ~Exists(Laid.objects.filter(topic=OuterRef("topic"), meeting=OuterRef("topic__decided_on"), **has))
    )


@dataclass(frozen=True)
class Put:
    """A question as it was put, without names, and what the council answered. `late`: it came after it was laid."""

    reference: str
    received_at: datetime
    words: str
    answers: tuple[str, ...]
    public: bool
    late: bool


@dataclass(frozen=True)
class Input:
    """Everything for the agenda item: the lists that were laid, what no list has, and the questions with answers."""

    laid: Sequence[Laid]
    came_after: Sequence[str]
    to_lay: int
    questions: Sequence[Put]
    questions_in_all: int

    @property
    def listed(self) -> int:
        return sum(len(one.message_ids) for one in self.laid)


def input_for(topic: Topic) -> Input:
    """The input of the public for the meeting of a topic. Six queries at most, however much was said.

    What the law may want answered to whoever asked is counted, and its words are not laid before anybody.
    """
    laid = list(Laid.objects.filter(topic=topic, meeting=topic.decided_on)) if topic.decided_on else []
    in_a_list = {id for one in laid for id in one.message_ids}
    named = Message.objects.filter(topic=topic).order_by("received_at", "id").values_list("id", "number", "received_at")
    outside = [message_reference(received, number) for id, number, received in named if id not in in_a_list]
    asked = Message.objects.filter(topic=topic, labels__contains=[QUESTION]).exclude(labels__contains=[ABUSE])
    asked = asked.filter(duty_open=False)
    found = list(
        asked.order_by("received_at", "id")
        .only("number", "received_at", "title", "author", "handle", "public")
        .annotate(beginning=Left("text", _READ))[: MOST_QUESTIONS + 1]
    )
    questions = found[:MOST_QUESTIONS]
    answers = _answers_to(questions)
    return Input(
        laid=laid,
        came_after=outside if laid else [],
        to_lay=len(outside),
        questions=[_put(one, answers[one.id], late=bool(laid) and one.id not in in_a_list) for one in questions],
        questions_in_all=len(found) if len(found) <= MOST_QUESTIONS else asked.count(),
    )


def _put(one: Message, answers: Iterable[str], *, late: bool) -> Put:
    said: str = one.beginning  # type: ignore[attr-defined]
    names = (one.author, one.handle)
    words = f"{one.title}\n{said}" if one.title else said
    return Put(
        reference=one.reference,
        received_at=one.received_at,
        words=_without_names(words, names),
        answers=tuple(_without_names(each, names) for each in answers),
        public=one.public,
        late=late,
    )


def _answers_to(questions: Sequence[Message]) -> Mapping[int, list[str]]:
    """What the council answered and sent, by message: to whoever asked, or once for everybody."""
    answers: dict[int, list[str]] = defaultdict(list)
    numbers = [one.id for one in questions]
    told = Reply.objects.filter(message__in=numbers).exclude(purpose=CLARIFICATION)
    told = told.exclude(purpose__startswith=HOUSE_RULES).exclude(purpose__startswith=APPEAL).order_by("id")
    sent = told.filter(post__revisions__deliveries__deed=PUBLISH, post__revisions__deliveries__state=SENT)
    for message, text in sent.values_list("message_id", Left("post__revisions__text", _READ)):
        answers[message].append(text)
    for one in Asked.objects.filter(message__in=numbers, answer__post__published_at__isnull=False).select_related(
        "answer"
    ):
        answers[one.message_id].append(one.answer.answer[:_READ])
    return answers


def _without_names(words: str, names: Iterable[str]) -> str:
    """On one line, without who said it and how they are reached."""
    return " ".join(without_contacts(masked(words, also=names).text).split())
