"""Who submits, what goes out without a further approval, when a post comes down and counts as stale: as stated."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.archive.models import Record
from parishpump.people.actions import delegate, revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import APPROVE
from parishpump.people.queries import NotDelegated
from parishpump.policy.values import Duration
from parishpump.publishing.actions.amending import say_it_holds, withdraw
from parishpump.publishing.actions.deciding import Blocked, NotNamed, OwnWork, approve
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.actions.picturing import withdraw_consent
from parishpump.publishing.clock import moved
from parishpump.publishing.content import Shown
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Revision
from parishpump.publishing.queries.upkeep import shown_against_consent, stale_posts
from tests.conftest import MAY, NEXT_MAY, NOON
from tests.portal.scenes import put_up
from tests.publishing.lives import submitted
from tests.publishing.pages import at_desk, clock_at, draft_of, page, said, shown_in, typed
from tests.publishing.scenes import OWN, PUPIL, in_library, use_of

pytestmark = pytest.mark.django_db

CLERK_WRITES = '[parameters]\npublish.authors = ["Clerk"]\npublish.deputy_order = ["Clerk"]\n'
LET_GO = '[parameters]\npublish.preauthorised_types = ["roads and travel", "Grit bins"]\n'
MONTH_LATER, NEXT_YEAR = NOON + timedelta(days=31), NOON + timedelta(days=365)


@pytest.fixture
def officer_who_approves(communications_officer, clerk):
    """A Communications Officer whom the policy names for approving, with a delegation for it."""
    office = Office.objects.get(person=communications_officer)
    delegate(office, [APPROVE], minute="2026/121", starts=MAY, ends=NEXT_MAY, by=None, at=NOON)
    return communications_officer


# Who submits


def test_whom_the_policy_does_not_name_submits_nothing(communications_officer, noticeboard, own_pack):
    own_pack(CLERK_WRITES)

    with pytest.raises(NotNamed) as refused:
        submitted(communications_officer, noticeboard)

    assert refused.value.offices == {"clerk"}
    assert not Revision.objects.exists()


def test_whoever_stands_in_submits_as_the_one_who_is_named(deputy_clerk, noticeboard):
    assert submitted(deputy_clerk, noticeboard).written_as == "Deputy Clerk"


def test_where_the_policy_names_nobody_a_delegation_is_enough(communications_officer, noticeboard, northfold):
    northfold.pack = "base"
    northfold.save(update_fields=["pack"])

    assert submitted(communications_officer, noticeboard).stage == "submitted"


def test_the_composer_says_who_submits_and_keeps_the_words(communications_officer, clerk, noticeboard, own_pack):
    own_pack(CLERK_WRITES)
    post, desk = begin_post(by=communications_officer, at=NOON), at_desk(communications_officer)

    answer = desk.post(page("submission", post), typed(0))

    assert answer.status_code == 403
    assert "The council’s policy lets the Clerk submit posts." in said(answer)
    assert draft_of(post).content["title"] == "Mill Lane closed from 1 December"


# What needs no further approval, and what needs the council


def test_an_officer_releases_their_own_of_a_kind_that_the_council_let_go(officer_who_approves, noticeboard, own_pack):
    own_pack(LET_GO + 'publish.approvers = ["Clerk", "Communications Officer"]\n')
    revision = submitted(officer_who_approves, noticeboard)

    approval = approve(revision, by=officer_who_approves, at=NOON)

    assert (approval.own_work, approval.authority.minute) == (True, "2026/121")
    because = "the council let this kind of post go out once and for all: Roads and travel"
    assert Record.objects.get(kind="post approved").body["own work because"] == because


def test_a_post_of_another_kind_still_needs_somebody_else(officer_who_approves, noticeboard, own_pack):
    own_pack(LET_GO + 'publish.approvers = ["Clerk", "Communications Officer"]\n')
    revision = submitted(officer_who_approves, noticeboard, category="Planning")

    with pytest.raises(OwnWork):
        approve(revision, by=officer_who_approves, at=NOON)


def test_without_a_delegation_in_force_no_kind_of_post_goes(officer_who_approves, clerk, noticeboard, own_pack):
    own_pack(LET_GO + 'publish.approvers = ["Clerk", "Communications Officer"]\n')
    revision = submitted(officer_who_approves, noticeboard)
    revoke(Delegation.objects.get(minute="2026/121"), reason="over", by=clerk, at=NOON)

    with pytest.raises(NotDelegated):
        approve(revision, by=officer_who_approves, at=NOON)


def test_what_the_council_keeps_to_itself_needs_its_minute(communications_officer, noticeboard, own_pack):
    own_pack('[parameters]\npublish.requires_council_type = ["Money and the precept"]\n')
    precept = {"category": "Money and the precept"}

    with pytest.raises(Blocked):
        submitted(communications_officer, noticeboard, sources=("https://northfold.example/budget",), **precept)

    assert submitted(communications_officer, noticeboard, **precept).stage == "submitted"


def test_the_composer_offers_the_kinds_that_the_policy_speaks_of(communications_officer, noticeboard, own_pack):
    own_pack(LET_GO)
    post = begin_post(by=communications_officer, at=NOON)

    answer = at_desk(communications_officer).get(page("draft", post)).content.decode()

    assert answer.count('<option value="Grit bins">') == 1
    assert '<option value="roads and travel">' not in answer


def test_where_the_gate_asks_for_it_a_poll_brings_a_second_person(clerk, noticeboard, own_pack):
    own_pack('[parameters]\nelection.gate_mode = "second approval"\npublish.two_person = "none"\n')
    period = (NOON.date() - timedelta(days=20), NOON.date() + timedelta(days=20))
    enter_election(Poll("Parish Council election", "Northfold", *period), by=clerk, at=NOON)

    calm = submitted(clerk, noticeboard)
    divisive = submitted(clerk, noticeboard, text="The solar farm is on show in the hall.")

    assert (calm.second_person, divisive.second_person) == ("", "the council’s policy asks for it before a poll")


# When it comes down


@pytest.mark.parametrize(
    ("length", "later"),
    [("30 days", 30), ("1 month", 30), ("2 weeks", 14), ("3 working days", 3), ("6 working days", 8)],
)
def test_lengths_of_time_are_counted_from_a_tuesday(length, later):
    assert moved(NOON, Duration.parse(length)) == NOON + timedelta(days=later)


def test_going_back_undoes_going_on():
    assert moved(moved(NOON, Duration(4, "working day")), Duration(4, "working day"), back=True) == NOON


def test_a_post_without_an_end_gets_that_of_the_policy(communications_officer, clerk, noticeboard, own_pack):
    own_pack('[parameters]\ncontent.default_expiry = "30 days"\n')
    post, desk = begin_post(by=communications_officer, at=NOON), at_desk(communications_officer)
    words = typed(0, comes_down="", goes_out="1 Dec 2030, 9am")

    answer = desk.post(page("submission", post), words)

    assert answer.status_code == 302
    assert Revision.objects.get().comes_down == datetime(2030, 12, 31, 9, tzinfo=UTC)


def test_the_composer_says_when_a_post_comes_down_by_itself(communications_officer, noticeboard, own_pack):
    own_pack('[parameters]\ncontent.default_expiry = "30 days"\n')
    post = begin_post(by=communications_officer, at=NOON, content={"goes_out": "1 Dec 2030, 9am"})

    answer = at_desk(communications_officer).get(page("draft", post))

    assert "Empty: 30 days after it goes out, as your policy says." in said(answer)
    assert shown_in(answer, "comes_down") == ""


# What has been public for long


def test_a_post_that_nobody_looked_at_for_long_is_stale_until_somebody_does(communications_officer, clerk, noticeboard):
    post, before = (
        put_up(communications_officer, clerk, noticeboard, comes_down=NEXT_YEAR),
        MONTH_LATER - timedelta(days=9),
    )
    assert list(stale_posts(before, at=MONTH_LATER)) == [post]

    say_it_holds(post, by=communications_officer, at=MONTH_LATER)

    assert not stale_posts(before, at=MONTH_LATER).exists()
    assert Record.objects.get(kind="post still holds").body["revision"] == 1


def test_what_came_down_or_was_withdrawn_is_not_stale(communications_officer, clerk, noticeboard):
    put_up(communications_officer, clerk, noticeboard)
    gone = put_up(communications_officer, clerk, noticeboard, comes_down=NEXT_YEAR)
    withdraw(gone, reason="It was wrong.", by=clerk, at=NOON)

    assert not stale_posts(MONTH_LATER, at=MONTH_LATER).exists()
    with pytest.raises(NotNow):
        say_it_holds(gone, by=clerk, at=MONTH_LATER)


def test_the_page_of_a_stale_post_offers_to_say_that_it_holds(
    communications_officer, clerk, noticeboard, own_pack, monkeypatch
):
    post = put_up(communications_officer, clerk, noticeboard, comes_down=NEXT_YEAR)
    clock_at(monkeypatch, MONTH_LATER)
    desk = at_desk(communications_officer)
    assert "It still holds" not in said(desk.get(page("post", post)))

    own_pack('[parameters]\ncontent.stale_after = "3 weeks"\n')
    assert "It still holds" in said(desk.get(page("post", post)))
    answer = desk.post(page("post-review", post), follow=True)

    assert "You looked at it, and it still holds." in said(answer)
    post.refresh_from_db()
    assert post.looked_at is not None


def test_a_picture_of_somebody_who_changed_their_mind_is_to_come_down(communications_officer, clerk, noticeboard):
    worker = replace(PUPIL, who="a worker", child=False)
    picture = in_library(communications_officer, replace(OWN, people=(worker,)))
    people = (Shown("a worker", False, True, worker.consent, worker.given_on),)
    post = put_up(communications_officer, clerk, noticeboard, pictures=(use_of(picture, people=people),))
    assert shown_against_consent(NOON) == []

    withdraw_consent(picture, person=0, by=communications_officer, at=NOON)

    assert shown_against_consent(NOON) == [post]
    assert shown_against_consent(NEXT_YEAR) == []


# What few posts need


def test_what_few_posts_need_is_folded_away_until_it_is_filled_in(communications_officer, noticeboard):
    post, desk = begin_post(by=communications_officer, at=NOON), at_desk(communications_officer)
    assert '<details class="govuk-details" id="more">' in desk.get(page("draft", post)).content.decode()

    desk.post(page("draft", post), typed(0, risks="Rude answers: low: hide them: Clerk"))

    assert '<details class="govuk-details" id="more" open>' in desk.get(page("draft", post)).content.decode()


def test_it_opens_where_something_found_points_there(communications_officer, noticeboard):
    post, desk = begin_post(by=communications_officer, at=NOON), at_desk(communications_officer)
    asks = {"text": "Have your say on the new play area by Friday 18 December 2026."}

    desk.post(page("draft", post), typed(0, **asks))
    answer = desk.get(page("draft", post)).content.decode()

    assert '<details class="govuk-details" id="more" open>' in answer
    assert 'href="#id_results_plan"' in answer
