"""The fakes and the clients keep what `promises` says; tests/real_networks holds the real networks to the same."""

from parishpump.networks.contract import Network
from tests.networks.parcels import parcel, picture
from tests.networks.promises import *  # noqa: F403


# Not among the promises: mastodon_mock 0.6.1 keeps the first pictures when a post is edited; Mastodon itself does not.
def test_a_correction_may_bring_another_picture(network: Network) -> None:
    receipt = network.publish(parcel("The meeting is at six.", picture("A clock at six")))

    network.edit(receipt, parcel("The meeting is at seven.", picture("A clock at seven", colour="blue")))

    shown = network.read(receipt)
    assert shown is not None
    assert shown.alts == ("A clock at seven",)
