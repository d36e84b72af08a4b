"""The only door through which a post leaves the council.

In this order, each step safe to die after:

1. `claim` checks the authority behind each due delivery, writes an `Attempt` with the frozen payload, and commits.
2. `send` makes the one call. It touches no row.
3. `conclude` writes down what came of it.

Who revokes, withdraws or pauses after the claim comes too late for that one call: a few milliseconds as a rule, and
never more than START_WITHIN, after which the call is not made.

A claim that was never concluded becomes `unknown` after LEASE, and what is unknown is settled by reading the network
back, never by sending again blind: see settling.py.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from parishpump.channels.models import Channel
from parishpump.councils.queries import this_council
from parishpump.networks.contract import Network, NetworkError, Receipt
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.actions.consigning import (
    LEASE,
    Consignment,
    Outcome,
    Sent,
    consignments_of,
    mark_sent,
    network_of,
    note,
    outcome_of,
    payload_of,
)
from parishpump.publishing.clock import DECIDE_WITHIN, retry_after
from parishpump.publishing.lifecycle import (
    APPROVED,
    CORRECT,
    HELD,
    PUBLISH,
    REJECTED,
    SENDING,
    STOPPED,
    SUBMITTED,
    UNKNOWN,
    WAITING,
    WITHDRAW,
)
from parishpump.publishing.models import Attempt, Delivery, Post
from parishpump.publishing.queries.leave import Gate, Leave, is_paused
from parishpump.publishing.queries.revisions import public_address

GIVE_UP_AFTER = timedelta(days=3)
# A channel that asked us to wait, or did not answer, is left alone for at most this long.
LONGEST_QUIET = timedelta(minutes=15)

Cleared = tuple[Delivery, Leave]


@transaction.atomic
def claim(*, at: datetime, most: int, busy: Collection[int] = ()) -> list[Consignment]:
    """Take up to `most` due deliveries of the council in scope, on channels not in `busy`, and write down each attempt.

    What the noticeboard shows is published in this very transaction: it is our own page.
    """
    if is_paused():
        return []
    due = _due(at, most, busy)
    gate = Gate(due, at=at)
    pinned: list[Cleared] = []
    going: list[Cleared] = []
    for delivery in due:
        leave = gate.leave_for(delivery)
        if leave.answer != "go":
            _turn_back(delivery, leave, at)
        elif delivery.channel.is_noticeboard:
            pinned.append((delivery, leave))
        elif not _wait_for_others(delivery, {one.revision.post_id for one, _ in pinned}, at):
            going.append((delivery, leave))
    _pin_up(pinned, at)
    return consignments_of(_begin(going, at))


def _due(at: datetime, most: int, busy: Collection[int]) -> list[Delivery]:
    """The first that are due, locked; then all that sending them needs.

    Nothing is joined: before PostgreSQL has counted the tables, joining a few rows of a thousand that came due at once
    took it over a second.
    """
    first = (
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=WAITING, next_at__lte=at)
        .filter(Q(channel__quiet_until__isnull=True) | Q(channel__quiet_until__lte=at))
        .exclude(channel_id__in=list(busy))
        .exclude(channel__network__endswith="by hand")
        .order_by("next_at", "id")[:most]  # the noticeboard's has the lowest id of its post's
    )
    taken = list(first.values_list("id", flat=True))
    found = Delivery.objects.filter(id__in=taken).prefetch_related("channel", "revision__post", "target")
    return list(found.order_by("next_at", "id")) if taken else []


def _turn_back(delivery: Delivery, leave: Leave, at: datetime) -> None:
    """Not now: hold it for a person, or stop it because nothing carries it any more. Said on the record."""
    delivery.state = HELD if leave.answer == "hold" else STOPPED
    delivery.problem, delivery.settled_at = leave.because, at
    delivery.save(update_fields=["state", "problem", "settled_at"])
    revision = delivery.revision
    if leave.ask_again and revision.stage == APPROVED:
        revision.stage, revision.decide_by = SUBMITTED, at + DECIDE_WITHIN
        revision.save(update_fields=["stage", "decide_by"])
    note(f"delivery {delivery.state}", delivery, at, because=leave.because)


def _wait_for_others(delivery: Delivery, pinned: Collection[int], at: datetime) -> bool:
    """The noticeboard comes first, and what is to be changed or taken down must be known to be there."""
    post, target = delivery.revision.post, delivery.target
    is_notice = not post.is_answer
    if delivery.deed == PUBLISH and is_notice and post.published_at is None and post.id not in pinned:
        return _wait(delivery, at + timedelta(seconds=1), "It waits for the noticeboard, which comes first.")
    if target is not None and target.state in (SENDING, UNKNOWN):
        return _wait(delivery, at + timedelta(seconds=5), "It waits until we know what became of the post.")
    return False


def _wait(delivery: Delivery, until: datetime, why: str) -> bool:
    delivery.next_at, delivery.problem = until, why
    delivery.save(update_fields=["next_at", "problem"])
    return True


def _pin_up(cleared: Sequence[Cleared], at: datetime) -> None:
    """Publish on the council's own noticeboard: the page shows the revision from this commit on."""
    if not cleared:
        return
    for delivery, _ in cleared:
        post = delivery.revision.post
        if delivery.deed != WITHDRAW:
            post.public, post.published_at = delivery.revision, post.published_at or at
    Post.objects.bulk_update([delivery.revision.post for delivery, _ in cleared], ["public", "published_at"])
    attempts = _attempt(cleared, at, ended_at=at, outcome="accepted")
    mark_sent([Sent(one.delivery, _pinned(one.delivery), one.payload) for one in attempts], at)


def _pinned(delivery: Delivery) -> Receipt:
    post = delivery.revision.post
    return Receipt(post.reference, public_address(post, this_council()))


def _begin(cleared: Sequence[Cleared], at: datetime) -> list[Attempt]:
    """Write down, before any call, that each is about to be made."""
    attempts = _attempt(cleared, at)
    Delivery.objects.filter(id__in=[delivery.id for delivery, _ in cleared]).update(
        state=SENDING, next_at=at + LEASE, problem=""
    )
    return attempts


def _attempt(
    cleared: Sequence[Cleared], at: datetime, *, ended_at: datetime | None = None, outcome: str = ""
) -> list[Attempt]:
    for delivery, _ in cleared:
        delivery.tries += 1
    Delivery.objects.filter(id__in=[delivery.id for delivery, _ in cleared]).update(tries=F("tries") + 1)
    return Attempt.objects.bulk_create(
        Attempt(
            delivery=delivery,
            number=delivery.tries,
            payload=payload_of(delivery, leave),
            started_at=at,
            ended_at=ended_at,
            outcome=outcome,
        )
        for delivery, leave in cleared
    )


def send(
    consignment: Consignment, *, now: Callable[[], datetime], opened: Callable[[Consignment], Network] = network_of
) -> Outcome:
    """Make the one call. Anything that is not a clear answer is `not known`. `opened` gives the network's client."""
    if now() > consignment.start_by:
        return Outcome("not sent", problem="We could not start in time, so nothing was sent.")
    try:
        return Outcome("accepted", receipt=_call(opened(consignment), consignment))
    except NetworkError as error:
        return outcome_of(error)


def _call(network: Network, consignment: Consignment) -> Receipt:
    if consignment.deed == PUBLISH:
        return network.publish(consignment.parcel)
    if consignment.receipt is None:
        raise NetworkError(
            permanent=True,
            outcome_known=True,
            reason="refused",
            detail="Nothing is known of the post that this is about.",
        )
    if consignment.deed == CORRECT:
        return network.edit(consignment.receipt, consignment.parcel)
    network.withdraw(consignment.receipt)
    return consignment.receipt


@transaction.atomic
def conclude(answers: Sequence[tuple[Consignment, Outcome]], *, at: datetime) -> list[Delivery]:
    """Write down what came of these attempts, however late the answers came."""
    attempts = (
        Attempt.objects.select_for_update(of=("self", "delivery"))
        .filter(id__in=[consignment.attempt_id for consignment, _ in answers])
        .select_related("delivery")
        .prefetch_related("delivery__channel", "delivery__revision__post")
        .order_by("id")
        .in_bulk()
    )
    sent = []
    for consignment, outcome in answers:
        attempt = attempts[consignment.attempt_id]
        if outcome.receipt is not None:
            sent.append(Sent(attempt.delivery, outcome.receipt, attempt.payload))
        else:
            _end(attempt, outcome, at)
    accepted = [consignment.attempt_id for consignment, outcome in answers if outcome.receipt is not None]
    Attempt.objects.filter(id__in=accepted).update(ended_at=at, outcome="accepted")
    mark_sent(sent, at)
    return [attempt.delivery for attempt in attempts.values()]


def _end(attempt: Attempt, outcome: Outcome, at: datetime) -> None:
    attempt.ended_at, attempt.outcome, attempt.problem = at, outcome.result, outcome.problem[:400]
    attempt.save(update_fields=["ended_at", "outcome", "problem"])
    delivery = attempt.delivery
    if delivery.state == SENDING and attempt.number == delivery.tries:
        _not_sent(delivery, outcome, at)
        delivery.save(update_fields=["state", "next_at", "problem", "settled_at"])


def _not_sent(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    delivery.problem = outcome.problem[:400]
    wait = outcome.wait or retry_after(delivery.tries)
    if outcome.result == "refused" or (outcome.result == "not sent" and at - delivery.due_at > GIVE_UP_AFTER):
        delivery.state, delivery.settled_at = REJECTED, at
        note("delivery rejected", delivery, at, because=delivery.problem)
        return
    delivery.state = UNKNOWN if outcome.result == "not known" else WAITING
    delivery.next_at = at + (LEASE if delivery.state == UNKNOWN else wait)
    Channel.objects.filter(id=delivery.channel_id).update(quiet_until=at + min(wait, LONGEST_QUIET))
    ring(delivery.next_at)


def deliver(*, now: Callable[[], datetime], most: int = 100) -> list[Delivery]:
    """Send all that is due in the council in scope, one after another. The courier does the same side by side."""
    answers = [(consignment, send(consignment, now=now)) for consignment in claim(at=now(), most=most)]
    return conclude(answers, at=now()) if answers else []
