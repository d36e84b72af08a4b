"""The library: a picture leaves with a complete passport or not at all, and a passport never changes a sealed post."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from parishpump.archive.models import Record
from parishpump.publishing.actions.deciding import Blocked, approve
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.picturing import (
    NobodyThere,
    Retired,
    add_picture,
    describe,
    retire,
    withdraw_consent,
)
from parishpump.publishing.content import Shown
from parishpump.publishing.models import Delivery, Passport, Picture
from parishpump.publishing.pictures import clean, look_alike
from parishpump.publishing.queries.library import library, pickable, to_take_down, uses_of
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.seal import seal_of
from tests.conftest import NOON
from tests.portal.scenes import put_up
from tests.publishing.lives import approved, submitted
from tests.publishing.scenes import OWN, PUPIL, drawing, in_library, use_of

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def blocked_words(by, board, use) -> list[str]:
    with pytest.raises(Blocked) as refused:
        submitted(by, board, pictures=(use,))
    return [finding.message for finding in refused.value.verdict.of("must")]


# What a passport asks for


def test_what_was_typed_in_a_post_goes_into_the_passport(communications_officer, noticeboard):
    picture = in_library(communications_officer, None)

    submitted(
        communications_officer,
        noticeboard,
        pictures=(use_of(picture, alt="A lane", owner="The council", licence="Own work"),),
    )

    passport = Passport.objects.get(picture=picture)
    assert (passport.number, passport.owner, passport.missing) == (1, "The council", [])
    assert Record.objects.filter(kind="picture described", subject=f"picture {picture.id}").exists()


def test_the_same_facts_again_write_no_new_version(communications_officer, noticeboard):
    picture = in_library(communications_officer)

    submitted(communications_officer, noticeboard, pictures=(use_of(picture),))

    assert Passport.objects.filter(picture=picture).count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(OWN, owner="A photographer", licence="Permission of 3 March 2026"), "Source: where it came from"),
        (replace(OWN, people=(replace(PUPIL, consent=""),)), "Written permission of a parent for a pupil"),
        (replace(OWN, people=(replace(PUPIL, given_on=""),)), "Day of the parent’s written permission for a pupil"),
        (replace(OWN, people=(replace(PUPIL, child=False, consent="", given_on=""),)), "Consent of a pupil"),
    ],
    ids=["no source", "no permission", "no day", "no consent"],
)
def test_a_picture_without_a_complete_passport_cannot_leave(communications_officer, noticeboard, facts, words):
    picture = in_library(communications_officer, facts)
    people = tuple(Shown(one.who, one.child, one.identifiable, one.consent, one.given_on) for one in facts.people)

    said = blocked_words(communications_officer, noticeboard, use_of(picture, people=people))

    assert any(words in one for one in said)


def test_a_passport_with_everything_lets_it_leave(communications_officer, noticeboard):
    picture = in_library(communications_officer, replace(OWN, people=(PUPIL,)))
    shown = (Shown("a pupil", True, True, PUPIL.consent, PUPIL.given_on),)

    revision = submitted(communications_officer, noticeboard, pictures=(use_of(picture, people=shown),))

    assert revision.stage == "submitted"


# What time and people change


def test_a_picture_that_will_have_run_out_when_the_post_goes_is_blocked(communications_officer, noticeboard):
    picture = in_library(communications_officer, replace(OWN, expires_on=date(2026, 11, 30)))
    use = use_of(picture, expires_on="2026-11-30")

    assert submitted(communications_officer, noticeboard, pictures=(use,)).stage == "submitted"
    with pytest.raises(Blocked):
        submitted(
            communications_officer,
            noticeboard,
            pictures=(use,),
            goes_out=NOON + timedelta(days=8),
            goes_out_wall="2026-12-02T12:00",
        )


def test_a_retired_picture_cannot_be_used_again(communications_officer, noticeboard):
    picture = in_library(communications_officer)
    retire(picture, reason="The barrier is another now", by=communications_officer, at=NOON)

    said = blocked_words(communications_officer, noticeboard, use_of(picture))

    assert said == ["Picture 1 was taken out of use: The barrier is another now."]
    with pytest.raises(Retired):
        retire(picture, reason="Again", by=communications_officer, at=NOON)


def later(by, approver, channel, board, picture):
    """A post with the picture, approved to go out in an hour."""
    return approved(
        by,
        approver,
        board,
        channel,
        pictures=(use_of(picture),),
        goes_out=NOON + timedelta(hours=1),
        goes_out_wall="2026-11-24T13:00",
    )


@pytest.mark.parametrize("deed", ["retired", "run out", "withdrawn"])
def test_what_was_approved_is_stopped_when_its_picture_may_no_longer_be_shown(
    communications_officer, clerk, noticeboard, network, deed
):
    worker = replace(PUPIL, who="a worker", child=False)
    picture = in_library(communications_officer, replace(OWN, people=(worker,)))
    shown = (Shown("a worker", False, True, worker.consent, worker.given_on),)
    revision = approved(
        communications_officer,
        clerk,
        noticeboard,
        network.channel,
        pictures=(use_of(picture, people=shown),),
        goes_out=NOON + timedelta(hours=1),
        goes_out_wall="2026-11-24T12:30",
    )
    if deed == "retired":
        retire(picture, reason="Another barrier", by=clerk, at=NOON)
    elif deed == "run out":
        describe(picture, replace(picture.facts, expires_on=date(2026, 11, 23)), by=clerk, at=NOON)
    else:
        withdraw_consent(picture, person=0, by=clerk, at=NOON)

    deliver(now=lambda: NOON + timedelta(hours=1))

    assert network.posts() == []
    assert {one.state for one in Delivery.objects.filter(revision=revision)} == {"stopped"}
    assert "picture 1" in Delivery.objects.filter(revision=revision).first().problem.lower()
    with pytest.raises(Blocked):
        approve(revision, by=clerk, at=NOON + timedelta(hours=2))


def test_a_renewed_right_lets_the_same_version_be_approved_again(communications_officer, clerk, noticeboard, network):
    picture = in_library(communications_officer)
    revision = later(communications_officer, clerk, network.channel, noticeboard, picture)
    describe(picture, replace(OWN, expires_on=date(2026, 11, 23)), by=clerk, at=NOON)
    deliver(now=lambda: NOON + timedelta(hours=1))

    describe(picture, replace(OWN, expires_on=date(2027, 11, 23)), by=clerk, at=NOON + timedelta(hours=2))
    approve(revision, by=clerk, at=NOON + timedelta(hours=2))
    for minute in range(3):
        deliver(now=lambda minute=minute: NOON + timedelta(hours=2, minutes=minute))

    assert len(network.posts()) == 1


def test_a_change_of_the_passport_never_alters_what_was_sealed(communications_officer, noticeboard):
    picture = in_library(communications_officer)
    revision = submitted(communications_officer, noticeboard, pictures=(use_of(picture),))

    describe(picture, replace(OWN, owner="Somebody else", source="A letter"), by=communications_officer, at=NOON)

    revision.refresh_from_db()
    assert revision.pictures[0]["owner"] == "Northfold Parish Council"
    assert seal_of(content_of(revision), revision.channel_texts) == revision.seal


def test_versions_of_a_passport_are_written_once(communications_officer):
    picture = in_library(communications_officer)

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Passport.objects.filter(picture=picture).update(owner="Somebody else")


# Consent


def test_withdrawn_consent_lists_the_posts_to_take_down(communications_officer, clerk, noticeboard):
    worker = replace(PUPIL, who="a worker", child=False)
    picture = in_library(communications_officer, replace(OWN, people=(worker,)))
    shown = (Shown("a worker", False, True, worker.consent, worker.given_on),)
    post = put_up(communications_officer, clerk, noticeboard, pictures=(use_of(picture, people=shown),))

    withdraw_consent(picture, person=0, by=communications_officer, at=NOON)

    (found,) = to_take_down(TODAY)
    assert (found.picture, found.use.post) == (picture, post)
    assert not pickable("", day=TODAY).exists()
    with pytest.raises(NobodyThere):
        withdraw_consent(picture, person=0, by=communications_officer, at=NOON)


def test_a_new_consent_takes_the_place_of_one_that_was_withdrawn(communications_officer, noticeboard):
    picture = in_library(communications_officer, replace(OWN, people=(PUPIL,)))
    withdraw_consent(picture, person=0, by=communications_officer, at=NOON)
    again = Shown("a pupil", True, True, "Form 31 in the office", "2026-11-20")

    submitted(communications_officer, noticeboard, pictures=(use_of(picture, people=(again,)),))

    picture.refresh_from_db()
    assert picture.facts.people[0].withdrawn_on == ""


# Finding


def test_filters_and_words_find_pictures(communications_officer):
    complete = in_library(communications_officer)
    ending = in_library(communications_officer, replace(OWN, expires_on=TODAY + timedelta(days=5)), shift=60)
    Picture.objects.create(
        sha256="0" * 64, media_type="image/png", width=1, height=1, added_at=NOON, added_by=communications_officer
    )

    assert [one.id for one in library("usable", "barrier", day=TODAY)] == [ending.id, complete.id]
    assert list(library("ending", "", day=TODAY)) == [ending]
    assert library("incomplete", "", day=TODAY).count() == 1
    assert library("all", "zebra", day=TODAY).count() == 0
    assert list(library("ended", "", day=TODAY + timedelta(days=6))) == [ending]


def test_where_a_picture_was_used(communications_officer, clerk, noticeboard):
    picture = in_library(communications_officer)
    post = put_up(communications_officer, clerk, noticeboard, pictures=(use_of(picture),))

    (use,) = uses_of(picture, day=TODAY)

    assert (use.post, use.versions, use.on_show) == (post, (1,), True)


# Known again


def test_the_same_file_is_taken_in_once(communications_officer):
    first = add_picture(drawing(), filename="one.jpg", by=communications_officer, at=NOON)

    again = add_picture(drawing(), filename="two.jpg", by=communications_officer, at=NOON + timedelta(days=1))

    assert again == first
    assert Picture.objects.count() == 1


def test_a_smaller_copy_is_offered_as_one_that_is_there(communications_officer):
    first = add_picture(drawing(), filename="one.jpg", by=communications_officer, at=NOON)

    copy = add_picture(drawing(size=(160, 100), quality=60), filename="small.jpg", by=communications_officer, at=NOON)

    assert copy.looks_like == first


def test_other_pictures_and_plain_surfaces_are_like_nothing():
    house, other = clean(drawing()).look, clean(drawing(shift=120)).look
    plain = io.BytesIO()
    Image.new("RGB", (60, 60), "green").save(plain, "PNG")

    assert not look_alike(house, other)
    assert not look_alike(clean(plain.getvalue()).look, clean(plain.getvalue()).look)
