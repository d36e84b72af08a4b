"""The page of one delivery: by hand, not known, held, refused, stopped."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parishpump.archive.models import Blob
from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.pausing import pause, stand_down
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import approved
from tests.publishing.pages import at_desk, clock_at, said, shown_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def facebook(clerk):
    return open_channel(
        "Facebook Page",
        "facebook by hand",
        address="https://facebook.example/nf",
        purpose="",
        minute="",
        by=clerk,
        at=NOON,
    )


@pytest.fixture
def by_hand(communications_officer, clerk, noticeboard, facebook) -> Delivery:
    revision = approved(communications_officer, clerk, noticeboard, facebook)
    deliver(now=lambda: NOON)
    return Delivery.objects.get(revision=revision, channel=facebook)


def address(delivery: Delivery, door: str = "delivery") -> str:
    return reverse(door, args=[delivery.id])


def state_of(delivery: Delivery) -> str:
    delivery.refresh_from_db()
    return delivery.state


def test_by_hand_gives_the_exact_words_and_the_page_to_open(communications_officer, by_hand):
    answer = at_desk(communications_officer).get(address(by_hand))

    exact = by_hand.revision.channel_texts[str(by_hand.channel_id)]
    assert exact in answer.content.decode()
    assert 'href="https://facebook.example/nf"' in answer.content.decode()
    assert "1. Copy the words" in said(answer)


def test_the_address_pasted_back_is_the_proof(communications_officer, by_hand):
    desk = at_desk(communications_officer)

    answer = desk.post(address(by_hand, "delivery-proof"), {"address": "https://facebook.example/nf/7"}, follow=True)

    assert state_of(by_hand) == "sent"
    assert by_hand.address == "https://facebook.example/nf/7"
    assert "you put this up on Facebook Page" in said(answer)


def test_a_screenshot_is_kept_re_encoded_as_the_proof(communications_officer, by_hand):
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(drawn, "PNG", pnginfo=None)
    upload = SimpleUploadedFile("shot.png", drawn.getvalue(), content_type="image/png")

    at_desk(communications_officer).post(address(by_hand, "delivery-proof"), {"screenshot": upload})

    assert state_of(by_hand) == "sent"
    assert Blob.objects.get(sha256=by_hand.proof).media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "one of them is the proof"),
        ({"address": "somewhere"}, "is not a whole web address"),
        ({"screenshot": SimpleUploadedFile("shot.png", b"nothing of the sort")}, "is not a picture that can be read"),
    ],
)
def test_without_a_proof_nothing_is_written_down(communications_officer, by_hand, posted, words):
    answer = at_desk(communications_officer).post(address(by_hand, "delivery-proof"), posted)

    assert answer.status_code == 422
    assert words in said(answer)
    assert state_of(by_hand) == "waiting"


def test_before_its_time_it_is_not_put_up(communications_officer, clerk, noticeboard, facebook):
    revision = approved(
        communications_officer,
        clerk,
        noticeboard,
        facebook,
        goes_out=NOON + timedelta(days=1),
        goes_out_wall="2026-11-25T12:00",
    )
    early = Delivery.objects.get(revision=revision, channel=facebook)
    desk = at_desk(communications_officer)

    assert "It is not time yet." in said(desk.get(address(early)))
    answer = desk.post(address(early, "delivery-proof"), {"address": "https://facebook.example/nf/7"})

    assert answer.status_code == 409
    assert shown_in(answer, "address") == "https://facebook.example/nf/7"
    assert state_of(early) == "waiting"


def test_what_lost_its_authority_says_do_not_put_this_up(communications_officer, deputy_clerk, clerk, by_hand):
    revoke(Delegation.objects.get(office__person=clerk), reason="left", by=deputy_clerk, at=NOON - timedelta(minutes=1))

    answer = at_desk(communications_officer).get(address(by_hand))

    assert "Do not put this up." in said(answer)


def test_while_everything_is_paused_nothing_is_put_up_by_hand(communications_officer, clerk, by_hand):
    pause(reason="burst main", by=clerk, at=NOON)
    desk = at_desk(communications_officer)

    assert "Do not put this up now. Everything is paused: “burst main”" in said(desk.get(address(by_hand)))
    answer = desk.post(address(by_hand, "delivery-proof"), {"address": "https://facebook.example/nf/7"})

    assert answer.status_code == 409
    assert state_of(by_hand) == "waiting"


@pytest.fixture
def lost(communications_officer, clerk, noticeboard, network) -> Delivery:
    network.server.faults.append("lost after")
    revision = approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=lambda: NOON + timedelta(seconds=2))
    deliver(now=lambda: NOON + timedelta(seconds=5))
    return Delivery.objects.get(revision=revision, channel=network.channel)


def test_what_is_not_known_says_that_nothing_is_sent_again_blind(communications_officer, lost):
    answer = said(at_desk(communications_officer).get(address(lost)))

    assert "Not known" in answer
    assert "Nothing is sent again until we know" in answer
    assert "We read the page back by ourselves at" in answer


def test_somebody_who_looked_settles_that_it_is_there(communications_officer, lost):
    posted = {"found": "there", "address": "https://memory.example/1"}

    at_desk(communications_officer).post(address(lost, "delivery-settlement"), posted)

    assert state_of(lost) == "sent"
    assert lost.address == "https://memory.example/1"


def test_somebody_who_looked_settles_that_it_is_not_there(communications_officer, lost):
    at_desk(communications_officer).post(address(lost, "delivery-settlement"), {"found": "not there", "address": ""})

    assert state_of(lost) == "waiting"


@pytest.mark.parametrize(
    ("posted", "words"),
    [({}, "Say whether it is there."), ({"found": "there"}, "Paste the address of the post")],
)
def test_settling_asks_for_what_was_seen(communications_officer, lost, posted, words):
    answer = at_desk(communications_officer).post(address(lost, "delivery-settlement"), posted)

    assert answer.status_code == 422
    assert words in said(answer)
    assert state_of(lost) == "unknown"


@pytest.fixture
def held(communications_officer, clerk, noticeboard) -> Delivery:
    revision = approved(communications_officer, clerk, noticeboard)
    pause(reason="burst main", by=clerk, at=NOON)
    stand_down(by=clerk, at=NOON)
    return Delivery.objects.get(revision=revision)


def test_a_held_delivery_is_let_go_by_whoever_may_approve(clerk, held):
    answer = at_desk(clerk).post(address(held, "delivery-release"), follow=True)

    assert state_of(held) == "waiting"
    assert "It goes out now, as it was approved." in said(answer)


def test_a_held_delivery_is_not_let_go_by_its_writer(communications_officer, held):
    desk = at_desk(communications_officer)

    assert "The Clerk can let it go out." in said(desk.get(address(held)))
    assert desk.post(address(held, "delivery-release")).status_code == 403
    assert state_of(held) == "held"


def test_a_held_delivery_is_given_up(communications_officer, held):
    at_desk(communications_officer).post(address(held, "delivery-end"))

    assert state_of(held) == "void"


def test_what_the_network_refused_is_tried_again(communications_officer, clerk, noticeboard, network):
    network.server.faults.append("refused")
    revision = approved(communications_officer, clerk, noticeboard, network.channel)
    deliver(now=lambda: NOON + timedelta(seconds=2))
    deliver(now=lambda: NOON + timedelta(seconds=5))
    refused = Delivery.objects.get(revision=revision, channel=network.channel)
    desk = at_desk(communications_officer)

    assert "Refused" in said(desk.get(address(refused)))
    desk.post(address(refused, "delivery-retry"))

    assert state_of(refused) == "waiting"


def test_deciding_twice_says_how_it_stands_now(communications_officer, held):
    desk = at_desk(communications_officer)
    desk.post(address(held, "delivery-end"))

    answer = desk.post(address(held, "delivery-end"))

    assert answer.status_code == 409
    assert "It could not be done: give it up" in said(answer)


def test_what_was_stopped_points_to_the_approval_that_is_asked_again(
    communications_officer, clerk, deputy_clerk, noticeboard
):
    revision = approved(communications_officer, clerk, noticeboard)
    revoke(Delegation.objects.get(office__person=clerk), reason="left", by=deputy_clerk, at=NOON - timedelta(minutes=1))
    deliver(now=lambda: NOON)
    stopped = Delivery.objects.get(revision=revision)

    answer = at_desk(deputy_clerk).get(address(stopped))

    assert "It waits for a new approval." in said(answer)
    assert reverse("revision", args=[revision.post.reference, 1]) in answer.content.decode()


def test_a_delivery_that_does_not_exist_is_not_found(clerk):
    assert at_desk(clerk).get(reverse("delivery", args=[999_999])).status_code == 404


def test_the_page_asks_a_bounded_number_of_times(clerk, by_hand, django_assert_max_num_queries):
    desk = at_desk(clerk)

    with django_assert_max_num_queries(20):
        desk.get(address(by_hand))
