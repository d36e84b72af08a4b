"""What another client than ours sees of us on a Mastodon."""

from collections.abc import Iterator

import pytest
from mastodon import Mastodon as OtherClient
from requests import Session

from parishpump.networks.contract import Network
from parishpump.networks.registry import open_network
from tests.networks.parcels import TEXT, parcel, picture
from tests.real_networks.mastodon_server import MastodonServer

pytestmark = pytest.mark.real_network


@pytest.fixture
def council(mastodon: MastodonServer) -> Network:
    return open_network("mastodon", mastodon.credentials, allow_private=True)


@pytest.fixture
def resident(mastodon: MastodonServer) -> Iterator[OtherClient]:
    with Session() as session:
        yield OtherClient(access_token="grace_token", api_base_url=mastodon.address, session=session)


def test_a_resident_sees_text_and_alt_text(council: Network, resident: OtherClient) -> None:
    receipt = council.publish(parcel(TEXT, picture("The mended roof")))

    seen = resident.status(receipt.reference)

    assert resident.status_source(receipt.reference).text == TEXT
    assert [medium.description for medium in seen.media_attachments] == ["The mended roof"]
    assert (seen.visibility, seen.url) == ("public", receipt.address)


def test_a_parcel_sent_twice_is_one_post_of_the_account(council: Network, resident: OtherClient) -> None:
    sent = parcel("Only once on the timeline, please.")
    receipt = council.publish(sent)
    council.publish(sent)

    account = resident.status(receipt.reference).account
    assert [status.content for status in resident.account_statuses(account, limit=40)].count(
        resident.status(receipt.reference).content
    ) == 1


def test_a_resident_sees_the_correction_and_that_there_was_one(council: Network, resident: OtherClient) -> None:
    receipt = council.publish(parcel("The meeting is at six."))

    council.edit(receipt, parcel("The meeting is at seven."))

    assert "seven" in resident.status(receipt.reference).content
    assert len(resident.status_history(receipt.reference)) == 2


def test_the_server_tells_its_own_limits(council: Network, resident: OtherClient) -> None:
    configuration = resident.instance_v2().configuration

    limits = council.read_limits()

    assert limits.characters == configuration.statuses.max_characters
    assert limits.pictures == configuration.statuses.max_media_attachments
