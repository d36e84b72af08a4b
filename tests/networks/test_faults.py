"""Every fault on every network: what the error says, and that what follows from it makes one post, never two."""

from typing import NamedTuple

import pytest

from parishpump.networks.contract import Network, NetworkError, Reason
from parishpump.networks.registry import open_network
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.networks.parcels import parcel, picture

pytestmark = pytest.mark.usefixtures("impatient")


class Meaning(NamedTuple):
    reason: Reason
    outcome_known: bool
    permanent: bool


MEANINGS = {
    Fault.SIGN_IN_REFUSED: Meaning("sign-in refused", True, True),
    Fault.RATE_LIMITED: Meaning("rate limited", True, False),
    Fault.RATE_LIMITED_UNTIL: Meaning("rate limited", True, False),
    Fault.REFUSED: Meaning("refused", True, True),
    Fault.REDIRECTED: Meaning("refused", False, True),
    Fault.ERROR_BEFORE: Meaning("server error", False, False),
    Fault.ERROR_AFTER: Meaning("server error", False, False),
    Fault.SILENT_BEFORE: Meaning("silent", False, False),
    Fault.SILENT_AFTER: Meaning("silent", False, False),
    Fault.RESET_BEFORE: Meaning("silent", False, False),
    Fault.RESET_AFTER: Meaning("silent", False, False),
    Fault.DRIP_AFTER: Meaning("silent", False, False),
    Fault.OVERSIZED_AFTER: Meaning("unreadable answer", False, False),
    Fault.GARBAGE_AFTER: Meaning("unreadable answer", False, False),
}
every_fault = pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)


def failure(network: Network, sent: object) -> NetworkError:
    with pytest.raises(NetworkError) as raised:
        network.publish(sent)  # type: ignore[arg-type]
    return raised.value


@every_fault
def test_a_fault_while_publishing_is_named_for_what_it_is(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    server.fail(fault, times=None)

    error = failure(network, parcel("The bus stop has moved."))

    assert Meaning(error.reason, error.outcome_known, error.permanent) == MEANINGS[fault]
    assert error.detail


@every_fault
def test_reading_back_after_a_fault_tells_the_truth_and_makes_one_post(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    sent = parcel("The bus stop has moved.", picture())
    server.fail(fault, times=None)
    failure(network, sent)
    server.mend()

    there = network.find(sent)

    assert (there is not None) == fault.accepts == (server.accepted(sent.key) == 1)
    assert network.publish(sent) == (there or network.find(sent))
    assert server.accepted(sent.key) == 1


@every_fault
def test_a_call_that_publishes_is_never_repeated_by_itself(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    server.fail(fault, times=None)

    failure(network, parcel("The bus stop has moved."))

    tries = [deed for deed, _ in server.calls].count("publish")
    renewed = server.network.name == "bluesky" and fault is Fault.SIGN_IN_REFUSED
    assert tries == (2 if renewed else 1)


@every_fault
def test_a_fault_before_the_post_itself_leaves_nothing_unknown(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    if server.network.name == "demonstration":
        server.fail(fault, on="read", times=None)
        sent = parcel("The bus stop has moved.")
        with pytest.raises(NetworkError) as raised:
            network.find(sent)
    else:
        server.fail(fault, on="upload", times=None)
        sent = parcel("The bus stop has moved.", picture())
        with pytest.raises(NetworkError) as raised:
            network.publish(sent)

    assert raised.value.outcome_known
    assert raised.value.reason == MEANINGS[fault].reason
    assert server.accepted(sent.key) == 0


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.SILENT_AFTER, Fault.RESET_AFTER], ids=lambda f: f.value)
def test_a_lost_answer_to_a_correction_is_settled_by_reading(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    receipt = network.publish(parcel("Bins go out on Monday."))
    server.fail(fault, on="edit")

    with pytest.raises(NetworkError) as raised:
        network.edit(receipt, parcel("Bins go out on Tuesday."))

    assert not raised.value.outcome_known
    shown = network.read(receipt)
    assert shown is not None
    assert shown.text == "Bins go out on Tuesday."


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.SILENT_AFTER, Fault.RESET_AFTER], ids=lambda f: f.value)
def test_a_lost_answer_to_a_withdrawal_is_settled_by_reading(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    receipt = network.publish(parcel("Posted by mistake."))
    server.fail(fault, on="withdraw")

    with pytest.raises(NetworkError) as raised:
        network.withdraw(receipt)

    assert not raised.value.outcome_known
    assert network.read(receipt) is None


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RATE_LIMITED_UNTIL], ids=lambda fault: fault.value)
def test_the_wait_that_a_network_asks_for_is_passed_on(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    server.fail(fault)

    error = failure(network, parcel("The bus stop has moved."))

    assert error.retry_after is not None
    assert 4 < error.retry_after <= 7


@every_fault
def test_a_reading_that_fails_raises_and_never_says_not_there(
    server: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    sent = parcel("The bus stop has moved.")
    receipt = network.publish(sent)
    server.fail(fault, on="any", times=None)

    with pytest.raises(NetworkError):
        network.find(sent)
    with pytest.raises(NetworkError):
        network.read(receipt)


def test_a_network_that_is_down_was_told_nothing(server: FakeNetworkServer, network: Network) -> None:
    server.__exit__(None, None, None)

    error = failure(network, parcel("The bus stop has moved."))

    assert (error.reason, error.outcome_known, error.permanent) == ("unreachable", True, False)


def test_a_wrong_password_shows_as_ill_health(server: FakeNetworkServer) -> None:
    from_the_clerk = {
        name: f"{said}x" if said == server.network.secret else said for name, said in server.credentials.items()
    }
    network = open_network(server.network.name, from_the_clerk, allow_private=True)

    assert not network.check().ok
    assert failure(network, parcel("The bus stop has moved.")).reason == "sign-in refused"


def test_no_error_tells_a_secret(server: FakeNetworkServer, network: Network) -> None:
    server.fail(Fault.SIGN_IN_REFUSED, on="any", times=None)

    error = failure(network, parcel("The bus stop has moved."))

    assert server.network.secret not in f"{error!r} {error} {error.__context__} {error.__cause__} {network!r}"
