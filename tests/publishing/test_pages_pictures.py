"""Pictures in the composer: added, described, put in order; a bad file costs no words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Picture, Post
from tests.conftest import NOON
from tests.publishing.pages import at_desk, clock_at, draft_of, page, said, shown_in, typed, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def post(noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


@pytest.fixture
def officer(communications_officer):
    return at_desk(communications_officer)


def picture_file(name: str = "lane.jpg", colour: str = "green") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


def test_files_are_added_with_everything_typed(officer, post):
    files = [picture_file("one.jpg"), picture_file("two.jpg", "red")]

    officer.post(page("draft-pictures", post), typed(0, files=files))

    kept = draft_of(post).content
    assert [Picture.objects.get(id=one["id"]).filename for one in kept["pictures"]] == ["one.jpg", "two.jpg"]
    assert kept["title"] == "Mill Lane closed from 1 December"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ not a picture", "notes.exe: This file is not a picture that can be read. Use a JPEG, PNG or WebP file."),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is not a picture that can be read"),
        (b"x" * (15 * 1024 * 1024 + 1), "larger than 15 MB"),
    ],
)
def test_a_bad_file_is_named_in_plain_words_and_the_good_one_and_the_words_are_kept(officer, post, content, words):
    files = [SimpleUploadedFile("notes.exe", content), picture_file()]

    answer = officer.post(page("draft-pictures", post), typed(0, files=files))

    assert answer.status_code == 422
    assert words in said(answer)
    assert shown_in(answer, "text") == draft_of(post).content["text"]
    assert len(draft_of(post).content["pictures"]) == 1


@pytest.fixture
def two_pictures(officer, post) -> list[int]:
    officer.post(
        page("draft-pictures", post), typed(0, files=[picture_file("one.jpg"), picture_file("two.jpg", "red")])
    )
    return [one["id"] for one in draft_of(post).content["pictures"]]


def test_a_passport_is_kept_with_the_people_shown(officer, post, two_pictures):
    first = two_pictures[0]
    facts = {
        "picture": two_pictures,
        f"picture_{first}-alt": "A lane with a barrier",
        f"picture_{first}-owner": "The council",
        f"picture_{first}_0-who": "A worker",
        f"picture_{first}_0-identifiable": "on",
        f"picture_{first}_0-consent": "Form 12",
    }

    officer.post(page("draft", post), typed(1, **facts))

    kept = draft_of(post).content["pictures"][0]
    assert (kept["alt"], kept["owner"]) == ("A lane with a barrier", "The council")
    assert kept["people"] == [
        {"who": "A worker", "child": False, "identifiable": True, "consent": "Form 12", "given_on": ""}
    ]
    assert shown_in(officer.get(page("draft", post)), f"picture_{first}-alt") == "A lane with a barrier"


def test_a_picture_is_moved_to_the_front_and_taken_out(officer, post, two_pictures):
    first, second = two_pictures

    officer.post(page("draft-pictures", post), typed(1, picture=two_pictures, earlier=second))
    assert [one["id"] for one in draft_of(post).content["pictures"]] == [second, first]

    officer.post(page("draft-pictures", post), typed(2, picture=[second, first], remove=second))
    assert [one["id"] for one in draft_of(post).content["pictures"]] == [first]


def test_officers_see_a_picture_and_can_save_it(officer, post, two_pictures):
    answer = officer.get(reverse("picture", args=[two_pictures[0]]), {"download": ""})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert "attachment" in answer["Content-Disposition"]
    assert "private" in answer["Cache-Control"]


def test_a_picture_of_a_draft_is_shown_to_nobody_else(post, two_pictures, southfold):
    address = reverse("picture", args=[two_pictures[0]])

    assert visitor().get(address).status_code == 302
    assert visitor("southfold.example").get(address).status_code == 302


def test_a_picture_id_of_another_council_is_left_out(officer, post):
    officer.post(page("draft", post), typed(0, picture=[999_999]))

    answer = officer.get(page("draft", post))
    assert answer.status_code == 200
    assert answer.context["content"].pictures == ()
