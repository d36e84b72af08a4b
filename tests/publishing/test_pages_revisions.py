"""The approval page: what changed, exactly what goes out, and the decision, with every refusal by its name."""

from datetime import timedelta

import pytest

from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.publishing.actions.deciding import send_back
from parishpump.publishing.models import Approval, Delivery, SentBack
from tests.channels.opening import open_channel
from tests.conftest import NOON
from tests.publishing.lives import WORDS, submitted
from tests.publishing.pages import at_desk, clock_at, page, said, shown_in

pytestmark = pytest.mark.django_db
FRIDAY = {"goes_out": NOON + timedelta(days=3), "goes_out_wall": "2026-11-27T12:00"}


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    clock_at(monkeypatch, NOON)


@pytest.fixture
def waiting(communications_officer, noticeboard):
    return submitted(communications_officer, noticeboard, **FRIDAY)


def test_the_approver_sees_exactly_what_goes_out_and_until_when(clerk, waiting):
    answer = at_desk(clerk).get(page("revision", waiting.post, 1))

    assert WORDS in said(answer)
    assert "Expires unapproved at 12 noon on Friday 27 November" in said(answer)
    assert "Approve: it goes out at 12 noon on Friday 27 November" in said(answer)
    assert f"{waiting.seal[:8]} {waiting.seal[8:16]}" in said(answer)
    assert "You decide as Clerk , minute 2026/118" in said(answer)


def test_what_changed_since_it_was_sent_back_stands_first(clerk, communications_officer, noticeboard, waiting):
    send_back(waiting, reason="Say the hours.", by=clerk, at=NOON)
    submitted(
        communications_officer, noticeboard, post=waiting.post, text=WORDS.replace("while", "from 9am while"), **FRIDAY
    )

    answer = at_desk(clerk).get(page("revision", waiting.post, 2))

    assert "What changed since it was sent back" in said(answer)
    assert "Say the hours." in said(answer)
    assert "from 9am" in answer.content.decode().partition("<ins>")[2].partition("</ins>")[0]


def test_approving_says_what_was_recorded_and_under_which_authority(clerk, waiting):
    answer = at_desk(clerk).post(page("approval", waiting.post, 1), follow=True)

    assert Approval.objects.get().revision == waiting
    assert "Version 1 is approved by you as Clerk, minute 2026/118." in said(answer)
    assert Delivery.objects.filter(revision=waiting, state="waiting").exists()


def test_nobody_approves_what_they_wrote(deputy_clerk, clerk, noticeboard):
    own = submitted(deputy_clerk, noticeboard)
    desk = at_desk(deputy_clerk)

    assert "You wrote this, or a part of it" in said(desk.get(page("revision", own.post, 1)))
    answer = desk.post(page("approval", own.post, 1))

    assert answer.status_code == 403
    assert "You cannot approve your own work" in said(answer)
    assert "The Clerk can do this today." in said(answer)
    assert not Approval.objects.exists()


def test_the_clerk_of_a_one_person_office_is_told_what_the_record_will_say(clerk, noticeboard, own_pack):
    own_pack("[parameters.publish]\nself_approval = true\n")
    own = submitted(clerk, noticeboard)
    desk = at_desk(clerk)

    assert "the record and the register say just that" in said(desk.get(page("revision", own.post, 1)))
    desk.post(page("approval", own.post, 1))

    assert Approval.objects.get().own_work is True


def test_without_a_delegation_one_reads_who_can_decide(councillor, clerk, waiting):
    desk = at_desk(councillor)

    assert "The Clerk can approve this today." in said(desk.get(page("revision", waiting.post, 1)))
    answer = desk.post(page("approval", waiting.post, 1))

    assert answer.status_code == 403
    assert "You hold no delegation in force that lets you do it." in said(answer)


def test_a_delegation_for_other_channels_is_refused_by_name(clerk, communications_officer, noticeboard):
    other = open_channel("Other", "other by hand", address="", purpose="", minute="", by=clerk, at=NOON)
    Delegation.objects.filter(office__person=clerk).update(channels=[other.id])
    waiting = submitted(communications_officer, noticeboard)

    answer = at_desk(clerk).post(page("approval", waiting.post, 1))

    assert answer.status_code == 403
    assert not Approval.objects.exists()


def test_a_delegation_that_was_revoked_lets_nobody_decide(clerk, deputy_clerk, waiting):
    revoke(Delegation.objects.get(office__person=deputy_clerk), reason="left", by=clerk, at=NOON - timedelta(minutes=1))

    assert at_desk(deputy_clerk).post(page("approval", waiting.post, 1)).status_code == 403


def test_too_late_is_said_with_what_to_do(clerk, waiting, monkeypatch):
    clock_at(monkeypatch, NOON + timedelta(days=4))

    answer = at_desk(clerk).post(page("approval", waiting.post, 1))

    assert answer.status_code == 409
    assert "It is too late to approve this" in said(answer)
    assert "Open the draft again, give it a new time and submit it." in said(answer)


def test_what_became_wrong_since_is_named(clerk, communications_officer, noticeboard, monkeypatch):
    text = "The jumble sale is on Saturday 28 November 2026 at 10am in the hall."
    event = NOON + timedelta(days=4)
    waiting = submitted(communications_officer, noticeboard, text=text, event_start=event)
    clock_at(monkeypatch, NOON + timedelta(days=10))

    answer = at_desk(clerk).post(page("approval", waiting.post, 1))

    assert answer.status_code == 409
    assert "The policy stops this now" in said(answer)


def test_approving_twice_is_refused_and_approves_once(clerk, deputy_clerk, waiting):
    at_desk(clerk).post(page("approval", waiting.post, 1))

    answer = at_desk(deputy_clerk).post(page("approval", waiting.post, 1))

    assert answer.status_code == 409
    assert "It is approved already." in said(answer)
    assert Approval.objects.count() == 1


def test_sending_back_needs_a_reason(clerk, waiting):
    answer = at_desk(clerk).post(page("return", waiting.post, 1), {"reason": " "})

    assert answer.status_code == 422
    assert "Say what should change" in said(answer)
    assert not SentBack.objects.exists()


def test_a_reason_that_came_too_late_is_kept_in_the_form(clerk, deputy_clerk, waiting):
    at_desk(clerk).post(page("approval", waiting.post, 1))

    answer = at_desk(deputy_clerk).post(page("return", waiting.post, 1), {"reason": "Say the hours."})

    assert answer.status_code == 409
    assert "It is approved already." in said(answer)
    assert not SentBack.objects.exists()


def test_the_writer_sees_the_reason_beside_the_text(clerk, communications_officer, waiting):
    at_desk(clerk).post(page("return", waiting.post, 1), {"reason": "Say the hours."})

    answer = at_desk(communications_officer).get(page("draft", waiting.post))

    assert "The Clerk sent version 1 back 12 noon today: “Say the hours.”" in said(answer)
    assert shown_in(answer, "text") == WORDS


def test_a_version_that_does_not_exist_is_not_found(clerk, waiting):
    assert at_desk(clerk).get(page("revision", waiting.post, 7)).status_code == 404


def test_the_approval_page_asks_a_bounded_number_of_times(clerk, waiting, django_assert_max_num_queries):
    desk = at_desk(clerk)

    with django_assert_max_num_queries(17):
        desk.get(page("revision", waiting.post, 1))
