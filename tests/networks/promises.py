"""What every network client promises. The same sentences are tried on the fakes and on the real networks."""

from dataclasses import replace

import pytest

from parishpump.networks.contract import Network, NetworkError, Receipt
from tests.networks.parcels import TEXT, parcel, picture


def test_the_network_says_who_we_are(network: Network) -> None:
    health = network.check()

    assert health.ok
    assert health.account


def test_a_post_is_shown_as_it_was_sent(network: Network) -> None:
    receipt = network.publish(parcel(TEXT, picture(), picture("The hall’s new door", colour="red")))

    shown = network.read(receipt)

    assert shown is not None
    assert shown.text == TEXT
    assert shown.alts == ("The mended roof of the village hall", "The hall’s new door")
    assert (shown.reference, shown.address) == (receipt.reference, receipt.address)


def test_the_same_parcel_twice_is_one_post(network: Network) -> None:
    twice = parcel(f"Once only. {TEXT}", picture())

    first = network.publish(twice)
    second = network.publish(twice)

    assert first == second


def test_two_parcels_are_two_posts(network: Network) -> None:
    one = parcel("The library van comes on Monday.")
    other = replace(parcel("The library van comes on Friday."), written_at=one.written_at)

    assert network.publish(one) != network.publish(other)


def test_what_was_published_is_found_by_its_parcel(network: Network) -> None:
    sent = parcel(f"Find me. {TEXT}", picture("A door"))

    receipt = network.publish(sent)

    assert network.find(sent) == receipt


def test_what_was_never_published_is_not_found(network: Network) -> None:
    network.publish(parcel("The allotments have a free plot."))

    assert network.find(parcel("The allotments have two free plots.")) is None
    assert network.find(parcel("The allotments have a free plot.", picture())) is None


def test_a_correction_takes_the_place_of_the_first_text(network: Network) -> None:
    receipt = network.publish(parcel("The meeting is at six.", picture("The hall")))

    corrected = network.edit(receipt, parcel("The meeting is at seven.", picture("The hall")))

    shown = network.read(corrected)
    assert shown is not None
    assert (shown.text, shown.alts) == ("The meeting is at seven.", ("The hall",))
    assert corrected == receipt


def test_a_late_repeat_does_not_undo_a_correction(network: Network) -> None:
    first = parcel("The hall is closed on Tuesday.")
    receipt = network.publish(first)
    network.edit(receipt, parcel("The hall is closed on Thursday."))

    assert network.publish(first) == receipt

    shown = network.read(receipt)
    assert shown is not None
    assert shown.text == "The hall is closed on Thursday."


def test_what_was_withdrawn_is_gone_and_may_be_withdrawn_again(network: Network) -> None:
    sent = parcel("Posted by mistake.", picture())
    receipt = network.publish(sent)

    network.withdraw(receipt)
    network.withdraw(receipt)

    assert network.read(receipt) is None
    assert network.find(sent) is None


def test_a_receipt_of_another_network_is_refused_and_nothing_is_sent(network: Network) -> None:
    with pytest.raises(NetworkError) as refusal:
        network.withdraw(Receipt("../../elsewhere", "https://elsewhere.example/"))

    assert refusal.value.permanent
    assert refusal.value.outcome_known
