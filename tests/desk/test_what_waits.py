"""What waits for whom, in which order, and in which words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from parishpump.archive.actions import seal
from parishpump.channels.models import Checkup, Credential
from parishpump.people.actions import delegate
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import APPROVE
from parishpump.publishing.actions.deciding import approve, expire, send_back
from parishpump.publishing.actions.pausing import pause
from parishpump.publishing.actions.picturing import withdraw_consent
from parishpump.publishing.content import Shown
from tests.conftest import MAY, NEXT_MAY, NOON
from tests.desk.scenes import channel, clock, goes_out, left_as
from tests.people.signing_in import sign_in
from tests.portal.scenes import put_up
from tests.publishing.lives import submitted
from tests.publishing.pages import said
from tests.publishing.scenes import OWN, PUPIL, in_library, use_of

TOMORROW = NOON + timedelta(days=1)


def waiting(client: Client) -> str:
    """The list of what waits for this person now."""
    page = said(client.get("/desk/"))
    return page.partition("Waiting for you now")[2].partition("Waiting for others")[0].partition("Today")[0]


def test_a_post_to_approve_waits_for_the_clerk_until_it_expires(as_clerk, desk):
    desk.submitted("Mill Lane closed", at=NOON - timedelta(hours=1), **goes_out(clock("15:00")))

    found = waiting(as_clerk)

    assert "By 3pm today, then it expires Approve: Mill Lane closed" in found
    assert "The Communications Officer asked for approval at 11am today." in found
    assert "Read and decide" in found


def test_nobody_is_asked_to_approve_what_they_wrote(as_clerk, desk):
    submitted(desk.clerk, desk.noticeboard, title="By the Clerk")

    page = said(as_clerk.get("/desk/"))

    assert "Nothing waits for you." in page
    assert "Waiting for others" in page
    assert "You wrote this, so somebody else approves it." in page


def test_where_the_policy_lets_the_clerk_release_her_own_it_waits_for_her(as_clerk, desk, own_pack):
    own_pack('[parameters]\n"publish.self_approval" = true\n')
    submitted(desk.clerk, desk.noticeboard, title="By the Clerk")

    assert "Approve: By the Clerk" in waiting(as_clerk)


def test_a_delegation_for_other_channels_does_not_make_it_wait(desk, communications_officer, deputy_clerk, at_desk_of):
    social = channel("Mastodon", "mastodon", desk.clerk)
    Delegation.objects.filter(minute="2026/119").update(channels=[social.id])

    desk.submitted("For the noticeboard")

    assert "For the noticeboard" not in said(at_desk_of(deputy_clerk).get("/desk/"))


def test_the_writer_sees_that_it_waits_for_others(as_officer, desk):
    desk.submitted("Mill Lane closed")

    assert "Mill Lane closed" not in waiting(as_officer)
    assert "Waiting for others" in said(as_officer.get("/desk/"))


def test_a_councillor_without_a_delegation_has_nothing_to_do_and_reads_why(as_councillor, desk):
    desk.submitted("Mill Lane closed")

    page = said(as_councillor.get("/desk/"))

    assert "Nothing waits for you." in page
    assert "Nothing is delegated to you, so you can look at everything here, and change nothing." in page


def test_what_was_sent_back_waits_for_its_writer_with_the_reason(as_officer, desk):
    revision = desk.submitted("Mill Lane closed")
    send_back(revision, reason="Say until when.", by=desk.clerk, at=NOON)

    assert "Change: Mill Lane closed The Clerk sent it back: “Say until when.”" in waiting(as_officer)


def test_what_ran_out_waits_a_fortnight_for_its_writer(desk, at_desk_of, it_is):
    revision = desk.submitted("Mill Lane closed", at=NOON - timedelta(hours=2), **goes_out(clock("11:00")))
    expire(revision, at=NOON)
    assert "Submit again, or leave: Mill Lane closed" in waiting(at_desk_of(desk.officer))

    it_is(NOON + timedelta(days=15))
    assert "Submit again" not in waiting(at_desk_of(desk.officer))


def test_a_draft_waits_when_nobody_touched_it_for_a_day(desk, at_desk_of, it_is):
    desk.draft("Bus shelter survey", desk.officer, at=NOON)
    assert "Bus shelter" not in waiting(at_desk_of(desk.officer))

    it_is(NOON + timedelta(hours=25))
    assert "Untouched for 25 hours Finish your draft: Bus shelter survey" in waiting(at_desk_of(desk.officer))


@pytest.mark.parametrize(
    ("state", "problem", "words"),
    [
        ("unknown", "", "Settle: did “Gritting” reach Mastodon?"),
        ("rejected", "Too large.", "Mend: Mastodon refused “Gritting” Too large. Mend the cause, then try again"),
        ("held", "It came due while everything was paused.", "Decide: does “Gritting” still go out on Mastodon?"),
        ("stopped", "The channel is closed.", "Decide: “Gritting” was stopped on Mastodon The channel is closed."),
        ("waiting", "", "Find out why “Gritting” has not reached Mastodon"),
    ],
)
def test_a_delivery_that_needs_a_person_waits_with_how_late_it_is(as_clerk, desk, it_is, state, problem, words):
    social = channel("Mastodon", "mastodon", desk.clerk)
    revision = desk.approved("Gritting", social, **goes_out(clock("08:00")))
    left_as(revision, desk.noticeboard, "sent")
    left_as(revision, social, state, problem)
    it_is(clock("09:10"))

    found = waiting(as_clerk)

    assert "1h 10m late due 8am" in found
    assert words in found


def test_by_hand_it_waits_when_it_is_time_and_not_before(desk, at_desk_of, it_is):
    page = channel("Facebook Page", "facebook by hand", desk.clerk)
    left_as(desk.approved("Gritting", page, **goes_out(TOMORROW)), desk.noticeboard, "sent")
    assert "Gritting" not in waiting(at_desk_of(desk.officer))

    it_is(TOMORROW)
    assert "Put up on Facebook Page: “Gritting”" in waiting(at_desk_of(desk.officer))


def test_what_is_late_stands_first_and_what_can_wait_last(as_clerk, desk, it_is):
    social = channel("Mastodon", "mastodon", desk.clerk)
    desk.draft("A draft", desk.clerk, at=NOON - timedelta(days=3))
    desk.submitted("Due at three", **goes_out(clock("15:00")))
    left_as(desk.approved("Gritting", social, **goes_out(clock("08:00"))), social, "unknown")

    found = waiting(as_clerk)

    assert found.index("Gritting") < found.index("Due at three") < found.index("A draft")


def test_while_everything_is_paused_nothing_is_late(as_clerk, desk, it_is):
    desk.approved("Gritting", **goes_out(clock("13:00")))
    pause(reason="Burst main.", by=desk.clerk, at=NOON)
    seal(at=NOON)
    it_is(clock("14:00"))

    page = said(as_clerk.get("/desk/"))

    assert "Nothing waits for you." in page
    assert "Everything is paused since 12 noon today, by the Clerk: Burst main. One post is held." in page
    assert "Held" in page.partition("Today")[2]


def test_a_sign_in_that_ends_within_a_fortnight_waits_for_who_manages_channels(as_clerk, as_officer, desk):
    social = channel("Mastodon", "mastodon", desk.clerk)
    Credential.objects.create(
        channel=social, sealed=b"-", stored_at=NOON, stored_by=desk.clerk, ends_at=NOON + timedelta(days=9)
    )

    assert "In 9 days Thu 3 Dec Renew the sign-in of Mastodon" in waiting(as_clerk)
    assert "Renew" not in waiting(as_officer)


def test_a_channel_that_does_not_let_us_in_waits(as_clerk, desk):
    social = channel("Mastodon", "mastodon", desk.clerk)
    Checkup.objects.create(channel=social, at=NOON, ok=True)
    Checkup.objects.create(channel=social, at=NOON, ok=False, message="The access token was refused.")

    page = said(as_clerk.get("/desk/"))

    assert "Mend the sign-in of Mastodon The access token was refused." in page
    assert "Failing Channel: Mastodon does not let us in" in page


def test_a_delegation_that_ends_within_a_month_waits_until_a_new_one_follows_it(as_clerk, as_officer, desk, it_is):
    it_is(NOON)
    Delegation.objects.filter(minute="2026/120").update(ends=NOON.date() + timedelta(days=20))
    assert "In 20 days Mon 14 Dec, its last day Have your delegation renewed: minute 2026/120" in waiting(as_officer)
    assert "Have the delegation of the Communications Officer renewed" in waiting(as_clerk)

    office = Office.objects.get(person=desk.officer)
    delegate(
        office,
        ["write posts", "listen and answer"],
        minute="2026/400",
        starts=NOON.date() + timedelta(days=21),
        ends=NEXT_MAY,
        by=desk.clerk,
        at=NOON,
    )
    assert "renewed" not in waiting(as_officer) + waiting(as_clerk)


def test_a_record_that_nobody_seals_is_said_aloud(as_clerk, desk, it_is):
    seal(at=NOON)
    desk.draft("Anything", desk.clerk, at=NOON)
    desk.submitted("Anything", at=NOON)
    it_is(NOON + timedelta(minutes=2))
    assert "not sealed" not in said(as_clerk.get("/desk/"))

    it_is(NOON + timedelta(minutes=9))
    assert "8 minutes late waits since 12 noon Find out why the record is not sealed" in waiting(as_clerk)


def test_ten_rows_stand_there_and_the_rest_behind_a_word(as_clerk, desk):
    for number in range(12):
        desk.submitted(f"Post {number}")

    page = as_clerk.get("/desk/").content.decode()

    assert page.partition('<details class="govuk-details">')[0].count("Read and decide") == 10
    assert "2 more: show" in page
    assert "12 things wait for you." in page


def test_what_you_act_under_says_minute_days_powers_and_cover(as_clerk, deputy_clerk, desk):
    page = said(as_clerk.get("/desk/")).partition("What you act under")[2]

    assert "Minute 2026/118 From 13 May 2026 To 12 May 2027, in 169 days" in page
    assert "Not approve what you wrote yourself Cover Deputy Clerk, minute 2026/119" in page


def test_a_new_council_is_shown_three_first_steps_until_there_is_a_post(as_clerk, deputy_clerk, noticeboard, desk):
    page = said(as_clerk.get("/desk/"))
    assert "Three first steps Step 1 Connect a channel" in page
    assert "Step 2 Done Invite a second officer" in page
    assert "Step 3 Write the first post" in page

    desk.submitted("The first")
    assert "Three first steps" not in said(as_clerk.get("/desk/"))


def test_an_empty_desk_says_what_comes_next(as_clerk, desk):
    left_as(desk.approved("Library van dates", **goes_out(clock("15:00"))), desk.noticeboard, "waiting")

    assert "Nothing waits for you. The next thing is Library van dates at 3pm." in said(as_clerk.get("/desk/"))


def test_another_councils_posts_are_not_on_the_desk(as_clerk, desk, southfold):
    desk.submitted("Only Northfold knows")
    person = Office.objects.get(person=desk.clerk).person
    elsewhere = sign_in(Client(headers={"host": "southfold.example"}), person)

    answer = elsewhere.get("/desk/")

    assert answer.status_code == 403
    assert "Only Northfold knows" not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/news/",
        "/calendar/",
        "/register/",
        "/register.csv",
        "/record/",
        "/record/1/",
        "/record/1/proof.json",
    ],
)
def test_whoever_is_signed_out_is_asked_to_sign_in(northfold, path):
    answer = Client(headers={"host": "northfold.example"}).get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_only_what_changed_is_sent_again(as_clerk, desk):
    seen = as_clerk.get("/desk/").context["seen"]
    assert as_clerk.get(f"/desk/news/?seen={seen}").status_code == 204

    desk.submitted("Something new")
    answer = as_clerk.get(f"/desk/news/?seen={seen}", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "Something new" in said(answer)
    assert 'id="desk-running" hx-swap-oob="true"' in answer.content.decode()


@pytest.mark.parametrize("named", [True, False])
def test_whoever_holds_the_power_is_asked_where_the_policy_names_their_office(
    desk, councillor, at_desk_of, own_pack, named
):
    own_pack(f'[parameters]\npublish.approvers = ["Clerk", "{"Councillor" if named else "Deputy Clerk"}"]\n')
    desk.submitted("Mill Lane closed")
    office = Office.objects.get(person=councillor)
    Delegation.objects.create(
        office=office,
        powers=[APPROVE],
        minute="2026/500",
        starts=MAY,
        ends=NEXT_MAY,
        given_at=NOON,
        given_by=desk.clerk,
    )

    assert ("Approve: Mill Lane closed" in waiting(at_desk_of(councillor))) is named


def test_who_may_agree_is_asked_to_be_the_second_person(at_desk_of, councillor, clerk, desk, own_pack):
    own_pack(
        '[parameters]\npublish.two_person = "always"\npublish.second_approvers = ["Councillor"]\n'
        'publish.approvers = ["Clerk", "Deputy Clerk"]\n'
    )
    revision = desk.submitted("Mill Lane closed", at=NOON - timedelta(hours=1))
    approve(revision, by=clerk, at=NOON)

    as_councillor, as_clerk = at_desk_of(councillor), at_desk_of(clerk)

    assert "Agree, as the second person: Mill Lane closed It is approved" in waiting(as_councillor)
    assert "Mill Lane closed" not in waiting(as_clerk)
    assert "You approved this; a second person agrees." in said(as_clerk.get("/desk/"))


def test_a_picture_of_somebody_who_changed_their_mind_waits_until_it_is_down(as_officer, clerk, desk):
    worker = replace(PUPIL, who="a worker", child=False)
    picture = in_library(desk.officer, replace(OWN, people=(worker,)))
    people = (Shown("a worker", False, True, worker.consent, worker.given_on),)
    put_up(desk.officer, clerk, desk.noticeboard, title="The new bench", pictures=(use_of(picture, people=people),))
    assert "Take a picture down" not in waiting(as_officer)

    withdraw_consent(picture, person=0, by=desk.officer, at=NOON)

    assert "Take a picture down: The new bench" in waiting(as_officer)


def test_what_has_been_public_for_long_is_one_row_that_opens_the_list(at_desk_of, clerk, desk, own_pack, it_is):
    own_pack('[parameters]\ncontent.stale_after = "2 weeks"\n')
    for title in ("Grit bins", "Dog bins"):
        put_up(desk.officer, clerk, desk.noticeboard, title=title, comes_down=NOON + timedelta(days=300))
    put_up(desk.officer, clerk, desk.noticeboard, title="Over by then")
    it_is(NOON + timedelta(days=15))
    as_officer = at_desk_of(desk.officer)

    assert "Look again at 2 posts that the public still sees" in waiting(as_officer)
    listed = said(as_officer.get("/register/?state=stale&order=oldest"))

    assert "Grit bins" in listed
    assert "Dog bins" in listed
    assert "Over by then" not in listed


def test_where_the_policy_states_no_length_nothing_is_stale(at_desk_of, clerk, desk, it_is):
    put_up(desk.officer, clerk, desk.noticeboard, title="Grit bins", comes_down=NOON + timedelta(days=300))
    it_is(NOON + timedelta(days=150))
    as_officer = at_desk_of(desk.officer)

    assert "Find out why the record is not sealed" in waiting(as_officer)
    assert "Look again" not in waiting(as_officer)
    assert "Grit bins" not in said(as_officer.get("/register/?state=stale"))


def test_an_officer_is_asked_to_release_their_own_of_a_kind_that_the_council_let_go(as_clerk, clerk, desk, own_pack):
    own_pack('[parameters]\npublish.preauthorised_types = ["Roads and travel"]\n')
    submitted(clerk, desk.noticeboard, title="Mill Lane closed")

    assert "Approve: Mill Lane closed You wrote it, or a part. Your policy lets you release it" in waiting(as_clerk)
