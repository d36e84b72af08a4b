"""The way to the demonstration network before its door is open: the same requests, handed to our own application."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import httpx
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse

from parishpump.networks.contract import Network, Receipt
from parishpump.networks.registry import open_network
from parishpump.publishing.actions.consigning import Consignment, Outcome
from parishpump.publishing.actions.deliver import claim, conclude
from parishpump.publishing.lifecycle import CORRECT, PUBLISH, WAITING
from parishpump.publishing.models import Delivery

A_MOMENT = timedelta(seconds=1)


def network_in_house(credentials: Mapping[str, str]) -> Network:
    """The demonstration network, reached without a wire."""
    return open_network(
        "demonstration", credentials, transport=httpx.WSGITransport(app=_application()), allow_private=True
    )


@cache
def _application() -> Callable[..., list[bytes]]:
    """Our application, without the signals at the ends of a request: they would close the connection under our feet."""
    handler = WSGIHandler()

    def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        response = cast(HttpResponse, handler.get_response(WSGIRequest(environ)))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.headers.items()))
        return [response.content]

    return answer


def carry(until: datetime) -> None:
    """Send, each at its own time, everything of the council in scope that is due up to a moment that is past."""
    for due in _due_times(until):
        for consignment in claim(at=due, most=50):
            receipt = _call(network_in_house(consignment.credentials), consignment)
            conclude([(consignment, Outcome("accepted", receipt=receipt))], at=due + A_MOMENT)


def _due_times(until: datetime) -> Iterator[datetime]:
    waiting = Delivery.objects.filter(state=WAITING, next_at__lte=until).exclude(channel__network__endswith="by hand")
    while (due := waiting.order_by("next_at").values_list("next_at", flat=True).first()) is not None:
        yield due


def _call(network: Network, consignment: Consignment) -> Receipt:
    if consignment.deed == PUBLISH or consignment.receipt is None:
        return network.publish(consignment.parcel)
    if consignment.deed == CORRECT:
        return network.edit(consignment.receipt, consignment.parcel)
    network.withdraw(consignment.receipt)
    return consignment.receipt
