"""A channel without a live approval sends nothing, and nobody can put anything up there by hand."""

import pytest

from parishpump.channels.actions import end_deployment
from parishpump.channels.models import Channel, Deployment
from parishpump.publishing.actions.amending import MayNotGo, put_up_by_hand
from parishpump.publishing.models import Delivery
from parishpump.publishing.queries.leave import Gate
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import approved


@pytest.fixture
def page(clerk) -> Channel:
    return open_channel("Page", "facebook by hand", address="", purpose="News", minute="2026/140", by=clerk, at=NOON)


@pytest.fixture
def going(page, noticeboard, communications_officer, clerk) -> Delivery:
    """An approved post on its way to the page and to the noticeboard."""
    approved(communications_officer, clerk, noticeboard, page, at=NOON)
    return Delivery.objects.get(channel=page)


def leave(delivery: Delivery):
    return Gate([delivery], at=NOON).leave_for(delivery)


def test_what_is_approved_goes(going):
    assert leave(going).answer == "go"


def test_nothing_goes_out_once_the_approval_of_the_channel_has_ended(going, page, clerk):
    end_deployment(page.deployment, reason="The trial is over.", by=clerk, at=NOON)

    assert leave(going).answer == "stop"
    assert leave(going).because.startswith("No live approval stands behind this channel.")


def test_nobody_puts_it_up_by_hand_either(going, page, clerk):
    end_deployment(page.deployment, reason="The trial is over.", by=clerk, at=NOON)

    with pytest.raises(MayNotGo, match="No live approval"):
        put_up_by_hand(going, address="https://network.example/1", proof=b"", media_type="", by=clerk, at=NOON)


def test_a_request_whose_approval_was_never_given_carries_nothing(going):
    Deployment.objects.update(standing=None)

    assert leave(going).answer == "stop"


def test_a_channel_that_nobody_asked_for_carries_nothing(going):
    Channel.objects.exclude(network="noticeboard").update(deployment=None)

    assert leave(going).answer == "stop"


def test_the_noticeboard_goes_on(going, noticeboard, page, clerk):
    end_deployment(page.deployment, reason="The trial is over.", by=clerk, at=NOON)

    assert leave(Delivery.objects.get(channel=noticeboard)).answer == "go"
