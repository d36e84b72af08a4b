"""Every fault on every network: what the error says, and that what follows from it makes one post, never two."""

from typing import NamedTuple

import pytest

from parishpump.networks.contract import Network, NetworkError, Parcel, Reason
from parishpump.networks.registry import open_network
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.fakes.faults import Fault
from tests.networks.parcels import parcel, picture


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
lost = pytest.mark.parametrize(
    "fault", [Fault.ERROR_AFTER, Fault.SILENT_AFTER, Fault.RESET_AFTER], ids=lambda fault: fault.value
)


@pytest.fixture(autouse=True)
def impatient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short time-outs where the fault is that nothing comes; the others keep theirs, however slow the machine is."""
    callspec = getattr(request.node, "callspec", None)
    fault = callspec.params.get("fault") if callspec else None
    if fault in (Fault.SILENT_BEFORE, Fault.SILENT_AFTER):
        monkeypatch.setattr("parishpump.networks.wire.READ", 0.3)
    if fault is Fault.DRIP_AFTER:
        monkeypatch.setattr("parishpump.networks.http.TOTAL", 1.0)


def failure(network: Network, sent: Parcel) -> NetworkError:
    with pytest.raises(NetworkError) as raised:
        network.publish(sent)
    return raised.value


@every_fault
def test_a_fault_while_publishing_is_named_for_what_it_is_and_nothing_is_repeated(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    fake.fail(fault, times=None)

    error = failure(network, parcel("The bus stop has moved."))

    assert Meaning(error.reason, error.outcome_known, error.permanent) == MEANINGS[fault]
    assert error.detail
    renewed = fake.network.name == "bluesky" and fault is Fault.SIGN_IN_REFUSED
    assert [deed for deed, _ in fake.calls].count("publish") == (2 if renewed else 1)


@every_fault
def test_reading_back_after_a_fault_tells_the_truth_and_makes_one_post(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    sent = parcel("The bus stop has moved.", picture())
    fake.fail(fault, times=None)
    failure(network, sent)
    fake.mend()

    there = network.find(sent)

    assert (there is not None) == fault.accepts == (fake.accepted(sent.key) == 1)
    assert network.publish(sent) == (there or network.find(sent))
    assert fake.accepted(sent.key) == 1


@every_fault
def test_a_fault_before_the_post_itself_leaves_nothing_unknown(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    if fake.network.name == "demonstration":
        fake.fail(fault, on="read", times=None)
        sent = parcel("The bus stop has moved.")
        with pytest.raises(NetworkError) as raised:
            network.find(sent)
    else:
        fake.fail(fault, on="upload", times=None)
        sent = parcel("The bus stop has moved.", picture())
        with pytest.raises(NetworkError) as raised:
            network.publish(sent)

    assert raised.value.outcome_known
    assert raised.value.reason == MEANINGS[fault].reason
    assert fake.accepted(sent.key) == 0


@lost
def test_a_lost_answer_to_a_correction_is_settled_by_reading(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    receipt = network.publish(parcel("Bins go out on Monday."))
    fake.fail(fault, on="edit")

    with pytest.raises(NetworkError) as raised:
        network.edit(receipt, parcel("Bins go out on Tuesday."))

    assert not raised.value.outcome_known
    shown = network.read(receipt)
    assert shown is not None
    assert shown.text == "Bins go out on Tuesday."


@lost
def test_a_lost_answer_to_a_withdrawal_is_settled_by_reading(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    receipt = network.publish(parcel("Posted by mistake."))
    fake.fail(fault, on="withdraw")

    with pytest.raises(NetworkError) as raised:
        network.withdraw(receipt)

    assert not raised.value.outcome_known
    assert network.read(receipt) is None


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RATE_LIMITED_UNTIL], ids=lambda fault: fault.value)
def test_the_wait_that_a_network_asks_for_is_passed_on(fake: FakeNetworkServer, network: Network, fault: Fault) -> None:
    fake.fail(fault)

    error = failure(network, parcel("The bus stop has moved."))

    assert error.retry_after is not None
    assert 4 < error.retry_after <= 7


@lost
def test_a_reading_that_fails_raises_and_never_says_not_there(
    fake: FakeNetworkServer, network: Network, fault: Fault
) -> None:
    sent = parcel("The bus stop has moved.")
    receipt = network.publish(sent)
    fake.fail(fault, on="any", times=None)

    with pytest.raises(NetworkError):
        network.find(sent)
    with pytest.raises(NetworkError):
        network.read(receipt)


def test_a_network_that_is_down_was_told_nothing(fake: FakeNetworkServer, network: Network) -> None:
    fake.__exit__(None, None, None)

    error = failure(network, parcel("The bus stop has moved."))

    assert (error.reason, error.outcome_known, error.permanent) == ("unreachable", True, False)


def test_a_wrong_password_shows_as_ill_health(fake: FakeNetworkServer) -> None:
    from_the_clerk = {
        name: f"{said}x" if said == fake.network.secret else said for name, said in fake.credentials.items()
    }
    network = open_network(fake.network.name, from_the_clerk, allow_private=True)

    assert not network.check().ok
    assert failure(network, parcel("The bus stop has moved.")).reason == "sign-in refused"


def test_no_error_tells_a_secret(fake: FakeNetworkServer, network: Network) -> None:
    fake.fail(Fault.SIGN_IN_REFUSED, on="any", times=None)

    error = failure(network, parcel("The bus stop has moved."))

    assert fake.network.secret not in f"{error!r} {error} {error.__context__} {error.__cause__} {network!r}"
