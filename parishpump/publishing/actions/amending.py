"""After it went out: withdrawing, putting up by hand, and what a person settles."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.networks.contract import Receipt
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import APPROVE, WITHDRAW, WRITE
from parishpump.people.queries import require_authority
from parishpump.publishing import lifecycle
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.actions.consigning import Sent, mark_sent, note, payload_of
from parishpump.publishing.lifecycle import CANCELLED, HELD, PUBLISH, REJECTED, SENT, STOPPED, UNKNOWN, WAITING
from parishpump.publishing.models import Attempt, Delivery, Post, Revision, Withdrawal
from parishpump.publishing.queries.leave import Gate, is_paused


class MayNotGo(PermissionError):
    """This content may not go out at this moment; the message says why."""


@transaction.atomic
def withdraw(post: Post, *, reason: str, by: Person, at: datetime) -> Withdrawal:
    """Take a published post from view everywhere. The register keeps it, and says so first."""
    authority = require_authority(by, WITHDRAW, at=at)
    post = Post.objects.select_for_update().get(id=post.id)
    if post.published_at is None and not _has_arrived(post):
        raise lifecycle.NotNow("withdraw", "not published")
    if Withdrawal.objects.filter(post=post).exists():
        raise lifecycle.NotNow("withdraw", "withdrawn already")
    withdrawal = Withdrawal.objects.create(
        post=post, reason=reason, by=by, office=office_of(by, at=at), authority=authority, at=at
    )
    _cancel_unsent(post)
    sent = Delivery.objects.filter(revision__post=post, deed=PUBLISH, state__in=(SENT, UNKNOWN, lifecycle.SENDING))
    for delivery in sent.select_related("channel"):
        Delivery.objects.get_or_create(
            revision_id=post.public_id or delivery.revision_id,
            channel=delivery.channel,
            deed=lifecycle.WITHDRAW,
            occurrence=delivery.occurrence,
            defaults={"target": delivery, "key": uuid4().hex, "due_at": at, "next_at": at},
        )
    Revision.objects.filter(post=post, stage__in=lifecycle.STEPS["withdraw"]).update(stage=lifecycle.WITHDRAWN)
    ring(at)
    archive.record(
        "post withdrawn",
        subject=f"post {post.reference}",
        by=withdrawal.office,
        authority=str(authority),
        at=at,
        body={"reason": reason},
    )
    return withdrawal


@transaction.atomic
def say_it_holds(post: Post, *, by: Person, at: datetime) -> Post:
    """Note that somebody looked at what the public sees and found that it still holds."""
    authority = require_authority(by, WRITE, at=at)
    post = Post.objects.select_for_update(of=("self",)).select_related("public").get(id=post.id)
    if post.public is None:
        raise lifecycle.NotNow("look at", "not published")
    if Withdrawal.objects.filter(post=post).exists():
        raise lifecycle.NotNow("look at", "withdrawn")
    post.looked_at = at
    post.save(update_fields=["looked_at"])
    archive.record(
        "post still holds",
        subject=f"post {post.reference}",
        by=office_of(by, at=at),
        authority=str(authority),
        at=at,
        body={"revision": post.public.number, "seal": post.public.seal},
    )
    return post


def _has_arrived(answer: Post) -> bool:
    """Whether an answer stands where the question was asked: no noticeboard ever shows it."""
    sent = Delivery.objects.filter(revision__post=answer, deed=PUBLISH, state=SENT)
    return answer.is_answer and sent.exists()


def _cancel_unsent(post: Post) -> None:
    Delivery.objects.filter(revision__post=post, state__in=(WAITING, HELD, STOPPED, REJECTED)).update(
        state=CANCELLED, problem="The post was withdrawn."
    )


@transaction.atomic
def put_up_by_hand(
    delivery: Delivery, *, address: str, proof: bytes, media_type: str, by: Person, at: datetime
) -> Delivery:
    """Write down that a person put it up: the address, or a screenshot, is the proof.

    Raises:
        MayNotGo: its approval no longer carries it, it is not yet time, or everything is paused.
    """
    authority = require_authority(by, WRITE, at=at)
    delivery = _locked(delivery)
    lifecycle.require_move(delivery.state, SENT)
    if at < delivery.due_at:
        raise MayNotGo("It is not time yet.")
    if is_paused():
        raise MayNotGo("Everything is paused. It may be put up when somebody has stood down.")
    leave = Gate([delivery], at=at).leave_for(delivery)
    if leave.answer == "stop":
        raise MayNotGo(leave.because)
    if proof:
        delivery.proof = archive.capture(proof, media_type).sha256
    delivery.tries += 1
    payload = {**payload_of(delivery, leave), "put up by": office_of(by, at=at), "under": str(authority)}
    Attempt.objects.create(
        delivery=delivery, number=delivery.tries, payload=payload, started_at=at, ended_at=at, outcome="accepted"
    )
    delivery.save(update_fields=["proof", "tries"])
    mark_sent([Sent(delivery, Receipt(address or f"proof {delivery.proof[:12]}", address), payload)], at)
    return delivery


@transaction.atomic
def release(delivery: Delivery, *, by: Person, at: datetime) -> Delivery:
    """Let a held delivery go after all. It is read back first: it may have gone before it was held."""
    authority = require_authority(by, APPROVE, at=at)
    delivery = _locked(delivery)
    lifecycle.require_move(delivery.state, UNKNOWN)
    delivery.state = WAITING if delivery.channel.is_noticeboard or delivery.channel.by_hand else UNKNOWN
    delivery.next_at = delivery.released_at = at
    delivery.problem, delivery.settled_at = "", None
    delivery.save(update_fields=["state", "next_at", "released_at", "problem", "settled_at"])
    ring(at)
    note("held delivery released", delivery, at, by=office_of(by, at=at), under=str(authority))
    return delivery


@transaction.atomic
def let_go(delivery: Delivery, *, by: Person, at: datetime) -> Delivery:
    """Give up a delivery that is held, stopped or rejected: it will not go out."""
    require_authority(by, WRITE, at=at)
    delivery = _locked(delivery)
    lifecycle.require_move(delivery.state, CANCELLED)
    delivery.state, delivery.settled_at = CANCELLED, at
    delivery.save(update_fields=["state", "settled_at"])
    note("delivery given up", delivery, at, by=office_of(by, at=at))
    return delivery


@transaction.atomic
def try_again(delivery: Delivery, *, by: Person, at: datetime) -> Delivery:
    """Send once more what the network refused, after its cause was mended."""
    require_authority(by, WRITE, at=at)
    delivery = _locked(delivery)
    if delivery.state != REJECTED:
        raise lifecycle.NotNow("try again", delivery.state)
    delivery.state, delivery.next_at, delivery.settled_at = WAITING, at, None
    delivery.save(update_fields=["state", "next_at", "settled_at"])
    delivery.channel.quiet_until = None
    delivery.channel.save(update_fields=["quiet_until"])
    ring(at)
    note("delivery tried again by hand", delivery, at, by=office_of(by, at=at))
    return delivery


@transaction.atomic
def settle_by_hand(delivery: Delivery, *, address: str, by: Person, at: datetime) -> Delivery:
    """A person looked: it is there, at `address`; or, where that is empty, it is not there, and is sent again."""
    require_authority(by, WRITE, at=at)
    delivery = _locked(delivery)
    if delivery.state != UNKNOWN:
        raise lifecycle.NotNow("settle", delivery.state)
    note("delivery settled by hand", delivery, at, by=office_of(by, at=at), address=address or "not there")
    if address:
        last = Attempt.objects.filter(delivery=delivery).order_by("number").last()
        payload = last.payload if last else payload_of(delivery, Gate([delivery], at=at).leave_for(delivery))
        mark_sent([Sent(delivery, Receipt(address, address), payload)], at)
        return delivery
    delivery.state, delivery.next_at, delivery.problem = WAITING, at, ""
    delivery.save(update_fields=["state", "next_at", "problem"])
    ring(at)
    return delivery


def _locked(delivery: Delivery) -> Delivery:
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("channel", "revision__post", "target")
        .get(id=delivery.id)
    )
