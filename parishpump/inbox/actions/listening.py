"""Reading what people say, so that a reader killed at any moment neither loses nor repeats a message.

In this order, each step safe to die after:

1. `take` leases the sources that are due, and commits. A lease that nobody concluded runs out.
2. `listen` asks the network. It touches no row, and no transaction is open.
3. `keep` takes in the batch together with the place up to where it was read: both or neither.
4. `conclude` writes down that the source was read, on what day, and when it is read again.

Whoever comes back after the lease ran out finds the source leased anew or concluded, and leaves it alone.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from parishpump.councils.tenancy import current_council_id
from parishpump.inbox.actions.capturing import catch
from parishpump.inbox.actions.ears import Reading, credentials_for, ear_of
from parishpump.inbox.actions.source_days import note_day
from parishpump.inbox.models import Arrival, Source
from parishpump.networks.contract import NetworkError, Receipt
from parishpump.networks.feed_watch import watched
from parishpump.networks.hearing import Batch, Gone, Heard, Listener
from parishpump.publishing.lifecycle import PUBLISH, SENT
from parishpump.publishing.models import Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
EVERY = {Source.CHANNEL: timedelta(minutes=5), Source.FEED: timedelta(minutes=15)}
LOOK_BACK = timedelta(days=30)
POSTS_WATCHED = 200
LOOKED_AT_AGAIN = 50  # the newest, and as many older ones in their turn
LONGEST_WAIT = timedelta(hours=2)
LONGEST_ASKED = timedelta(days=1)
WAIT_FOR_A_PERSON = timedelta(hours=1)
OUR_FAULT = "Something went wrong on our side. Nothing is lost: it is read again from where it stood."


@dataclass(frozen=True)
class Trouble:
    """Why a source could not be read: in words for a person, and how long it is left alone at least."""

    words: str
    wait: timedelta = timedelta()


@dataclass(frozen=True)
class Found:
    """What reading brought: a batch, what became of older messages, or trouble; trouble may come after a batch."""

    batch: Batch | None = None
    again: tuple[Heard | Gone, ...] = ()
    trouble: Trouble | None = None


@transaction.atomic
def take(*, at: datetime, most: int, busy: Collection[int] = ()) -> list[Reading]:
    """Lease up to `most` due sources of the council in scope that are not in `busy`: who waited longest comes first."""
    due = list(
        open_sources()
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .filter(next_at__lte=at, paused_at__isnull=True)
        .exclude(id__in=list(busy))
        .select_related("channel")
        .order_by("next_at", "id")[:most]
    )
    until = at + LEASE
    Source.objects.filter(id__in=[source.id for source in due]).update(next_at=until, tried_at=at)
    return [_reading(source, at, until) for source in due]


def open_sources() -> QuerySet[Source]:
    """The sources that a machine reads and that are not closed."""
    return Source.objects.filter(kind__in=sorted(Source.READ_BY_MACHINE), closed_at__isnull=True)


def _reading(source: Source, at: datetime, until: datetime) -> Reading:
    channel = source.channel
    return Reading(
        council_id=current_council_id(),
        source_id=source.id,
        network=channel.network if channel else "",
        credentials=credentials_for(channel) if channel else {},
        address=source.address,
        cursor=source.cursor,
        since=source.since,
        under=_our_posts(channel.id, at) if channel else (),
        again=_looked_at_again(source, at),
        until=until,
    )


def _our_posts(channel_id: int, at: datetime) -> tuple[Receipt, ...]:
    """Where our posts of the last 30 days stand on a channel, the newest first."""
    sent = Delivery.objects.filter(
        channel_id=channel_id, deed=PUBLISH, state=SENT, settled_at__gte=at - LOOK_BACK
    ).order_by("-settled_at")
    return tuple(Receipt(*row) for row in sent.values_list("reference", "address")[:POSTS_WATCHED])


def _looked_at_again(source: Source, at: datetime) -> list[str]:
    """The newest messages, which change most, and in their turn those before them, back to 30 days."""
    recent = Arrival.objects.filter(source=source, at__gte=at - LOOK_BACK, message__gone_at__isnull=True)
    newest = list(recent.order_by("-id").values_list("id", "key")[:LOOKED_AT_AGAIN])
    if not newest:
        return []
    older = recent.filter(id__lt=newest[-1][0])
    turn = older.filter(id__gt=source.again_after).order_by("id") if source.again_after else older.order_by("id")
    rows = list(turn.values_list("id", "key")[:LOOKED_AT_AGAIN])
    Source.objects.filter(id=source.id).update(again_after=rows[-1][0] if len(rows) == LOOKED_AT_AGAIN else 0)
    return [key for _, key in (*newest, *rows)]


def listen(reading: Reading, *, opened: Callable[[Reading], Listener] = ear_of) -> Found:
    """Ask the network: the next messages, and at the end of them what became of older ones. Raises nothing."""
    batch = None
    try:
        ear = opened(reading)
        batch = ear.listen(reading.cursor, since=reading.since, under=reading.under)
        again = () if batch.more or not reading.again else ear.look_again(reading.again)
        return Found(batch, again)
    except NetworkError as error:
        return Found(batch, trouble=_trouble(error))
    except Exception:
        log.exception("Reading source %s failed in our own code.", reading.source_id)
        return Found(batch, trouble=Trouble(OUR_FAULT))


def _trouble(error: NetworkError) -> Trouble:
    detail = (error.detail or "It did not answer as it should.").strip()
    if error.reason == "sign-in refused":
        return Trouble(f"It does not let us in: {detail} Renew the sign-in on the channel’s page.", WAIT_FOR_A_PERSON)
    if error.retry_after is not None:
        asked = min(timedelta(seconds=max(error.retry_after, 0)), LONGEST_ASKED)
        return Trouble(f"It asked us to wait: {detail}", asked)
    return Trouble(detail, WAIT_FOR_A_PERSON if error.permanent else timedelta())


def finish(reading: Reading, found: Found, *, at: datetime) -> bool:
    """Keep what was found and conclude; whether there is more to be read at once. What cannot be kept is trouble."""
    try:
        if found.batch is not None:
            keep(reading, found.batch, at=at)
        if found.again:
            keep_changes(reading, found.again, at=at)
    except Exception:
        log.exception("What source %s brought could not be kept.", reading.source_id)
        return conclude(reading, Found(trouble=Trouble(OUR_FAULT)), at=at)
    return conclude(reading, found, at=at)


@transaction.atomic
def keep(reading: Reading, batch: Batch, *, at: datetime) -> None:
    """Take in a batch with the place up to where it was read; nothing where the lease is somebody else's by now."""
    source = _still_ours(reading)
    if source is not None:
        catch(source, _wanted(source, batch.heard), cursor=batch.cursor, at=at)


def _wanted(source: Source, heard: Sequence[Heard]) -> list[Heard]:
    """What says one of the words that are watched for; and what we know already, for it may have changed."""
    if not source.watch_words:
        return list(heard)
    known = Arrival.objects.filter(source=source, key__in=[one.key for one in heard])
    keys = set(known.values_list("key", flat=True))
    return [one for one in heard if one.key in keys or watched(one, source.watch_words)]


@transaction.atomic
def keep_changes(reading: Reading, changes: Sequence[Heard | Gone], *, at: datetime) -> None:
    """Take in what became of messages that we know; what is new in it comes by the next reading."""
    source = _still_ours(reading)
    if source is None:
        return
    asked = set(reading.again)
    catch(source, [one for one in changes if one.key in asked], cursor=None, at=at)


@transaction.atomic
def conclude(reading: Reading, found: Found, *, at: datetime) -> bool:
    """Write down that the source was read, or since when it fails; whether there is more to be read at once."""
    source = _still_ours(reading)
    if source is None:
        return False
    more = found.batch is not None and found.batch.more and found.trouble is None
    if found.trouble is not None:
        source.tries += 1
        source.failing_since = source.failing_since or at
        source.problem = found.trouble.words[:400]
        source.next_at = at + max(backed_off(source.kind, source.tries), found.trouble.wait)
    else:
        source.tries, source.failing_since, source.problem = 0, None, ""
        source.read_at = source.read_at if more else at
        source.next_at = at if more else at + EVERY[source.kind]
    source.save(update_fields=["tries", "failing_since", "problem", "read_at", "next_at"])
    note_day(source, failed=found.trouble is not None, at=at)
    return more


def backed_off(kind: str, tries: int) -> timedelta:
    """How long a source is left alone after failing that often in a row: each time twice as long, two hours at most."""
    doubled: int = 2 ** min(tries - 1, 10)
    return min(EVERY[kind] * doubled, LONGEST_WAIT)


def _still_ours(reading: Reading) -> Source | None:
    """The source, locked, while this reading's lease stands; None where it ran out, or somebody closed or paused it."""
    return (
        open_sources()
        .select_for_update(of=("self",), no_key=True)
        .filter(id=reading.source_id, next_at=reading.until, paused_at__isnull=True)
        .first()
    )
