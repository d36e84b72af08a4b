"""The only door through which a post leaves the council.

In this order, each step safe to die after:

1. `claim` checks the authority behind each due delivery, writes an `Attempt` with the frozen payload, and commits.
2. `send` makes the one call. It touches no row.
3. `conclude` writes down what came of it.

A claim that was never concluded becomes `unknown` after LEASE, and what is unknown is settled by reading the network
back, never by sending again blind: see settling.py.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from parishpump.archive import actions as archive
from parishpump.archive.queries import blobs_named, blobs_with_bytes
from parishpump.channels.models import Channel
from parishpump.channels.queries import credentials_of
from parishpump.councils.queries import this_council
from parishpump.councils.tenancy import council_scope
from parishpump.networks.contract import Network, NetworkError, Parcel, Receipt
from parishpump.networks.contract import Picture as NetworkPicture
from parishpump.networks.registry import open_network
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.clock import DECIDE_WITHIN, retry_after
from parishpump.publishing.lifecycle import (
    APPROVED,
    CORRECT,
    HELD,
    PUBLISH,
    REJECTED,
    SENDING,
    SENT,
    STOPPED,
    SUBMITTED,
    UNKNOWN,
    WAITING,
    WITHDRAW,
)
from parishpump.publishing.models import Attempt, Delivery, Picture, Post
from parishpump.publishing.queries.leave import Gate, Leave, is_paused
from parishpump.publishing.queries.revisions import public_address

# A call is over within 30 s (networks.http); one that was not started within START_WITHIN is not made at all; so after
# LEASE no call of an unconcluded attempt can still be on its way.
START_WITHIN = timedelta(seconds=20)
LEASE = timedelta(seconds=75)
GIVE_UP_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Consignment:
    """A claimed delivery, with everything its one call needs: no row is touched while the network is spoken to."""

    council_id: int
    attempt_id: int
    delivery_id: int
    channel_id: int
    deed: str
    network: str
    credentials: dict[str, str]
    parcel: Parcel
    receipt: Receipt | None
    start_by: datetime


@dataclass(frozen=True)
class Outcome:
    """What came of a call: `accepted` with a receipt, `refused`, `not sent` (may be tried again) or `not known`."""

    result: Literal["accepted", "refused", "not sent", "not known"]
    receipt: Receipt | None = None
    problem: str = ""
    wait: timedelta | None = None
    sign_in_refused: bool = False


@transaction.atomic
def claim(*, at: datetime, most: int, busy: Collection[int] = ()) -> list[Consignment]:
    """Take up to `most` due deliveries of the council in scope, on channels not in `busy`, and write down each attempt.

    What the noticeboard shows is published in this very transaction: it is our own page.
    """
    if is_paused():
        return []
    due = _due(at, most, busy)
    gate = Gate(due, at=at)
    consignments = []
    pinned: set[int] = set()  # the posts that the noticeboard shows since a moment ago
    for delivery in due:
        leave = gate.leave_for(delivery)
        if leave.answer != "go":
            _turn_back(delivery, leave, at)
        elif delivery.channel.is_noticeboard:
            _pin_up(delivery, leave, at)
            pinned.add(delivery.revision.post_id)
        elif delivery.deed == PUBLISH and not _is_up(delivery, pinned):
            _wait(delivery, at + timedelta(seconds=1), "It waits for the noticeboard, which comes first.")
        elif delivery.target is not None and delivery.target.state in (SENDING, UNKNOWN):
            _wait(delivery, at + timedelta(seconds=5), "It waits until we know what became of the post.")
        else:
            consignments.append(_consign(delivery, leave, at))
    return consignments


def _is_up(delivery: Delivery, pinned: Collection[int]) -> bool:
    post = delivery.revision.post
    return post.published_at is not None or post.id in pinned


def _due(at: datetime, most: int, busy: Collection[int]) -> list[Delivery]:
    return list(
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=WAITING, next_at__lte=at)
        .filter(Q(channel__quiet_until__isnull=True) | Q(channel__quiet_until__lte=at))
        .exclude(channel_id__in=list(busy))
        .exclude(channel__network__endswith="by hand")
        .select_related("channel", "revision", "revision__post", "target")
        # All the noticeboard's first: the copy that counts, to which the others link.
        .order_by("next_at", "revision_id", "id")[:most]
    )


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


def _wait(delivery: Delivery, until: datetime, why: str) -> None:
    delivery.next_at, delivery.problem = until, why
    delivery.save(update_fields=["next_at", "problem"])


def _pin_up(delivery: Delivery, leave: Leave, at: datetime) -> None:
    """Publish on the council's own noticeboard: the page shows the revision from this commit on."""
    post = delivery.revision.post
    if delivery.deed != WITHDRAW:
        post.public = delivery.revision
        post.published_at = post.published_at or at
        post.save(update_fields=["public", "published_at"])
    council = this_council()
    Attempt.objects.create(
        delivery=delivery, number=delivery.tries + 1, payload=payload_of(delivery, leave), started_at=at, ended_at=at,
        outcome="accepted",
    )
    delivery.tries += 1
    mark_sent(delivery, Receipt(post.reference, public_address(post, council)), at)


def _consign(delivery: Delivery, leave: Leave, at: datetime) -> Consignment:
    delivery.tries += 1
    delivery.state, delivery.next_at, delivery.problem = SENDING, at + LEASE, ""
    delivery.save(update_fields=["tries", "state", "next_at", "problem"])
    attempt = Attempt.objects.create(
        delivery=delivery, number=delivery.tries, payload=payload_of(delivery, leave), started_at=at
    )
    return consignment_of(delivery, attempt)


def payload_of(delivery: Delivery, leave: Leave) -> dict[str, Any]:
    """What is sent, frozen, and who let it go. `written_at` is the same in every attempt, so keys stay the same."""
    revision, approval = delivery.revision, leave.approval
    return {
        "key": delivery.key,
        "title": revision.title,
        "text": revision.channel_texts.get(str(delivery.channel_id), "") if delivery.deed != WITHDRAW else "",
        "pictures": [{"sha256": use["sha256"], "alt": use["alt"]} for use in revision.pictures],
        "written_at": delivery.due_at.astimezone(UTC).isoformat(),
        "seal": revision.seal,
        "approved": {"by": approval.office, "at": approval.at.isoformat(), "own work": approval.own_work} if approval else {},
        "authority": str(approval.authority) if approval else "",
    }


def consignment_of(delivery: Delivery, attempt: Attempt) -> Consignment:
    """Everything that the one call of an attempt needs."""
    target = delivery.target
    return Consignment(
        council_id=delivery.council_id, attempt_id=attempt.id or 0, delivery_id=delivery.id, channel_id=delivery.channel_id,
        deed=delivery.deed, network=delivery.channel.network, credentials=credentials_of(delivery.channel),
        parcel=_parcel(attempt.payload), receipt=Receipt(target.reference, target.address) if target else None,
        start_by=attempt.started_at + START_WITHIN,
    )


def _parcel(payload: dict[str, Any]) -> Parcel:
    wanted = [picture["sha256"] for picture in payload["pictures"]]
    kept = {picture.sha256: picture for picture in Picture.objects.filter(sha256__in=wanted)} if wanted else {}
    content = blobs_with_bytes(wanted) if wanted else {}
    return Parcel(
        key=payload["key"], text=payload["text"], title=payload["title"],
        written_at=datetime.fromisoformat(payload["written_at"]),
        pictures=tuple(
            NetworkPicture(
                content=content[one["sha256"]], media_type=kept[one["sha256"]].media_type, alt=one["alt"],
                width=kept[one["sha256"]].width, height=kept[one["sha256"]].height,
            )
            for one in payload["pictures"]
        ),
    )


def send(consignment: Consignment, *, now: Callable[[], datetime]) -> Outcome:
    """Make the one call. Anything that is not a clear answer is `not known`."""
    if now() > consignment.start_by:
        return Outcome("not sent", problem="We could not start in time, so nothing was sent.")
    try:
        return Outcome("accepted", receipt=_call(network_of(consignment), consignment))
    except NetworkError as error:
        return _outcome_of(error)


def network_of(consignment: Consignment) -> Network:
    """The client for the network of a consignment, signed in as the council."""
    return open_network(
        consignment.network, consignment.credentials, allow_private=settings.PARISHPUMP_PRIVATE_NETWORKS
    )


def _call(network: Network, consignment: Consignment) -> Receipt | None:
    if consignment.deed == PUBLISH:
        return network.publish(consignment.parcel)
    if consignment.receipt is None:
        raise NetworkError(
            permanent=True, retry_after=None, outcome_known=True, reason="refused",
            detail="Nothing is known of the post that this is about.",
        )
    if consignment.deed == CORRECT:
        return network.edit(consignment.receipt, consignment.parcel)
    network.withdraw(consignment.receipt)
    return consignment.receipt


def _outcome_of(error: NetworkError) -> Outcome:
    wait = timedelta(seconds=error.retry_after) if error.retry_after is not None else None
    if not error.outcome_known:
        return Outcome("not known", problem=error.detail)
    if error.reason == "sign-in refused":
        return Outcome("not sent", problem=error.detail, wait=timedelta(minutes=15), sign_in_refused=True)
    if error.permanent:
        return Outcome("refused", problem=error.detail)
    return Outcome("not sent", problem=error.detail, wait=wait)


@transaction.atomic
def conclude(consignment: Consignment, outcome: Outcome, *, at: datetime) -> Delivery:
    """Write down what came of an attempt, however late the answer came."""
    attempt = Attempt.objects.select_for_update().get(id=consignment.attempt_id)
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("channel", "revision__post")
        .get(id=attempt.delivery_id)
    )
    attempt.ended_at, attempt.outcome, attempt.problem = at, outcome.result, outcome.problem[:400]
    attempt.save(update_fields=["ended_at", "outcome", "problem"])
    if outcome.receipt is not None:
        mark_sent(delivery, outcome.receipt, at)
    elif delivery.state == SENDING and attempt.number == delivery.tries:
        _not_sent(delivery, outcome, at)
    return delivery


def mark_sent(delivery: Delivery, receipt: Receipt, at: datetime) -> None:
    """It is there: keep where, and put on the record exactly what was published and who let it."""
    if delivery.state == SENT:
        return
    delivery.state, delivery.settled_at, delivery.problem = SENT, at, ""
    delivery.reference, delivery.address = receipt.reference, receipt.address
    delivery.save(update_fields=["state", "settled_at", "problem", "reference", "address", "tries"])
    attempt = Attempt.objects.filter(delivery=delivery).order_by("number").last()
    payload = attempt.payload if attempt else {}
    kinds = {PUBLISH: "post published", CORRECT: "post corrected", WITHDRAW: "post taken down"}
    note(kinds[delivery.deed], delivery, at, address=receipt.address, reference=receipt.reference, sent=payload)


def _not_sent(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    delivery.problem = outcome.problem[:400]
    wait = outcome.wait or retry_after(delivery.tries)
    if outcome.result == "not known":
        delivery.state, delivery.next_at = UNKNOWN, at + LEASE
    elif outcome.result == "refused" or at - delivery.due_at > GIVE_UP_AFTER:
        delivery.state, delivery.settled_at = REJECTED, at
        note("delivery rejected", delivery, at, because=delivery.problem)
    else:
        delivery.state, delivery.next_at = WAITING, at + wait
    delivery.save(update_fields=["state", "next_at", "problem", "settled_at"])
    if outcome.result in ("not known", "not sent"):
        Channel.objects.filter(id=delivery.channel_id).update(quiet_until=at + min(wait, timedelta(minutes=15)))
        ring(delivery.next_at)


def deliver(*, now: Callable[[], datetime], most: int = 100) -> list[Delivery]:
    """Send everything that is due in the council in scope, one after another. The courier does the same side by side."""
    done = []
    for consignment in claim(at=now(), most=most):
        outcome = send(consignment, now=now)
        with council_scope(consignment.council_id):
            done.append(conclude(consignment, outcome, at=now()))
    return done


def note(kind: str, delivery: Delivery, at: datetime, *, sent: dict[str, Any] | None = None, **more: str) -> None:
    """Put a step of a delivery on the record."""
    post: Post = delivery.revision.post
    archive.record(
        kind, subject=f"post {post.reference}", by="Parish Pump", at=at, authority=(sent or {}).get("authority", ""),
        body={"revision": delivery.revision.number, "seal": delivery.revision.seal, "channel": delivery.channel.name,
              "network": delivery.channel.network, "key": delivery.key, "occurrence": delivery.occurrence,
              "tries": delivery.tries, "due": delivery.due_at.isoformat(), "sent": sent or {}, **more},
        blobs=blobs_named(picture["sha256"] for picture in (sent or {}).get("pictures", [])),
    )
