"""Where the council listens: opening, resting and closing a source. Each step is on the record."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from parishpump.archive import actions as archive
from parishpump.channels.models import Channel
from parishpump.channels.queries import channels_open
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.ears import can_listen
from parishpump.inbox.models import Source
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import LISTEN
from parishpump.people.queries import require_authority

FIRST_LOOK_BACK = timedelta(days=30)
MOST_WORDS, LONGEST_WORD = 50, 80
OWN_NAMES = {
    Source.ASK: "Ask the council",
    Source.TYPED: "Telephone, desk and letter",
    Source.NOTEBOOK: "Village groups",
}


class AlreadyFollowed(ValueError):
    """A feed with this address is followed already."""


class NotSo(ValueError):
    """The source is closed, or rests, or does not: the message says which."""


@transaction.atomic
def ensure_sources(*, at: datetime) -> None:
    """Let every open channel that can be read be read, and close what belongs to a closed one. Safe to repeat."""
    _close_with_their_channels(at)
    _try_again_with_new_sign_ins(at)
    known = Source.objects.filter(channel__isnull=False, closed_at__isnull=True).values_list("channel_id", flat=True)
    wanted = [one for one in channels_open().exclude(id__in=list(known)) if can_listen(one.network)]
    if not wanted:
        return
    _take_turns()
    for channel in wanted:
        if not Source.objects.filter(channel=channel, closed_at__isnull=True).exists():
            _open_channel(channel, at)


def _take_turns() -> None:
    """One at a time, until the transaction ends."""
    Council.objects.select_for_update(no_key=True).get(id=current_council_id())


def _open_channel(channel: Channel, at: datetime) -> None:
    source = Source.objects.create(
        kind=Source.CHANNEL,
        name=channel.name,
        channel=channel,
        address=channel.address,
        # Letters and comments are told by the whole second: what came within this one is not before it.
        since=max(channel.opened_at, at - FIRST_LOOK_BACK).replace(microsecond=0),
        next_at=at,
        opened_at=at,
    )
    _record("source opened", source, by="Parish Pump", at=at)


def _close_with_their_channels(at: datetime) -> None:
    gone = Source.objects.filter(closed_at__isnull=True, channel__closed_at__isnull=False).select_for_update(
        of=("self",)
    )
    for source in gone:
        _close(source, "The channel was closed.", by="Parish Pump", authority="", at=at)


def _try_again_with_new_sign_ins(at: datetime) -> None:
    """Somebody renewed the sign-in of a channel that did not let us in: it is tried at once."""
    Source.objects.filter(
        failing_since__isnull=False,
        closed_at__isnull=True,
        next_at__gt=at,
        channel__credentials__stored_at__gt=F("tried_at"),
    ).update(next_at=at)


def own_source(kind: str, *, at: datetime) -> Source:
    """Our own form, the typed-in and the notebook: each is there from its first message on."""
    found = Source.objects.filter(kind=kind, closed_at__isnull=True).first()
    return found or _open_own(kind, at)


@transaction.atomic
def _open_own(kind: str, at: datetime) -> Source:
    _take_turns()
    found = Source.objects.filter(kind=kind, closed_at__isnull=True).first()
    if found is None:
        found = Source.objects.create(kind=kind, name=OWN_NAMES[kind], since=at, next_at=at, opened_at=at)
        _record("source opened", found, by="Parish Pump", at=at)
    return found


@transaction.atomic
def follow_feed(name: str, address: str, *, words: Iterable[str], by: Person, at: datetime) -> Source:
    """Follow somebody else's feed; with `words`, only what has one of them.

    Raises:
        AlreadyFollowed
    """
    authority = require_authority(by, LISTEN, at=at)
    _take_turns()
    if Source.objects.filter(kind=Source.FEED, address=address, closed_at__isnull=True).exists():
        raise AlreadyFollowed
    source = Source.objects.create(
        kind=Source.FEED,
        name=name,
        address=address,
        watch_words=_tidy(words),
        since=at - FIRST_LOOK_BACK,
        next_at=at,
        opened_at=at,
        opened_by=by,
    )
    _record("source opened", source, by=office_of(by, at=at), authority=str(authority), at=at)
    return source


@transaction.atomic
def watch_for(source: Source, *, words: Iterable[str], by: Person, at: datetime) -> Source:
    """Take from now on only what has one of these words; without any, everything."""
    authority = require_authority(by, LISTEN, at=at)
    source = _open_one(source)
    source.watch_words = _tidy(words)
    source.save(update_fields=["watch_words"])
    _record("source watched", source, by=office_of(by, at=at), authority=str(authority), at=at)
    return source


@transaction.atomic
def pause_source(source: Source, *, reason: str, by: Person, at: datetime) -> Source:
    """Let a source rest. It is read on from where it stood when the rest ends.

    Raises:
        NotSo
    """
    authority = require_authority(by, LISTEN, at=at)
    source = _open_one(source)
    if source.paused_at is not None:
        raise NotSo("It rests already.")
    source.paused_at, source.paused_because = at, reason
    source.save(update_fields=["paused_at", "paused_because"])
    _record("source paused", source, by=office_of(by, at=at), authority=str(authority), at=at, reason=reason)
    return source


@transaction.atomic
def resume_source(source: Source, *, by: Person, at: datetime) -> Source:
    """End the rest, or try at once what was to be tried later.

    Raises:
        NotSo
    """
    authority = require_authority(by, LISTEN, at=at)
    source = _open_one(source)
    rested = source.paused_at is not None
    source.paused_at, source.paused_because, source.next_at = None, "", at
    source.save(update_fields=["paused_at", "paused_because", "next_at"])
    if rested:
        _record("source resumed", source, by=office_of(by, at=at), authority=str(authority), at=at)
    return source


@transaction.atomic
def close_source(source: Source, *, reason: str, by: Person, at: datetime) -> Source:
    """Stop listening to somebody else's feed. What was received stays.

    Raises:
        NotSo: it is closed, or belongs to us: a channel is closed in the register of channels.
    """
    authority = require_authority(by, LISTEN, at=at)
    source = _open_one(source)
    if source.kind != Source.FEED:
        raise NotSo("It is one of the council’s own. A channel is closed in the register of channels.")
    _close(source, reason, by=office_of(by, at=at), authority=str(authority), at=at)
    return source


def _open_one(source: Source) -> Source:
    source = Source.objects.select_for_update(of=("self",), no_key=True).get(id=source.id)
    if source.closed_at is not None:
        raise NotSo("It is closed already.")
    return source


def _close(source: Source, reason: str, *, by: str, authority: str, at: datetime) -> None:
    source.closed_at, source.closed_because = at, reason
    source.save(update_fields=["closed_at", "closed_because"])
    _record("source closed", source, by=by, authority=authority, at=at, reason=reason)


def _tidy(words: Iterable[str]) -> list[str]:
    tidied = (" ".join(word.split())[:LONGEST_WORD] for word in words)
    return list(dict.fromkeys(word for word in tidied if word))[:MOST_WORDS]


def _record(kind: str, source: Source, *, by: str, at: datetime, authority: str = "", reason: str = "") -> None:
    archive.record(
        kind,
        subject=f"source {source.id}",
        body={
            "name": source.name,
            "kind": source.kind,
            "address": source.address,
            "watched for": list(source.watch_words),
            "reason": reason,
        },
        by=by,
        authority=authority,
        at=at,
    )
