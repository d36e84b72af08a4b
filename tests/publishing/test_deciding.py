"""Submitting, sending back, approving, running out."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from parishpump.archive.models import Record
from parishpump.people.actions import revoke
from parishpump.people.models import Delegation
from parishpump.people.queries import NotDelegated
from parishpump.publishing.actions.deciding import (
    Blocked,
    OwnWork,
    TooLate,
    approve,
    expire,
    send_back,
    submit,
)
from parishpump.publishing.actions.deliver import deliver
from parishpump.publishing.actions.drafting import DraftMoved, begin_post, save_draft
from parishpump.publishing.lifecycle import NotNow
from parishpump.publishing.models import Approval, Delivery, Revision
from tests.conftest import NOON
from tests.publishing.lives import approved, content, submitted

LATER = NOON + timedelta(minutes=5)


def test_a_councillor_without_a_delegation_cannot_begin_a_post(councillor):
    with pytest.raises(NotDelegated):
        begin_post(by=councillor, at=NOON)


def test_what_the_policy_blocks_cannot_be_submitted(communications_officer, noticeboard):
    post = begin_post(by=communications_officer, at=NOON)

    with pytest.raises(Blocked) as blocked:
        submit(post, content(noticeboard, sources=()), overrides={}, by=communications_officer, at=NOON)

    assert blocked.value.verdict.of("must")
    assert not Revision.objects.exists()


def test_a_submitted_revision_keeps_the_verdict_it_was_judged_by(communications_officer, noticeboard):
    revision = submitted(communications_officer, noticeboard)

    assert revision.verdict["pack"] == "lenham"
    assert revision.verdict["outcome"] in ("clear", "warned")


def test_the_author_cannot_approve(deputy_clerk, noticeboard):
    revision = submitted(deputy_clerk, noticeboard)

    with pytest.raises(OwnWork):
        approve(revision, by=deputy_clerk, at=LATER)

    assert not Approval.objects.exists()


def test_whoever_wrote_a_part_cannot_approve_either(communications_officer, deputy_clerk, noticeboard):
    post = begin_post(by=communications_officer, at=NOON)
    save_draft(post.draft, content={"text": "mine"}, verdict={}, overrides=[], version=0, by=deputy_clerk, at=NOON)
    revision = submit(post, content(noticeboard), overrides={}, by=communications_officer, at=NOON)

    with pytest.raises(OwnWork):
        approve(revision, by=deputy_clerk, at=LATER)


def test_the_clerk_releases_her_own_work_only_where_the_pack_says_so(clerk, noticeboard, northfold, own_pack):
    revision = submitted(clerk, noticeboard)
    with pytest.raises(OwnWork):
        approve(revision, by=clerk, at=LATER)

    own_pack("[parameters]\npublish.self_approval = true\n")
    approval = approve(revision, by=clerk, at=LATER)

    assert approval.own_work
    assert Record.objects.get(kind="post approved").body["own work"] is True


def test_an_approval_is_bound_to_the_seal(communications_officer, deputy_clerk, noticeboard):
    revision = submitted(communications_officer, noticeboard)

    approval = approve(revision, by=deputy_clerk, at=LATER)

    assert approval.seal == revision.seal
    assert approval.authority.minute == "2026/119"


def test_nobody_approves_under_a_revoked_delegation(communications_officer, clerk, deputy_clerk, noticeboard):
    revision = submitted(communications_officer, noticeboard)
    revoke(Delegation.objects.get(minute="2026/119"), reason="left", by=clerk, at=NOON)

    with pytest.raises(NotDelegated):
        approve(revision, by=deputy_clerk, at=LATER)


def test_the_words_of_a_revision_cannot_be_changed_in_the_database(communications_officer, noticeboard):
    revision = submitted(communications_officer, noticeboard)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Revision.objects.filter(id=revision.id).update(text="something else")


def test_a_revision_sent_back_cannot_be_approved(communications_officer, clerk, deputy_clerk, noticeboard):
    revision = submitted(communications_officer, noticeboard)
    send_back(revision, reason="Say the hours.", by=clerk, at=NOON)

    with pytest.raises(NotNow):
        approve(revision, by=deputy_clerk, at=LATER)


def test_unapproved_in_time_it_expires(communications_officer, deputy_clerk, noticeboard):
    revision = submitted(
        communications_officer, noticeboard, goes_out=NOON + timedelta(hours=2), goes_out_wall="2026-11-24T14:00"
    )

    with pytest.raises(TooLate):
        approve(revision, by=deputy_clerk, at=NOON + timedelta(hours=3))
    expire(revision, at=NOON + timedelta(hours=3))

    revision.refresh_from_db()
    assert revision.stage == "expired"


def test_a_second_tab_cannot_overwrite_the_first(communications_officer):
    post = begin_post(by=communications_officer, at=NOON)
    save_draft(
        post.draft, content={"text": "one"}, verdict={}, overrides=[], version=0, by=communications_officer, at=NOON
    )

    with pytest.raises(DraftMoved) as moved:
        save_draft(
            post.draft, content={"text": "two"}, verdict={}, overrides=[], version=0, by=communications_officer, at=NOON
        )

    assert moved.value.draft.content == {"text": "one"}


def test_a_published_post_stays_as_it_is_while_a_new_version_waits(communications_officer, clerk, noticeboard):
    first = approved(communications_officer, clerk, noticeboard)
    deliver(now=lambda: LATER)

    second = submitted(
        communications_officer,
        noticeboard,
        post=first.post,
        text=first.text + " People on foot can get through.",
        at=LATER,
    )

    first.post.refresh_from_db()
    assert first.post.public_id == first.id
    assert second.stage == "submitted"
    with pytest.raises(NotNow):
        approve(first, by=clerk, at=LATER)


def test_a_newer_version_stops_an_approved_one_that_has_not_gone_out(communications_officer, clerk, noticeboard):
    first = approved(
        communications_officer, clerk, noticeboard, goes_out=NOON + timedelta(hours=2), goes_out_wall="2026-11-24T14:00"
    )

    submitted(communications_officer, noticeboard, post=first.post, text=first.text + " More.", at=LATER)
    deliver(now=lambda: NOON + timedelta(hours=2))

    assert set(Delivery.objects.values_list("state", flat=True)) == {"void"}
