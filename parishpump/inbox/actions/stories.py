"""Stories that run away (clauses ENG-12, ENG-13), from the alert or the mark to the word that it is over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.canonical import Json
from parishpump.inbox.models import (
    Alert,
    Conversation,
    Message,
    SavedText,
    Series,
    Source,
    Story,
    StoryNote,
    Told,
    Topic,
)
from parishpump.inbox.queries.flow import Part, Subject
from parishpump.inbox.queries.stories import open_stories, subject_of, those_to_tell
from parishpump.inbox.spikes.watch import Alert as Found
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Post

# An alert joins a story that was news within this time, where half of its messages or more belong to that story.
STILL_NEWS = timedelta(hours=48)
SOFTWARE = "Parish Pump"


class Over(ValueError):
    """Somebody said that this story is over."""

    def __init__(self) -> None:
        super().__init__("This story is over. What comes now is not added to it.")


@dataclass(frozen=True)
class Breach:
    """A series that broke what is usual for it."""

    series: Series
    subject: Subject
    found: Found


@transaction.atomic
def open_by_alert(breach: Breach, recent: Sequence[Part], *, at: datetime) -> Story:
    """Keep an alert: in the story to which it belongs, or in a new one, which those in office are told of.

    recent: What was received in the last hours, by which it is seen whether another story is behind it.
    """
    found = breach.found
    story = _behind(breach, recent)
    grew = story is not None
    if story is None:
        story = _open(breach.subject, by=None, at=at)
    same_burst = Alert.objects.filter(story=story, at=found.at).exists()
    Alert.objects.create(
        series=breach.series,
        story=story,
        at=found.at,
        value=found.value,
        expected=str(found.expected),
        words=found.words[:300],
    )
    if not same_burst:
        _line(story, _on_alert(breach, story, grew), at=at)
    body: dict[str, Json] = {
        "series": breach.series.name,
        "up to": found.at.isoformat(),
        "messages": found.value,
        "in seconds": found.within,
        "usual": str(found.expected),
        "rarity": str(found.score),
    }
    _record("story grew" if grew else "story opened", story, body, by=SOFTWARE, authority="", at=at)
    return story


def _behind(breach: Breach, recent: Sequence[Part]) -> Story | None:
    """The open story of the same subject, else the one to which half of the messages belong."""
    stories = open_stories()
    same = next((one for one in stories if subject_of(one) == breach.subject), None)
    if same is not None:
        return same
    since = breach.found.at - timedelta(seconds=breach.found.within)
    mine = [part for part in recent if part.at > since and breach.subject.holds(part)]
    for story in stories:
        shared = sum(part.number for part in mine if subject_of(story).holds(part))
        if 2 * shared >= breach.found.value and _news(story) > breach.found.at - STILL_NEWS:
            return story
    return None


def _news(story: Story) -> datetime:
    """When it was last in the alerts, or began."""
    last: datetime | None = story.alerts.order_by("-at").values_list("at", flat=True).first()
    return max(last, story.begun_at) if last else story.begun_at


def _on_alert(breach: Breach, story: Story, grew: bool) -> str:
    if not grew:
        return breach.found.words
    where = "" if subject_of(story) == breach.subject else f" ({_title(breach.subject)})"
    return f"It grows{where}: {breach.found.words}"


@transaction.atomic
def open_by_hand(message: Message, *, by: Person, at: datetime) -> Story:
    """Say that a message may run away: a story of its conversation opens at once, or the open one keeps it."""
    authority = require_authority(by, LISTEN, at=at)
    subject = Subject(conversation=message.conversation_id)
    office = office_of(by, at=at)
    story = next((one for one in open_stories() if subject_of(one) == subject), None)
    if story is None:
        story = _open(subject, by=by, at=at)
        body: dict[str, Json] = {"series": subject.name, "marked by hand": message.reference}
        _record("story opened", story, body, by=office, authority=str(authority), at=at)
    _line(story, f"{message.reference} was marked as fast-moving.", at=at, by=by, office=office)
    return story


def _open(subject: Subject, *, by: Person | None, at: datetime) -> Story:
    story = Story.objects.create(
        title=_title(subject)[:200],
        topic_id=subject.topic,
        source_id=subject.source,
        conversation_id=subject.conversation,
        begun_at=at,
        begun_by=by,
    )
    Told.objects.bulk_create(
        Told(story=story, person=office.person, office=str(office), next_at=at) for office in those_to_tell(at)
    )
    return story


def _title(subject: Subject) -> str:
    """What a story is called: by its topic, its thread or the place where it is."""
    if subject.topic is not None:
        return Topic.objects.get(id=subject.topic).name
    if subject.source is not None:
        return f"Messages on {Source.objects.get(id=subject.source).name}"
    if subject.conversation is not None:
        thread = Conversation.objects.select_related("source").get(id=subject.conversation)
        return thread.title or f"A conversation on {thread.source.name}"
    return "Messages from everywhere"


@transaction.atomic
def add_line(story: Story, words: str, *, by: Person, at: datetime) -> StoryNote:
    """Write a line into the timeline."""
    authority = require_authority(by, LISTEN, at=at)
    story = _locked(story)
    office = office_of(by, at=at)
    line = _line(story, words, at=at, by=by, office=office)
    _record("story noted", story, {"line": line.id, "words": line.words}, by=office, authority=str(authority), at=at)
    return line


@transaction.atomic
def begin_statement(story: Story, text: SavedText | None, *, by: Person, at: datetime) -> Post:
    """Begin a statement from saved words, or from none: a publication like every other, and a line in the timeline."""
    authority = require_authority(by, LISTEN, at=at)
    story = _locked(story)
    office = office_of(by, at=at)
    post = begin_post(by=by, at=at, content={"title": "", "text": text.text if text else ""})
    words = f"A statement was begun: {post.reference}" + (f", from “{text.title}”." if text else ".")
    _line(story, words, at=at, by=by, office=office, post=post)
    body: dict[str, Json] = {"post": post.reference, "saved text": text.id if text else None}
    _record("statement begun", story, body, by=office, authority=str(authority), at=at)
    return post


@transaction.atomic
def end_story(story: Story, words: str, *, by: Person, at: datetime) -> Story:
    """Say that it is over, and why. Everything about it stays to be read."""
    authority = require_authority(by, LISTEN, at=at)
    story = _locked(story)
    office = office_of(by, at=at)
    story.ended_at, story.ended_by, story.ended_words = at, by, words[:400]
    story.save(update_fields=["ended_at", "ended_by", "ended_words"])
    _line(story, f"It is over. {words}", at=at, by=by, office=office)
    _record("story ended", story, {"words": story.ended_words}, by=office, authority=str(authority), at=at)
    return story


def keep_told(told: Iterable[Told], story: Story, *, at: datetime) -> None:
    """Keep that the mail server took the emails to these: a line for each, and on the story when it was the last."""
    for one in told:
        _line(story, f"The {one.office} was told by email.", at=at)
        _record("story told", story, {"office": one.office}, by=SOFTWARE, authority="", at=at)
    if not Told.objects.filter(story=story, at__isnull=True).exists():
        Story.objects.filter(id=story.id).update(told_at=at)


def _locked(story: Story) -> Story:
    kept = Story.objects.select_for_update(no_key=True).get(id=story.id)
    if kept.ended_at is not None:
        raise Over
    return kept


def _line(
    story: Story, words: str, *, at: datetime, by: Person | None = None, office: str = "", post: Post | None = None
) -> StoryNote:
    return StoryNote.objects.create(story=story, at=at, words=words[:400], by=by, office=office, post=post)


def _record(kind: str, story: Story, body: Mapping[str, Json], *, by: str, authority: str, at: datetime) -> None:
    archive.record(kind, subject=f"story {story.id}", body=body, by=by, authority=authority, at=at)
