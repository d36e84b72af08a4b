"""The way to the demonstration network before its door is open: the same requests, handed to our own application."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, cast

import httpx
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse

from parishpump.networks.contract import Network
from parishpump.networks.registry import open_network
from parishpump.publishing.actions.consigning import Consignment
from parishpump.publishing.actions.deliver import claim, conclude, send
from parishpump.publishing.lifecycle import WAITING
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
            outcome = send(consignment, now=partial(_still, due), opened=_opened)
            conclude([(consignment, outcome)], at=due + A_MOMENT)


def _still(moment: datetime) -> datetime:
    return moment


def _opened(consignment: Consignment) -> Network:
    return network_in_house(consignment.credentials)


def _due_times(until: datetime) -> Iterator[datetime]:
    waiting = Delivery.objects.filter(state=WAITING, next_at__lte=until).exclude(channel__network__endswith="by hand")
    while (due := waiting.order_by("next_at").values_list("next_at", flat=True).first()) is not None:
        yield due
