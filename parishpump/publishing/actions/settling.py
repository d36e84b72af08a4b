"""What is not known: finding it, and settling it by reading the network back. Nothing is sent here."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

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
from parishpump.publishing.clock import retry_after
from parishpump.publishing.lifecycle import PUBLISH, SENDING, UNKNOWN, WAITING, WITHDRAW
from parishpump.publishing.models import Attempt, Delivery
from parishpump.publishing.queries.leave import Leave


def give_up_on_lost(*, at: datetime) -> int:
    """Attempts whose worker never came back are unknown from now on. Returns how many."""
    return Delivery.objects.filter(state=SENDING, next_at__lte=at).update(
        state=UNKNOWN, next_at=at, problem="The worker stopped before the answer came."
    )


@transaction.atomic
def take_unknown(*, at: datetime, most: int) -> list[Consignment]:
    """What is unknown and due to be read back. Nobody else reads it back within LEASE."""
    taken = list(
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=UNKNOWN, next_at__lte=at)
        .select_related("channel", "revision__post", "target")
        .order_by("next_at", "id")[:most]
    )
    Delivery.objects.filter(id__in=[delivery.id for delivery in taken]).update(next_at=at + LEASE)
    return consignments_of(_last_attempt(delivery, at) for delivery in taken)


def _last_attempt(delivery: Delivery, at: datetime) -> Attempt:
    """What was tried last; or, held since a backup was restored, what this database thinks would have been tried."""
    last = Attempt.objects.filter(delivery=delivery).order_by("number").last()
    if last is None:
        return Attempt(delivery=delivery, payload=payload_of(delivery, Leave("go")), started_at=at)
    last.delivery = delivery
    return last


def read_back(consignment: Consignment) -> Outcome:
    """Look whether the network shows it: `accepted`, `not there`, or `not known` still. Touches no row."""
    try:
        found = _find(network_of(consignment), consignment)
    except NetworkError as error:
        failed = outcome_of(error)
        return Outcome("not known", problem=failed.problem, wait=failed.wait)
    return Outcome("accepted", receipt=found) if found else Outcome("not there")


def _find(network: Network, consignment: Consignment) -> Receipt | None:
    receipt = consignment.receipt
    if consignment.deed == PUBLISH:
        return network.find(consignment.parcel)
    if receipt is None:
        return None
    shown = network.read(receipt)
    if consignment.deed == WITHDRAW:
        return receipt if shown is None else None
    return receipt if shown is not None and shown.text.strip() == consignment.parcel.text.strip() else None


@transaction.atomic
def conclude_reading(consignment: Consignment, outcome: Outcome, *, at: datetime) -> Delivery:
    """Write down what reading back told."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("channel", "revision__post")
        .get(id=consignment.delivery_id)
    )
    if delivery.state != UNKNOWN:
        return delivery
    if outcome.receipt is not None:
        mark_sent([Sent(delivery, outcome.receipt, _last_attempt(delivery, at).payload)], at)
        return delivery
    if outcome.result == "not there":
        delivery.state, delivery.next_at = WAITING, at
        delivery.problem = "We read the network back: it is not there. It is sent again."
        note("delivery not found on the network", delivery, at)
    else:
        delivery.next_at = at + (outcome.wait or retry_after(delivery.tries + 2))
        delivery.problem = f"Not known yet: {outcome.problem}"[:400]
    delivery.save(update_fields=["state", "next_at", "problem"])
    ring(delivery.next_at)
    return delivery


def settle(*, now: Callable[[], datetime], most: int = 50) -> list[Delivery]:
    """Settle what is unknown in the council in scope, one after another. The courier does the same side by side."""
    return [
        conclude_reading(consignment, read_back(consignment), at=now())
        for consignment in take_unknown(at=now(), most=most)
    ]
