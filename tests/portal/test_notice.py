"""The page of one notice."""

from datetime import timedelta

import pytest

from parishpump.portal.views.notice import compare
from parishpump.portal.wording import paragraphs
from parishpump.publishing.actions.amending import put_up_by_hand, withdraw
from parishpump.publishing.actions.deciding import approve
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Delivery
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.portal.conftest import body
from tests.portal.scenes import HALF_PAST, picture, put_up
from tests.publishing.lives import submitted


def test_a_notice_says_what_and_who_let_it_out(resident, mill_lane):
    page = body(resident.get(f"/n/{mill_lane.reference}/"))

    assert "Mill Lane closed from 1 December</h1>" in page
    assert "Published by the <b>Communications Officer</b> on Tuesday 24 November 2026 at 12 noon" in page
    assert "approved by the <b>Clerk</b>, under delegation of the council, minute 2026/118." in page
    assert "Minute 2026/203: drain repair agreed" in page


def test_a_notice_names_offices_and_no_persons(resident, mill_lane, clerk, communications_officer):
    clerk.name, communications_officer.name = "Private Name One", "Private Name Two"
    clerk.save()
    communications_officer.save()

    for path in ("", "check/", "proof.json"):
        assert b"Private Name" not in resident.get(f"/n/{mill_lane.reference}/{path}").content


def test_the_clerk_who_released_her_own_work_is_shown_as_just_that(resident, clerk, noticeboard, own_pack):
    own_pack("[parameters]\npublish.self_approval = true\n")
    post = put_up(clerk, clerk, noticeboard)

    page = body(resident.get(f"/n/{post.reference}/"))

    assert "who wrote it and released it under the office’s own delegation of the council, minute 2026/118" in page
    assert "approved by" not in page


def test_what_is_not_public_yet_is_as_if_it_never_was(resident, clerk, communications_officer, noticeboard, mill_lane):
    draft = begin_post(by=communications_officer, at=NOON)
    waiting = submitted(communications_officer, noticeboard)
    later = submitted(communications_officer, noticeboard, goes_out=HALF_PAST, goes_out_wall="2026-11-24T12:30")
    approve(later, by=clerk, at=NOON)

    hidden = [
        resident.get(f"/n/{post.reference}/{path}")
        for post in (draft, waiting.post, later.post)
        for path in ("", "check/", "proof.json", "event.ics", f"pictures/{'0' * 64}/")
    ]
    never = resident.get("/n/P-2026-0999/")

    assert {answer.status_code for answer in (*hidden, never)} == {404}
    assert {answer.content for answer in hidden} == {never.content}


@pytest.mark.parametrize(
    "wrong", ["P-2025-0001", "P-2026-1", "p-2026-0001", "P-2026-00001", "P-2026-99999999999", "1", "P-2026-0001%00"]
)
def test_a_reference_has_one_spelling(resident, mill_lane, wrong):
    assert mill_lane.reference == "P-2026-0001"
    assert resident.get(f"/n/{wrong}/").status_code == 404


def test_a_notice_of_another_council_is_not_found(resident, mill_lane, southfold):
    assert resident.get(f"/n/{mill_lane.reference}/", headers={"host": "southfold.example"}).status_code == 404
    assert resident.get(f"/n/{mill_lane.reference}/").status_code == 200


def test_a_corrected_notice_says_so_with_both_versions(resident, corrected):
    page = body(resident.get(f"/n/{corrected.reference}/"))

    assert "Corrected on Wednesday 25 November 2026 at 12 noon" in page
    assert "We left out Ford Street." in page
    assert "Approved by the Clerk, minute 2026/118." in page
    assert '<ins><span class="vh">added: </span>' in page
    assert "Published by the <b>Communications Officer</b> on Tuesday 24 November 2026" in page


def test_a_withdrawn_notice_says_so_first_and_its_words_are_gone(resident, corrected, clerk):
    withdraw(corrected, reason="The works were called off.", by=clerk, at=NOON + timedelta(days=2))

    answer = resident.get(f"/n/{corrected.reference}/")
    page = body(answer)

    assert answer.status_code == 200
    assert page.index("Withdrawn on Thursday 26 November 2026 at 12 noon") < page.index("Published by the")
    assert "The works were called off." in page
    assert "Mill Lane closed from 1 December</h1>" in page
    assert not any(words in page for words in ("Church Road", "Ford Street", "drain", 'class="pic"'))


def test_a_notice_that_came_down_says_so_first_and_stays(resident, mill_lane, it_is):
    it_is(NOON + timedelta(days=12))

    page = body(resident.get(f"/n/{mill_lane.reference}/"))

    assert page.index("This notice came down on Sunday 6 December 2026") < page.index("Published by the")
    assert "The diversion is by Church Road." in page


def test_pictures_are_shown_with_alt_text_and_credit_until_withdrawn(resident, pin, clerk, communications_officer):
    shown = picture(communications_officer)
    post = pin(pictures=(shown,))
    path = f"/n/{post.reference}/pictures/{shown.sha256}/"

    page, answer = body(resident.get(f"/n/{post.reference}/")), resident.get(path)

    assert f'<img class="pic" src="{path}" alt="{shown.alt}" width="640" height="250"' in page
    assert "Picture: Northfold Parish Council." in page
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    withdraw(post, reason="Its owner asked.", by=clerk, at=HALF_PAST)
    assert resident.get(path).status_code == 404


def test_the_picture_of_another_notice_is_not_found_under_this_one(resident, pin, communications_officer, mill_lane):
    shown = picture(communications_officer)
    pin(pictures=(shown,))

    assert resident.get(f"/n/{mill_lane.reference}/pictures/{shown.sha256}/").status_code == 404


def test_where_else_it_stands(resident, communications_officer, clerk, noticeboard):
    ours = "https://facebook.example/northfold"
    page_by_hand = open_channel(
        "Facebook Page", "facebook by hand", address=ours, purpose="", minute="", by=clerk, at=NOON
    )
    post = put_up(communications_officer, clerk, noticeboard, page_by_hand)
    delivery = Delivery.objects.get(channel=page_by_hand)
    put_up_by_hand(delivery, address=f"{ours}/1", proof=b"", media_type="", by=clerk, at=HALF_PAST)

    page = body(resident.get(f"/n/{post.reference}/"))

    assert '<a href="https://facebook.example/northfold/1">Facebook Page</a>, put up by hand Tuesday 24' in page
    assert "at 12:30pm" in page


def test_when_and_where_of_an_event(resident, pin, northfold):
    northfold.contacts = ["01632 960 118", "clerk@northfold.example"]
    northfold.save()
    start = NOON + timedelta(days=2, hours=7, minutes=30)
    post = pin(event_start=start, event_end=start + timedelta(hours=2), venue="Village hall, Church Road")

    page = body(resident.get(f"/n/{post.reference}/"))

    assert "<dd>7:30pm to 9:30pm on Thursday 26 November 2026</dd>" in page
    assert "<dd>Village hall, Church Road</dd>" in page
    assert '<a href="tel:01632960118">01632 960 118</a>, <a href="mailto:clerk@northfold.example">' in page
    assert f'<a href="/n/{post.reference}/event.ics">Put it in your calendar</a>' in page


def test_the_longest_text_that_the_policy_reads_is_shown_and_compared(resident, pin):
    long = "The diversion is by Church Road. " * 500
    post = pin(text=long)
    pin(post=post, text=long + "Ford Street too.", correction="We left out Ford Street.", at=NOON + timedelta(days=1))

    page = body(resident.get(f"/n/{post.reference}/"))

    assert page.count("The diversion is by Church Road.") > 500
    assert "Ford Street too." in page


def test_a_hundred_thousand_characters_can_be_drawn_and_compared():
    long = "The diversion is by Church Road.\n" * 3_100

    assert paragraphs(long).count("<br>") == 3_099
    assert compare(long, long + "Ford Street too.")[-1] == ("added", "Ford Street too.")


def test_an_unchanged_notice_is_not_sent_again(resident, mill_lane, clerk):
    first = resident.get(f"/n/{mill_lane.reference}/")
    again = resident.get(f"/n/{mill_lane.reference}/", headers={"if-none-match": first.headers["ETag"]})
    withdraw(mill_lane, reason="Called off.", by=clerk, at=HALF_PAST)
    changed = resident.get(f"/n/{mill_lane.reference}/", headers={"if-none-match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_reading_sets_no_cookie_and_does_not_vary_by_one(resident, mill_lane):
    for path in ("/", f"/n/{mill_lane.reference}/", "/published/", "/feed.atom", "/privacy/"):
        answer = resident.get(path)

        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_head_request_is_answered_like_a_get(resident, mill_lane):
    answer = resident.head(f"/n/{mill_lane.reference}/")

    assert (answer.status_code, answer.content) == (200, b"")
    assert resident.post(f"/n/{mill_lane.reference}/").status_code == 405


def test_a_notice_takes_the_same_number_of_queries_whatever_its_history(
    resident, corrected, pin, django_assert_max_num_queries
):
    for number in range(2, 6):
        text = f"Version {number} of the diversion by Church Road."
        pin(post=corrected, at=NOON + timedelta(days=number), correction=f"Mistake {number}.", text=text)

    with django_assert_max_num_queries(11):
        resident.get(f"/n/{corrected.reference}/")
