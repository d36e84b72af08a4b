"""Deliveries of an approved revision, minted with their keys before anything is tried."""

from datetime import datetime
from uuid import uuid4

from parishpump.channels.models import Channel
from parishpump.channels.queries import channels_in_use
from parishpump.publishing import lifecycle
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.clock import times
from parishpump.publishing.lifecycle import CORRECT, PUBLISH, SENT
from parishpump.publishing.models import Delivery, Revision


def send_out(revision: Revision, *, at: datetime) -> None:
    """Mint the deliveries of an approved revision: each with its key, before anything is tried."""
    stopped = Delivery.objects.filter(revision=revision, state=lifecycle.STOPPED)
    if stopped.update(state=lifecycle.WAITING, next_at=at, problem=""):
        ring(at)
        return
    already = _sent_before(revision)
    due = _times_of(revision, at)
    for channel in channels_in_use(revision.channel_ids):
        for older in already.get(channel.id, ()):
            _mint(revision, channel, CORRECT, older.occurrence, at, target=older)
        occurrences = enumerate(due) if not channel.is_noticeboard else [(0, due[0])]
        for number, moment in occurrences:
            if number not in {older.occurrence for older in already.get(channel.id, ())}:
                _mint(revision, channel, PUBLISH, number, moment)
    for gone in set(already) - set(revision.channel_ids):
        for older in already[gone]:
            _mint(revision, older.channel, lifecycle.WITHDRAW, older.occurrence, at, target=older)
    ring(min(due))


def _times_of(revision: Revision, at: datetime) -> list[datetime]:
    if revision.goes_out is None:
        return [at]
    return times(revision.goes_out_wall, revision.zone, revision.repeat, revision.repeat_until)


def _sent_before(revision: Revision) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    sent = Delivery.objects.filter(revision__post=revision.post, deed=PUBLISH, state=SENT).select_related("channel")
    for delivery in sent.exclude(revision=revision):
        found.setdefault(delivery.channel_id, []).append(delivery)
    return found


def _mint(
    revision: Revision, channel: Channel, deed: str, occurrence: int, due: datetime, *, target: Delivery | None = None
) -> Delivery:
    return Delivery.objects.create(
        revision=revision,
        channel=channel,
        deed=deed,
        occurrence=occurrence,
        target=target,
        key=uuid4().hex,
        due_at=due,
        next_at=due,
    )
