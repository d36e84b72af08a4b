"""Reading stories: which run, what drives one, who hears of it, and what the council did about it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left, Length, TruncHour

from parishpump.inbox.display import EXCERPT
from parishpump.inbox.models import Alert, Message, PressEnquiry, SavedText, Series, Story, StoryNote, Told
from parishpump.inbox.queries.flow import Subject
from parishpump.inbox.queries.listing import folded_away
from parishpump.inbox.queries.policy import listening_policy
from parishpump.inbox.spikes.common_words import common_words
from parishpump.inbox.spikes.errors import SpikeError
from parishpump.inbox.spikes.ranges import usual_range
from parishpump.inbox.spikes.series import Series as Memory
from parishpump.inbox.suggested_texts import HOLDING
from parishpump.people.models import Office
from parishpump.people.powers import CHAIRMAN, CLERK, LISTEN
from parishpump.people.queries import Acting, offices_held
from parishpump.policy.errors import PackError

PRESS = "press enquiry"
BEFORE = timedelta(hours=4)  # of an alert: what it counted came before it
DRIVING, READ_FOR_WORDS = 5, 200  # messages
PAST_SHOWN = 50
SUGGESTED_FOR = timedelta(days=14)


def open_stories() -> list[Story]:
    """The stories that run, the newest first."""
    return list(Story.objects.filter(ended_at__isnull=True))


def stories_for_the_desk() -> QuerySet[Story]:
    """The same, with the words and the moment of the last alert of each."""
    last = Alert.objects.filter(story=OuterRef("pk")).order_by("-id")
    return Story.objects.filter(ended_at__isnull=True).annotate(words=Subquery(last.values("words")[:1]))


def past_stories() -> QuerySet[Story]:
    """The stories that are over, the last one first."""
    return Story.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-id")[:PAST_SHOWN]


def subject_of(story: Story) -> Subject:
    """What a story is about."""
    return Subject(story.topic_id, story.source_id, story.conversation_id)


def messages_of(subject: Subject) -> QuerySet[Message]:
    """Every message on a subject."""
    wanted = {"topic": subject.topic, "source": subject.source, "conversation": subject.conversation}
    return Message.objects.filter(**{name: value for name, value in wanted.items() if value is not None})


def those_to_tell(at: datetime) -> list[Office]:
    """Who hears of a story: the Clerk, the Chairman and whoever the policy names, each person once."""
    wanted = _to_hear(offices_held(at), at)
    return list({office.person_id: office for office in reversed(wanted)}.values())[::-1]


def may_read_stories(acting: Acting, at: datetime) -> bool:
    """Those who listen, and those who are told of stories: the Chairman need not be let do anything else."""
    return acting.may(LISTEN) or bool(_to_hear(acting.offices, at))


def _to_hear(offices: Iterable[Office], at: datetime) -> list[Office]:
    try:
        pack = listening_policy(at).pack
    except PackError:
        return [one for one in offices if one.kind in (CLERK, CHAIRMAN)]
    return [
        one for one in offices if one.kind in (CLERK, CHAIRMAN) or pack.names("listen.escalate_to", one.kind, one.title)
    ]


@dataclass(frozen=True)
class Hour:
    """How many messages came in the hour that begins then, and how many are usual (None: not known yet)."""

    begins: datetime
    number: int
    usual: tuple[int, int] | None

    @property
    def breaks(self) -> bool:
        return self.usual is not None and self.number > self.usual[1]


def hours_of(story: Story, *, since: datetime, until: datetime) -> list[Hour]:
    """Hour by hour in the zone of `since`, which begins one, how many messages came to a story. Two queries."""
    rows = (
        messages_of(subject_of(story))
        .filter(received_at__gte=since, received_at__lt=until)
        .order_by()
        .annotate(hour=TruncHour("received_at"))
        .values_list("hour")
        .annotate(number=Count("id"))
    )
    counts = Counter({hour.timestamp(): number for hour, number in rows})
    memory = _memory_of(story)
    first, found = since.timestamp(), []
    for place in range(int((until.timestamp() - first + 3599) // 3600)):
        begins = datetime.fromtimestamp(first + place * 3600, since.tzinfo)
        found.append(Hour(begins, counts[begins.timestamp()], usual_range(memory, begins) if memory else None))
    return found


def _memory_of(story: Story) -> Memory | None:
    """What its series remembers; of a thread that was marked by hand, nothing may be known."""
    row = Series.objects.filter(name=subject_of(story).name).first()
    try:
        return Memory.from_json(row.state) if row and row.state else None
    except SpikeError:
        return None


@dataclass(frozen=True)
class Driving:
    """What drives a story: words that many messages share, the messages most answered, how many are abuse.

    The messages have `beginning`, `characters` and `answered`. `private` are counted and not among them.
    """

    words: Sequence[str]
    messages: Sequence[Any]
    number: int
    folded: int
    private: int


def driving(story: Story, *, at: datetime, with_private: bool) -> Driving:
    """What drives a story, since shortly before it was noticed. Three queries."""
    until = story.ended_at or at
    found = messages_of(subject_of(story)).filter(received_at__gte=story.begun_at - BEFORE, received_at__lte=until)
    counts = found.aggregate(
        number=Count("id"), folded=Count("id", filter=folded_away()), private=Count("id", filter=Q(public=False))
    )
    shown = found.exclude(folded_away()).filter(hidden_at__isnull=True)
    shown = shown if with_private else shown.filter(public=True)
    texts = shown.order_by("-received_at", "-id").annotate(start=Left("text", 600)).values_list("start", flat=True)
    most = (
        shown.select_related("source")
        .only("number", "received_at", "title", "labels", "public", "source__name")
        .annotate(beginning=Left("text", EXCERPT * 2), characters=Length("text"), answered=Count("answered_by"))
        .order_by("-answered", "-received_at", "-id")
    )
    return Driving(common_words(texts[:READ_FOR_WORDS]), list(most[:DRIVING]), **counts)


@dataclass(frozen=True)
class Kept:
    """What the council did about a story: its timeline, who was told, the press log, the alerts."""

    lines: Sequence[StoryNote]
    told: Sequence[Told]
    enquiries: Sequence[PressEnquiry]
    alerts: Sequence[Alert]


def kept_of(story: Story) -> Kept:
    """Everything that is kept of a story. Four queries."""
    return Kept(
        list(StoryNote.objects.filter(story=story).select_related("post__latest")),
        list(Told.objects.filter(story=story)),
        list(PressEnquiry.objects.filter(story=story).select_related("message").order_by("answered_at", "deadline")),
        list(Alert.objects.filter(story=story)),
    )


def suggested_enquiries(at: datetime) -> list[Message]:
    """Open messages that look like a journalist's, and are in no press log yet."""
    taken = PressEnquiry.objects.filter(message=OuterRef("pk"))
    found = Message.objects.filter(
        labels__contains=[PRESS], closed_at__isnull=True, received_at__gte=at - SUGGESTED_FOR
    )
    shown = (
        found.exclude(Exists(taken)).exclude(folded_away()).select_related("source").defer("text", "search", "sketch")
    )
    return list(shown.annotate(beginning=Left("text", EXCERPT * 2)).order_by("-received_at", "-id")[:DRIVING])


def holding_texts() -> list[SavedText]:
    """Saved wording with which a statement can begin."""
    return list(SavedText.objects.filter(use=HOLDING, ended_at__isnull=True))


def last_alerts(stories: Sequence[Story]) -> Mapping[int, datetime]:
    """By story, when it last broke what is usual."""
    rows = Alert.objects.filter(story__in=list(stories)).order_by().values_list("story_id").annotate(last=Max("at"))
    return dict(rows)
