"""What is not known: finding it, and settling it by reading the network back. Nothing is sent here."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from parishpump.networks.contract import Network, NetworkError, Receipt
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.actions.deliver import LEASE, Consignment, consignment_of, mark_sent, network_of, note, payload_of
from parishpump.publishing.clock import retry_after
from parishpump.publishing.lifecycle import PUBLISH, SENDING, UNKNOWN, WAITING, WITHDRAW
from parishpump.publishing.models import Attempt, Delivery
from parishpump.publishing.queries.leave import Leave


@transaction.atomic
def give_up_on_lost(*, at: datetime) -> int:
    """Attempts whose worker never came back are unknown from now on. Returns how many."""
    lost = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(state=SENDING, next_at__lte=at)
    number = 0
    for delivery in lost:
        delivery.state, delivery.next_at = UNKNOWN, at
        delivery.problem = "The worker stopped before the answer came."
        delivery.save(update_fields=["state", "next_at", "problem"])
        number += 1
    return number


@transaction.atomic
def _take_unknown(*, at: datetime, most: int) -> list[Consignment]:
    taken = (
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=UNKNOWN, next_at__lte=at)
        .select_related("channel", "revision__post", "target")
        .order_by("next_at")[:most]
    )
    consignments = []
    for delivery in taken:
        delivery.next_at = at + LEASE  # nobody else reads it back meanwhile
        delivery.save(update_fields=["next_at"])
        attempt = Attempt.objects.filter(delivery=delivery).order_by("number").last()
        if attempt is None:  # held since a backup was restored: it was never tried as far as this database knows
            attempt = Attempt(delivery=delivery, payload=payload_of(delivery, Leave("go")), started_at=at)
        consignments.append(consignment_of(delivery, attempt))
    return consignments


def settle(*, now: Callable[[], datetime], most: int = 50) -> int:
    """Settle what is unknown by reading each network back. Returns how many were settled."""
    settled = 0
    for consignment in _take_unknown(at=now(), most=most):
        try:
            found = _read_back(network_of(consignment), consignment)
        except NetworkError as error:
            _still_unknown(consignment, error, at=now())
            continue
        _conclude_reading(consignment, found, at=now())
        settled += 1
    return settled


def _read_back(network: Network, consignment: Consignment) -> Receipt | None:
    """What the network shows of this delivery: a receipt where it is done, None where it surely is not."""
    if consignment.deed == PUBLISH:
        return network.find(consignment.parcel)
    receipt = consignment.receipt
    if receipt is None:
        return None
    shown = network.read(receipt)
    if consignment.deed == WITHDRAW:
        return receipt if shown is None else None
    return receipt if shown is not None and shown.text.strip() == consignment.parcel.text.strip() else None


@transaction.atomic
def _conclude_reading(consignment: Consignment, found: Receipt | None, *, at: datetime) -> None:
    delivery = _locked(consignment)
    if delivery.state != UNKNOWN:
        return
    if found is not None:
        mark_sent(delivery, found, at)
        return
    delivery.state, delivery.next_at = WAITING, at
    delivery.problem = "We read the network back: it is not there. It is sent again."
    delivery.save(update_fields=["state", "next_at", "problem"])
    note("delivery not found on the network", delivery, at)
    ring(at)


@transaction.atomic
def _still_unknown(consignment: Consignment, error: NetworkError, *, at: datetime) -> None:
    delivery = _locked(consignment)
    wait = timedelta(seconds=error.retry_after) if error.retry_after else retry_after(delivery.tries + 2)
    delivery.problem = f"Not known yet: {error.detail}"[:400]
    delivery.next_at = at + wait
    delivery.save(update_fields=["problem", "next_at"])
    ring(delivery.next_at)


def _locked(consignment: Consignment) -> Delivery:
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("channel", "revision__post")
        .get(id=consignment.delivery_id)
    )
