"""The library's pages: add, describe, choose, take out of use; and what a clerk is told on the way."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.actions.picturing import describe, retire, withdraw_consent
from parishpump.publishing.content import Shown
from parishpump.publishing.models import Passport, Picture, Post
from tests.conftest import NOON
from tests.portal.scenes import put_up
from tests.publishing.pages import at_desk, clock_at, draft_of, page, said, shown_in, typed
from tests.publishing.scenes import OWN, PUPIL, drawing, in_library, use_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def officer(communications_officer):
    return at_desk(communications_officer)


@pytest.fixture
def post(noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


def described(**more: str) -> dict[str, str]:
    return {"alt": "A lane", "owner": "Northfold Parish Council", "licence": "Own work", **more}


def test_an_empty_library_says_what_comes_here(officer):
    assert "kept with their passports" in said(officer.get(reverse("library")))


def test_a_picture_goes_straight_into_the_library_and_is_described(officer):
    file = SimpleUploadedFile("lane.jpg", drawing(), content_type="image/jpeg")
    answer = officer.post(reverse("picture-additions"), {"file": file}, follow=True)
    picture = Picture.objects.get()
    assert "What is missing" in said(answer)

    officer.post(
        reverse("passport-versions", args=[picture.id]),
        described(expires_on="31 December 2027", scope="Our channels"),
    )

    passport = Passport.objects.get(picture=picture)
    assert (passport.number, passport.expires_on, passport.missing) == (1, date(2027, 12, 31), [])


def test_the_same_file_leads_to_the_picture_that_is_there(officer, communications_officer):
    picture = in_library(communications_officer)
    file = SimpleUploadedFile("again.jpg", drawing(), content_type="image/jpeg")

    answer = officer.post(reverse("picture-additions"), {"file": file}, follow=True)

    assert "You already have this picture" in said(answer)
    assert answer.redirect_chain[-1][0] == reverse("passport", args=[picture.id])


def test_a_file_that_is_no_picture_is_refused_in_words(officer):
    answer = officer.post(reverse("picture-additions"), {"file": SimpleUploadedFile("a.jpg", b"MZ")})

    assert answer.status_code == 422
    assert "not a picture that can be read" in said(answer)


def test_a_day_that_cannot_be_read_keeps_what_was_typed(officer, communications_officer):
    picture = in_library(communications_officer)

    answer = officer.post(
        reverse("passport-versions", args=[picture.id]), described(owner="Somebody", expires_on="when pigs fly")
    )

    assert answer.status_code == 422
    assert shown_in(answer, "owner") == "Somebody"
    assert shown_in(answer, "expires_on") == "when pigs fly"


def test_a_child_needs_the_written_permission_and_its_day(officer, communications_officer):
    picture = in_library(communications_officer)
    child = {"person_0-who": "a pupil", "person_0-child": "on", "person_0-identifiable": "on"}

    officer.post(reverse("passport-versions", args=[picture.id]), described(**child))
    assert Passport.objects.last().missing == ["Written permission of a parent for a pupil"]
    consent = {"person_0-consent": "Form 12", "person_0-given_on": "3 March 2026"}
    officer.post(reverse("passport-versions", args=[picture.id]), described(**child, **consent))

    assert Passport.objects.filter(picture=picture).latest("number").missing == []


def test_withdrawn_consent_shows_what_to_take_down(officer, communications_officer, clerk, noticeboard):
    picture = in_library(communications_officer, replace(OWN, people=(PUPIL,)))
    shown = (Shown("a pupil", True, True, PUPIL.consent, PUPIL.given_on),)
    put_up(communications_officer, clerk, noticeboard, pictures=(use_of(picture, people=shown),))

    answer = officer.post(reverse("withdrawn-consent", args=[picture.id]), {"person": "0"}, follow=True)

    assert "To take down" in said(answer)
    assert "To take down" in said(officer.get(reverse("library")))


def test_a_picture_is_taken_out_of_use_with_a_reason(officer, communications_officer):
    picture = in_library(communications_officer)

    assert officer.post(reverse("retirement", args=[picture.id]), {"reason": ""}).status_code == 422
    answer = officer.post(reverse("retirement", args=[picture.id]), {"reason": "An old barrier"}, follow=True)

    assert "Out of use" in said(answer)


def test_a_councillor_looks_and_changes_nothing(councillor, communications_officer):
    picture, looking = in_library(communications_officer), at_desk(councillor)

    assert looking.get(reverse("passport", args=[picture.id])).status_code == 200
    for name in ("passport-versions", "retirement", "withdrawn-consent"):
        assert looking.post(reverse(name, args=[picture.id]), described(reason="No")).status_code == 403
    assert Passport.objects.count() == 1


def test_a_picture_of_another_council_is_not_there(officer):
    assert officer.get(reverse("passport", args=[999_999])).status_code == 404


# In the composer


def test_the_picker_leaves_out_what_may_not_be_shown(officer, post, communications_officer):
    good = in_library(communications_officer)
    ended = in_library(communications_officer, replace(OWN, expires_on=date(2026, 11, 1)), shift=60)
    retired = in_library(communications_officer, shift=120)
    taken_back = in_library(communications_officer, replace(OWN, people=(PUPIL,)), shift=170)
    retire(retired, reason="Old", by=communications_officer, at=NOON)
    withdraw_consent(taken_back, person=0, by=communications_officer, at=NOON)

    rows = officer.get(page("draft-library", post)).context["rows"]

    assert [row.picture.id for row in rows] == [good.id]
    assert ended.id != good.id


def test_a_picture_of_the_library_brings_its_facts_and_its_alt_text(officer, post, communications_officer):
    picture = in_library(communications_officer, replace(OWN, credit="Parish council"))
    officer.post(page("draft", post), typed(0))

    officer.post(page("draft-library", post), {"picture": picture.id})

    composer = officer.get(page("draft", post))
    assert shown_in(composer, f"picture_{picture.id}-alt") == OWN.alt
    assert shown_in(composer, f"picture_{picture.id}-credit") == "Parish council"
    assert shown_in(composer, "text") == draft_of(post).content["text"]


def test_a_post_may_have_an_alt_text_of_its_own(officer, post, communications_officer):
    picture = in_library(communications_officer)
    fields = {
        "picture": picture.id,
        f"picture_{picture.id}-alt": "The barrier, open",
        f"picture_{picture.id}-passport": 0,
    }

    officer.post(page("submission", post), typed(0, **fields))

    post.refresh_from_db()
    assert post.latest.pictures[0]["alt"] == "The barrier, open"
    picture.refresh_from_db()
    assert picture.facts.alt == OWN.alt


def test_what_the_library_learned_meanwhile_stands_in_the_draft(officer, post, communications_officer):
    picture = in_library(communications_officer)
    officer.post(page("draft-library", post), {"picture": picture.id})

    describe(picture, replace(OWN, owner="A photographer", source="An email"), by=communications_officer, at=NOON)

    assert shown_in(officer.get(page("draft", post)), f"picture_{picture.id}-owner") == "A photographer"


def test_choosing_from_the_library_keeps_everything_typed(officer, post):
    answer = officer.post(page("draft-pictures", post), typed(0, library="1", title="Kept"))

    assert answer["Location"] == page("draft-library", post)
    assert draft_of(post).content["title"] == "Kept"


def test_one_that_looks_the_same_can_take_its_place(officer, post, communications_officer):
    known = in_library(communications_officer)
    small = SimpleUploadedFile("small.jpg", drawing(size=(160, 100)), content_type="image/jpeg")
    officer.post(page("draft-pictures", post), typed(0, files=[small]))
    copy = Picture.objects.exclude(id=known.id).get()
    assert "It looks like a picture that you already have" in said(officer.get(page("draft", post)))

    officer.post(page("draft-pictures", post), typed(1, picture=[copy.id], instead=copy.id))

    assert [one["id"] for one in draft_of(post).content["pictures"]] == [known.id]


def test_the_library_asks_a_bounded_number_of_times(officer, communications_officer, django_assert_max_num_queries):
    for shift in (0, 60, 120, 170):
        in_library(communications_officer, shift=shift)

    with django_assert_max_num_queries(14):
        officer.get(reverse("library"))
