"""No request goes to a machine inside somebody's own network, by whatever name."""

from ipaddress import ip_address
from threading import Event

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from parishpump.networks import wire
from parishpump.networks.addresses import base_address, is_public
from parishpump.networks.contract import NetworkError
from parishpump.networks.registry import open_network
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.networks.parcels import parcel

OURS = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "0.1.2.3", "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fec0::1", "::127.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("address", OURS)
def test_an_address_that_is_not_of_the_public_internet_is_known(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.91", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_an_address_of_the_public_internet_is_known(address: str) -> None:
    assert is_public(ip_address(address))


@given(ip_addresses())
def test_nothing_that_python_calls_private_is_public(address) -> None:
    assert not (is_public(address) and (address.is_private or address.is_loopback or address.is_link_local))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0"])
def test_our_own_machine_is_not_called_under_any_name(host: str) -> None:
    with FakeNetworkServer("mastodon") as fake:
        port = fake.address.rpartition(":")[2]
        network = open_network("mastodon", {"address": f"https://{host}:{port}", "access_token": "t"})

        with pytest.raises(NetworkError) as refusal:
            network.publish(parcel("To ourselves."))

    assert (refusal.value.permanent, refusal.value.outcome_known) == (True, True)
    assert not fake.calls


def test_the_connection_goes_to_the_machine_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is looked up once, and nobody is asked again between the check and the connection."""
    asked = []

    def look_up(host: str, port: int, *, allow_private: bool, within: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(wire, "machines_of", look_up)
    with FakeNetworkServer("demonstration") as fake:
        port = fake.address.rpartition(":")[2]
        credentials = {**fake.credentials, "address": f"http://northfold.example:{port}"}
        open_network("demonstration", credentials, allow_private=True).publish(parcel("Hello."))

    assert asked == ["northfold.example"]
    assert fake.calls[0][1].headers["host"] == f"northfold.example:{port}"


def test_an_answer_from_a_name_server_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CONNECT", 0.1)
    answered = Event()

    def wait_for_it(*_: object, **__: object) -> list[object]:
        answered.wait(60)
        return []

    monkeypatch.setattr("parishpump.networks.addresses.socket.getaddrinfo", wait_for_it)
    network = open_network("mastodon", {"address": "https://slow.example", "access_token": "t"})

    with pytest.raises(NetworkError) as refusal:
        network.publish(parcel("Hello."))

    assert not answered.is_set()
    answered.set()
    assert (refusal.value.reason, refusal.value.outcome_known) == ("unreachable", True)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("social.example", "https://social.example"),
        (" https://social.example/ ", "https://social.example"),
        ("https://www.northfold.example/news", "https://www.northfold.example/news"),
    ],
)
def test_an_address_is_made_whole(said: str, meant: str) -> None:
    assert base_address(said, allow_private=False) == meant


@pytest.mark.parametrize(
    "said",
    ["http://social.example", "https://clerk:secret@social.example", "ftp://social.example", "https://", "a b",
     "https://social.example/?q=1", "https://social.example:99999", "https://[::1"],
)  # fmt: skip
def test_an_address_that_would_not_do_is_refused(said: str) -> None:
    with pytest.raises(NetworkError) as refusal:
        base_address(said, allow_private=False)

    assert refusal.value.permanent
    assert "secret" not in refusal.value.detail
