"""Two persons: where the policy asks for a second one, nothing leaves that only one stands behind."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.people.powers import APPROVE, CHAIRMAN, WRITE
from parishpump.publishing.actions.deciding import NotNamed, SamePerson, agree, approve, submit
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.actions.minting import send_out
from parishpump.publishing.content import Shown
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Agreement, Approval, Delivery, Revision
from tests.conftest import NOON, person_in
from tests.publishing.lives import content, submitted
from tests.publishing.pages import at_desk, page, said
from tests.publishing.scenes import OWN, PUPIL, in_library, use_of

pytestmark = pytest.mark.django_db

TWO = '[parameters]\npublish.approvers = ["Clerk", "Chair"]\npublish.two_person = "{}"\n'


@pytest.fixture
def chairman(northfold):
    return person_in(CHAIRMAN, minute="")


@pytest.fixture
def always(own_pack, chairman):
    own_pack(TWO.format("always"))
    return chairman


@pytest.fixture
def by_risk(own_pack, chairman):
    own_pack(TWO.format("by risk"))
    return chairman


@pytest.mark.parametrize("first", ["approval", "agreement"])
def test_it_goes_out_once_both_have_said_yes_in_either_order(communications_officer, clerk, always, noticeboard, first):
    revision = submitted(communications_officer, noticeboard)
    steps = [lambda: approve(revision, by=clerk, at=NOON), lambda: agree(revision, by=always, at=NOON)]
    one, other = steps if first == "approval" else reversed(steps)

    one()
    assert not Delivery.objects.exists()
    other()

    revision.refresh_from_db()
    assert revision.stage == "approved"
    deliver(now=lambda: NOON)
    assert Delivery.objects.get().state == "sent"


def test_the_chairman_alone_releases_nothing(communications_officer, clerk, always, noticeboard):
    revision = submitted(communications_officer, noticeboard)

    agree(revision, by=always, at=NOON)

    deliver(now=lambda: NOON)
    assert not Delivery.objects.exists()
    assert not Approval.objects.exists()


def test_nobody_is_both_persons(communications_officer, clerk, always, noticeboard):
    revision = submitted(communications_officer, noticeboard)
    approve(revision, by=clerk, at=NOON)

    with pytest.raises(SamePerson):
        agree(revision, by=clerk, at=NOON)


def test_whoever_wrote_a_part_of_it_does_not_agree_to_it(clerk, deputy_clerk, always, noticeboard, own_pack):
    own_pack(TWO.format("always") + 'publish.authors = ["Clerk", "Chair"]\n')
    Delegation.objects.create(
        office=always.offices.get(),
        powers=[WRITE],
        minute="7",
        starts="2026-05-13",
        ends="2027-05-12",
        given_at=NOON,
        given_by=clerk,
    )
    revision = submitted(always, noticeboard)

    with pytest.raises(SamePerson):
        agree(revision, by=always, at=NOON)


def test_an_office_that_the_policy_does_not_name_neither_approves_nor_agrees(
    communications_officer, councillor, always, noticeboard, clerk
):
    approver = person_in("communications officer", WRITE, APPROVE, minute="9", council="other")
    revision = submitted(communications_officer, noticeboard)

    with pytest.raises(NotNamed):
        approve(revision, by=approver, at=NOON)
    with pytest.raises(NotNamed):
        agree(revision, by=councillor, at=NOON)


def test_an_agreement_is_for_one_version(communications_officer, clerk, always, noticeboard):
    first = submitted(communications_officer, noticeboard)
    agree(first, by=always, at=NOON)
    second = submitted(communications_officer, noticeboard, post=first.post, title="Mill Lane closed for a week")

    approve(second, by=clerk, at=NOON)

    second.refresh_from_db()
    assert second.stage == "submitted"
    assert not Delivery.objects.exists()


def test_the_gate_asks_for_the_second_person_at_sending(communications_officer, clerk, always, noticeboard):
    revision = submitted(communications_officer, noticeboard)
    approve(revision, by=clerk, at=NOON)
    Revision.objects.filter(id=revision.id).update(stage="approved")
    send_out(revision, at=NOON)

    deliver(now=lambda: NOON)

    delivery = Delivery.objects.get()
    assert delivery.state == "stopped"
    assert "no second one has agreed" in delivery.problem


def test_an_agreement_is_written_once(communications_officer, clerk, always, noticeboard):
    agree(submitted(communications_officer, noticeboard), by=always, at=NOON)

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Agreement.objects.update(seal="0" * 64)


def test_an_approval_that_lapsed_before_the_agreement_carries_nothing(
    communications_officer, clerk, deputy_clerk, own_pack, noticeboard, chairman
):
    own_pack('[parameters]\npublish.approvers = ["Clerk", "Deputy Clerk", "Chair"]\npublish.two_person = "always"\n')
    revision = submitted(communications_officer, noticeboard)
    approve(revision, by=clerk, at=NOON)
    for given in Delegation.objects.filter(office__person=clerk):
        revoke(given, reason="gone", by=deputy_clerk, at=NOON)

    agree(revision, by=chairman, at=NOON + timedelta(minutes=1))

    assert not Delivery.objects.exists()
    approve(revision, by=deputy_clerk, at=NOON + timedelta(minutes=2))
    assert Delivery.objects.exists()


def test_the_policy_may_name_a_second_person_who_approves_nothing(
    communications_officer, clerk, deputy_clerk, own_pack, chairman, noticeboard
):
    own_pack(
        '[parameters]\npublish.approvers = ["Clerk"]\npublish.second_approvers = ["Chair"]\n'
        'publish.deputy_order = []\npublish.two_person = "always"\n'
    )
    revision = submitted(communications_officer, noticeboard)
    approve(revision, by=clerk, at=NOON)

    with pytest.raises(NotNamed):
        agree(revision, by=deputy_clerk, at=NOON)
    agree(revision, by=chairman, at=NOON)

    assert Delivery.objects.exists()


def test_the_history_of_the_post_says_who_agreed(communications_officer, clerk, always, noticeboard):
    revision = submitted(communications_officer, noticeboard)
    agree(revision, by=always, at=NOON)

    words = said(at_desk(clerk).get(page("post", revision.post)))

    assert "A second person agreed to version 1" in words


# By risk


def test_by_risk_a_plain_notice_needs_one_person(communications_officer, clerk, by_risk, noticeboard):
    revision = submitted(communications_officer, noticeboard)

    approve(revision, by=clerk, at=NOON)

    assert Delivery.objects.exists()
    with pytest.raises(NotNow):
        agree(submitted(communications_officer, noticeboard), by=by_risk, at=NOON)


def test_by_risk_a_child_in_a_picture_asks_for_two(communications_officer, by_risk, noticeboard):
    picture = in_library(communications_officer, OWN)
    shown = (Shown("a pupil", True, True, PUPIL.consent, PUPIL.given_on),)

    revision = submitted(communications_officer, noticeboard, pictures=(use_of(picture, people=shown),))

    assert revision.second_person == "a child can be recognised in a picture"


def test_by_risk_a_position_of_the_council_asks_for_two(communications_officer, by_risk, noticeboard):
    positions = ("The council objects to the plan: 2026/140",)

    revision = submitted(communications_officer, noticeboard, positions=positions)

    assert revision.second_person == "it states a position or an opinion"


def test_by_risk_a_warning_that_was_kept_asks_for_two(communications_officer, by_risk, noticeboard):
    post = begin_post(by=communications_officer, at=NOON)
    words = content(noticeboard, purpose="")

    revision = submit(
        post, words, overrides={("intent.purpose", ""): "It says so."}, by=communications_officer, at=NOON
    )

    assert revision.second_person == "a warning of the policy was kept with a reason"
