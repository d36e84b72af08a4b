"""Taking in what was said: every message once, in every version, as it was received.

A batch and the place up to where it was read are kept in one transaction, so that a reader killed at any moment has
either taken a batch or not: it never skips, and what it reads again it knows by its key.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from hashlib import sha256
from operator import or_

from django.db import transaction
from django.db.models import Max, Q

from parishpump.archive import actions as archive
from parishpump.archive.models import Blob
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.display import harmless
from parishpump.inbox.duties import duties_in
from parishpump.inbox.likeness import sketch_of
from parishpump.inbox.models import Arrival, Conversation, Message, Source, Version
from parishpump.inbox.queries.care import in_whose_hands
from parishpump.networks.hearing import Attachment, Gone, Heard
from parishpump.networks.mailbox_text import forwards, new_words_end
from parishpump.people.models import Person
from parishpump.policy.triage.reading import triaged
from parishpump.policy.triage.suggestions import Reason, Suggestion
from parishpump.policy.triage.topics import services
from parishpump.publishing.models import Delivery, Post

# What suggestions are made from: a hostile megabyte would hold everybody up for seconds. All of it is kept.
MOST_READ = 100_000  # characters
MOST_KEY, MOST_MARK, MOST_TITLE = 600, 200, 200  # characters
MAILBOX = "mailbox"  # its key in networks.registry


@dataclass(frozen=True)
class Logged:
    """Who typed a message in, and as what it came: telephone, desk, letter, group."""

    by: Person
    office: str
    route: str


@dataclass(frozen=True)
class Caught:
    """What came of a batch: messages that are new, and those that changed or went."""

    new: tuple[Message, ...]
    changed: tuple[Message, ...]


@transaction.atomic
def catch(
    source: Source, said: Sequence[Heard | Gone], *, cursor: str | None, at: datetime, logged: Logged | None = None
) -> Caught:
    """Take in one batch of a source, oldest first, and remember up to where it was read.

    cursor: The network's place after this batch; None leaves it as it is.
    at: When the batch reached us; a message's own time is kept beside it.
    """
    source = Source.objects.select_for_update(no_key=True).get(id=source.id)
    heard = _once(one for one in said if isinstance(one, Heard))
    gone = [_short(one.key) for one in said if isinstance(one, Gone)]
    known = _arrivals(source, [one.key for one in heard] + gone)
    # What changed comes first: whoever decides about a message holds it before they ask for the next number, as here.
    changed = [_change(known[one.key], one, at) for one in heard if _is_other(one, known)]
    left = [_leave(known[key], at) for key in gone if key in known and known[key].message.gone_at is None]
    ours = _our_own(source, [one.key for one in heard])
    fresh = [one for one in heard if one.key not in known and one.key not in ours]
    elsewhere = _by_another_route(source, fresh)
    new = _begin(source, [one for one in fresh if one.key not in elsewhere], at, logged)
    _arrive(source, fresh, {**elsewhere, **{message.key: message for message in new}}, at)
    if cursor is not None:
        source.cursor = cursor
        source.save(update_fields=["cursor"])
    return Caught(tuple(new), (*changed, *left))


def _once(heard: Iterable[Heard]) -> list[Heard]:
    """Each key once, in its last version, at the place where it first came."""
    latest = {one.key: one for one in map(_with_short_keys, heard)}
    return list(latest.values())


def _with_short_keys(one: Heard) -> Heard:
    thread = _short(one.thread or one.key)
    return replace(one, key=_short(one.key), thread=thread, answers=_short(one.answers))


def _short(key: str) -> str:
    """A key that fits: whoever makes names of a kilobyte has them shortened to their hash."""
    key = clean(key)
    return key if len(key) <= MOST_KEY else f"sha256:{_digest(key)}"


def _arrivals(source: Source, keys: Collection[str]) -> dict[str, Arrival]:
    found = Arrival.objects.filter(source=source, key__in=list(keys))
    return {one.key: one for one in found.select_related("message")}


def _is_other(one: Heard, known: dict[str, Arrival]) -> bool:
    arrival = known.get(one.key)
    return arrival is not None and (arrival.mark != _mark(one) or arrival.message.gone_at is not None)


def _our_own(source: Source, keys: Collection[str]) -> set[str]:
    """What we said there ourselves is no message to us."""
    if source.channel_id is None:
        return set()
    sent = Delivery.objects.filter(channel_id=source.channel_id, reference__in=list(keys))
    return set(sent.values_list("reference", flat=True))


def _by_another_route(source: Source, heard: Collection[Heard]) -> dict[str, Message]:
    """Messages that another source brought already, by the network's own lasting name of them.

    A feed names its items as it likes: what one says is never taken for what a network says.
    """
    lasting = [one.key for one in heard if _lasts(one.key)]
    found = Arrival.objects.filter(key__in=lasting).exclude(source=source).select_related("message")
    if source.kind != Source.FEED:
        found = found.exclude(source__kind=Source.FEED)
    return {one.key: one.message for one in found}


def _lasts(key: str) -> bool:
    """Whether a key means the same in every source: at:// names, addresses on the web, Message-IDs."""
    return "://" in key or (key.startswith("<") and "@" in key)


def _begin(source: Source, heard: Sequence[Heard], at: datetime, logged: Logged | None) -> list[Message]:
    if not heard:
        return []
    conversations = _conversations(source, heard)
    number = _last_number()
    messages = [
        _message(source, one, conversations[one.thread], number + place, at, logged)
        for place, one in enumerate(heard, start=1)
    ]
    _give_to_whoever_deals_with_them(messages)
    Message.objects.bulk_create(messages)
    _tie_answers(source, heard, messages)
    first = [(message, one, 1) for message, one in zip(messages, heard, strict=True)]
    archive.record_all(_versions(first, Version.RECEIVED, at, by=logged.office if logged else "Parish Pump"))
    return messages


def _give_to_whoever_deals_with_them(messages: Sequence[Message]) -> None:
    """Whom somebody handed over after abuse is another's from the first moment (clause INT-12)."""
    hands = in_whose_hands(message.handle for message in messages)
    for message in messages:
        message.assigned_to_id = hands.get(message.handle)


def _last_number() -> int:
    """The last number given; no other message gets one until this transaction ends."""
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())
    last: int | None = Message.objects.aggregate(last=Max("number"))["last"]
    return last or 0


def _conversations(source: Source, heard: Sequence[Heard]) -> dict[str, Conversation]:
    first = {one.thread: one for one in reversed(heard)}
    posts = _posts_above(source, first)
    Conversation.objects.bulk_create(
        (
            Conversation(
                source=source,
                key=key,
                title=_title(one, posts.get(key)),
                address=clean(one.address)[:600] if one.key == key else "",
                post=posts.get(key),
                begun_at=one.written_at,
            )
            for key, one in first.items()
        ),
        ignore_conflicts=True,
    )
    return {one.key: one for one in Conversation.objects.filter(source=source, key__in=list(first))}


def _title(one: Heard, post: Post | None) -> str:
    """What a thread is about, as it can be shown: its own subject, or what stands above it."""
    said = one.title or (str(post.public) if post and post.public else "")
    return clean(harmless(said[: 2 * MOST_TITLE]))[:MOST_TITLE]


def _posts_above(source: Source, threads: Iterable[str]) -> dict[str, Post]:
    if source.channel_id is None:
        return {}
    sent = Delivery.objects.filter(channel_id=source.channel_id, reference__in=list(threads))
    return {one.reference: one.revision.post for one in sent.select_related("revision__post__public")}


def _message(
    source: Source, one: Heard, conversation: Conversation, number: int, at: datetime, logged: Logged | None
) -> Message:
    message = Message(
        number=number,
        conversation=conversation,
        source=source,
        key=one.key,
        route=logged.route if logged else _route(source, one),
        author=clean(one.author)[:200],
        handle=clean(one.to or one.handle)[:320],
        address=clean(one.address)[:600],
        public=one.public,
        received_at=one.written_at if logged else min(one.written_at, at),
        logged_at=at,
        logged_by=logged.by if logged else None,
    )
    _read(message, one)
    return message


def _route(source: Source, one: Heard) -> str:
    """How it came, in a word of ours: a private message to a mailbox is an email."""
    if source.kind == Source.ASK:
        return "our own form"
    if one.kind == "message" and source.channel is not None and source.channel.network == MAILBOX:
        return "email"
    return one.kind


def _read(message: Message, one: Heard) -> None:
    """Put the words of this version into the message, with what they suggest."""
    message.title, message.text = clean(one.title)[:300], clean(one.text)
    message.fingerprint = sha256(one.raw).hexdigest()
    new = _new_words(message)
    words = (f"{message.title}\n{new}" if message.title else new)[:MOST_READ]
    suggestion: Suggestion = triaged(words, has_address="@" in message.handle)
    message.labels, message.duties = list(suggestion.labels), duties_in(suggestion.duty, suggestion.labels)
    message.language = suggestion.language[:8]
    message.services = [one.id for one in services(words)]
    message.reasons = [_as_json(reason) for reason in suggestion.reasons]
    message.sketch = sketch_of(words)


def _new_words(message: Message) -> str:
    """What of it is to be read: all, but for older messages below an answer in a thread that we know.

    Our own thanks, quoted, are no praise. What is forwarded, or quoted from a thread unknown to us, may be a request.
    """
    thread = message.conversation
    is_known = thread.post_id is not None or thread.begun_at < message.received_at
    end = new_words_end(message.text)
    return message.text[:end] if is_known and not forwards(message.text[end:]) else message.text


def _as_json(reason: Reason) -> dict[str, str | int]:
    return {"label": reason.label, "words": reason.words, "start": reason.start, "end": reason.end}


def clean(text: str) -> str:
    """PostgreSQL keeps no NUL, and no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _tie_answers(source: Source, heard: Sequence[Heard], messages: Sequence[Message]) -> None:
    """Point each message at the one that it answers, where that one was heard too."""
    wanted = {one.answers for one in heard if one.answers}
    if not wanted:
        return
    above = {_asked_for(key): message for key, message in _named(source, wanted)}
    above |= {_asked_for(message.key): message for message in messages}
    tied = []
    for message, one in zip(messages, heard, strict=True):
        found = above.get(one.answers)
        if found is not None and found is not message:
            message.answers = found
            tied.append(message)
    Message.objects.bulk_update(tied, ["answers"])


def _named(source: Source, wanted: Collection[str]) -> list[tuple[str, Message]]:
    """The messages of these names. An email is known by Message-ID and digest, and answered by the first."""
    letters = [Q(key__startswith=f"{name} ") for name in wanted if name.startswith("<")]
    found = Arrival.objects.filter(reduce(or_, letters, Q(key__in=list(wanted))), source=source)
    return [(one.key, one.message) for one in found.select_related("message").order_by("id")]


def _asked_for(key: str) -> str:
    return key.partition(" ")[0] if key.startswith("<") else key


def _mark(one: Heard) -> str:
    version = clean(one.version)
    return version if len(version) <= MOST_MARK else _digest(version)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _versions(said: Sequence[tuple[Message, Heard, int]], what: str, at: datetime, *, by: str) -> list[archive.Entry]:
    """Keep a version of each with its bytes, and give what the record says of it: hashes, and no personal data."""
    blobs = iter(archive.capture_all([bytes_ for _, one, _ in said for bytes_ in _bytes_of(one)]))
    versions, entries = [], []
    for message, one, number in said:
        raw = next(blobs)
        attached = [(kept, next(blobs) if kept.content else None) for kept in one.attachments]
        versions.append(
            Version(
                message=message,
                number=number,
                what=what,
                mark=_mark(one),
                title=message.title,
                text=message.text,
                sha256=raw.sha256,
                attachments=[_attachment_facts(kept, blob) for kept, blob in attached],
                written_at=one.written_at,
                seen_at=at,
            )
        )
        entries.append(_entry(message, one, versions[-1], [raw, *(blob for _, blob in attached if blob)], by=by))
    Version.objects.bulk_create(versions)
    return entries


def _bytes_of(one: Heard) -> list[tuple[bytes, str]]:
    """What was received, and what was attached to it, with their media types."""
    attached = [(kept.content, kept.media_type[:120]) for kept in one.attachments if kept.content]
    return [(one.raw, one.media_type[:120]), *attached]


def _entry(message: Message, one: Heard, version: Version, blobs: Sequence[Blob], *, by: str) -> archive.Entry:
    return archive.Entry(
        f"message {version.what}",
        subject=f"message {message.reference}",
        body={
            "source": message.source.name,
            "route": message.route,
            "version": version.number,
            "received at": message.received_at.isoformat(),
            "written at": one.written_at.isoformat(),
            "suggested": [*message.labels],
            "duties": [*message.duties],
        },
        by=by,
        authority="",
        at=version.seen_at,
        blobs=blobs,
    )


def _attachment_facts(one: Attachment, kept: Blob | None) -> dict[str, str]:
    facts = {"name": clean(one.name)[:200], "media_type": one.media_type[:120]}
    return {**facts, "sha256": kept.sha256} if kept else {**facts, "address": one.address[:600]}


def _arrive(source: Source, heard: Iterable[Heard], messages: dict[str, Message], at: datetime) -> None:
    Arrival.objects.bulk_create(
        Arrival(source=source, key=one.key, mark=_mark(one), message=messages[one.key], at=at) for one in heard
    )


def _change(arrival: Arrival, one: Heard, at: datetime) -> Message:
    """The same message in other words. Where they bring a legal duty, a closed message is open again."""
    message = Message.objects.select_for_update(no_key=True).get(id=arrival.message_id)
    arrival.mark = _mark(one)
    arrival.save(update_fields=["mark"])
    had = set(message.duties)
    _read(message, one)
    message.changed_at, message.gone_at = at, None
    if set(message.duties) - had:
        message.closed_at, message.outcome, message.duty_settled = None, "", False
    message.save()
    archive.record_all(_versions([(message, one, _next_version(message))], Version.EDITED, at, by="Parish Pump"))
    return message


def _leave(arrival: Arrival, at: datetime) -> Message:
    """Its writer took it away. What was received stays received."""
    message = Message.objects.select_for_update(no_key=True).get(id=arrival.message_id)
    message.gone_at = at
    message.save(update_fields=["gone_at"])
    number = _next_version(message)
    Version.objects.create(message=message, number=number, what=Version.DELETED, mark="", seen_at=at)
    archive.record(
        "message deleted by its writer",
        subject=f"message {message.reference}",
        body={"source": message.source.name, "version": number},
        by="Parish Pump",
        authority="",
        at=at,
    )
    return message


def _next_version(message: Message) -> int:
    last: int | None = Version.objects.filter(message=message).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
