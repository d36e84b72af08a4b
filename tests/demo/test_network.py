"""The demonstration network keeps the contract that its client describes, and shows plainly what people wrote."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.demo.actions import open_account
from parishpump.demo.in_house import network_in_house
from parishpump.demo.models import DemoPost, Reply
from parishpump.networks.contract import NetworkError, Parcel, Picture
from tests.conftest import NOON
from tests.demo.conftest import ADDRESS, TOKEN

PICTURE = Picture(b"\x89PNG not really", "image/png", "The green with its oak.", 40, 30)
PARCEL = Parcel(key="a" * 32, text="Mill Lane is closed.", pictures=(PICTURE,), written_at=NOON)


@pytest.fixture
def network(switched_on, account):
    return network_in_house({"address": f"{ADDRESS}/demonstration/network", "token": TOKEN})


@pytest.fixture
def posted(network) -> DemoPost:
    return DemoPost.objects.get(id=int(network.publish(PARCEL).reference))


def answer(visitor: Client, post: DemoPost, author: str = "Dog walker", text: str = "Thank you."):
    return visitor.post(reverse("demo-replies", args=[post.id]), {"author": author, "text": text})


def test_it_lets_us_in_by_name(network):
    health = network.check()

    assert (health.ok, health.account) == (True, "Northfold Parish Council")


def test_a_wrong_token_is_refused(switched_on, account):
    stranger = network_in_house({"address": f"{ADDRESS}/demonstration/network", "token": "wrong"})

    assert not stranger.check().ok
    with pytest.raises(NetworkError, match="sign-in refused"):
        stranger.publish(PARCEL)


def test_a_post_is_there_with_its_picture_and_alt_text(network):
    receipt = network.publish(PARCEL)

    shown = network.read(receipt)
    assert (shown.text, shown.alts) == ("Mill Lane is closed.", ("The green with its oak.",))
    assert receipt.address == f"{ADDRESS}/demonstration/network/posts/{receipt.reference}/"


def test_the_same_key_twice_is_one_post(network):
    first, second = network.publish(PARCEL), network.publish(PARCEL)

    assert first == second
    assert DemoPost.objects.count() == 1
    assert network.find(PARCEL) == first


def test_a_post_is_changed_and_taken_down(network):
    receipt = network.publish(PARCEL)
    network.edit(receipt, Parcel(PARCEL.key, "Mill Lane is open.", (), NOON))
    changed = network.read(receipt)
    network.withdraw(receipt)

    assert (changed.text, changed.alts) == ("Mill Lane is open.", ())
    assert network.read(receipt) is None
    assert network.find(PARCEL) is None
    network.withdraw(receipt)


def test_one_account_cannot_touch_the_posts_of_another(network, posted):
    DemoPost.objects.update(account=open_account("Another council", handle="another", token="theirs"))

    found = Client().delete(
        reverse("demo-api-post", args=[posted.id]), headers={"host": "localhost", "authorization": f"Bearer {TOKEN}"}
    )

    assert found.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"key": "k", "text": "x", "written_at": "yesterday"}',
        b'{"key": "k", "text": "x", "written_at": "2026-11-24T12:00:00"}',
        b'{"key": "", "text": "x", "written_at": "2026-11-24T12:00:00Z"}',
        b'{"key": "k", "text": " ", "written_at": "2026-11-24T12:00:00Z"}',
        b'{"key": "k", "text": "a\\u0000b", "written_at": "2026-11-24T12:00:00Z"}',
        b'{"key": "k", "text": "x", "written_at": "2026-11-24T12:00:00Z", "pictures": [{}]}',
        b'{"key": "k", "text": "x", "written_at": "2026-11-24T12:00:00Z", "pictures": {"a": 1}}',
        b'{"key": "k", "text": "' + b"x" * 501 + b'", "written_at": "2026-11-24T12:00:00Z"}',
    ],
)
def test_what_cannot_be_read_is_refused_in_words(switched_on, account, body):
    answered = Client().post(
        reverse("demo-api-posts"),
        body,
        content_type="application/json",
        headers={"host": "localhost", "authorization": f"Bearer {TOKEN}"},
    )

    assert answered.status_code in (400, 422)
    assert answered.json()["error"]
    assert not DemoPost.objects.exists()


def test_a_page_of_the_network_is_no_kind_of_picture(network):
    with pytest.raises(NetworkError, match="no kind of picture"):
        network.publish(Parcel("b" * 32, "x", (Picture(b"<svg/>", "image/svg+xml", "A line.", 1, 1),), NOON))


def test_everybody_sees_the_timeline_and_its_pictures(visitor, posted):
    page = visitor.get(reverse("demo-network"))
    picture = visitor.get(reverse("demo-picture", args=[posted.pictures.get().id]))

    assert "Mill Lane is closed." in page.text
    assert 'alt="The green with its oak."' in page.text
    assert (picture.content, picture.headers["Content-Type"]) == (PICTURE.content, "image/png")


def test_an_empty_timeline_teaches(visitor):
    assert "Nobody has posted anything yet." in visitor.get(reverse("demo-network")).text


def test_a_resident_answers(visitor, posted):
    page = answer(visitor, posted)

    said = Reply.objects.get()
    assert (said.author, said.text) == ("Dog walker", "Thank you.")
    assert page.url.endswith(f"#reply-{said.id}")
    assert "Thank you." in visitor.get(reverse("demo-post", args=[posted.id])).text


def test_what_a_resident_writes_is_shown_as_words_and_nothing_else(visitor, posted):
    answer(visitor, posted, author="<b>Bold</b>", text="<script>alert(1)</script> javascript:alert(1)")

    page = visitor.get(reverse("demo-post", args=[posted.id])).text
    assert "<script>alert" not in page
    assert "<b>Bold" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("author", "text"), [("", "x"), ("x", ""), ("x" * 61, "x"), ("x", "y" * 501), ("a\x00", "x")])
def test_an_answer_that_does_not_fit_is_kept_in_the_form_with_the_reason(visitor, posted, author, text):
    page = answer(visitor, posted, author, text)

    assert page.status_code == 422
    assert "Not posted yet" in page.text
    assert not Reply.objects.exists()


def test_nobody_answers_more_than_six_times_in_ten_minutes(visitor, posted):
    pages = [answer(visitor, posted) for _ in range(7)]

    assert [page.status_code for page in pages] == [302] * 6 + [429]
    assert "Come back in ten minutes" in pages[-1].text


def test_all_together_cannot_flood_it(visitor, posted):
    Reply.objects.bulk_create(
        Reply(post=posted, author="x", text="x", sender=str(number), at=timezone.now()) for number in range(60)
    )

    assert answer(visitor, posted).status_code == 429


def test_an_answer_needs_the_forms_own_token(switched_on, posted):
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})

    assert answer(strict, posted).status_code == 403


def test_a_post_that_was_taken_down_cannot_be_read_or_answered(visitor, network, posted):
    network.withdraw(network.publish(PARCEL))

    assert visitor.get(reverse("demo-post", args=[posted.id])).status_code == 404
    assert answer(visitor, posted).status_code == 404


def test_the_network_carries_no_script_and_no_style_inside_its_pages(visitor, posted):
    page = visitor.get(reverse("demo-post", args=[posted.id])).text

    assert "<script" not in page
    assert "<style" not in page
    assert ' style="' not in page
