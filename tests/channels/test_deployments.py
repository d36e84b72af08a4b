"""Requests for channels: what is frozen, who decides, what stands against it, and what begins by it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from parishpump.archive.models import Record
from parishpump.channels.actions import (
    NotApproved,
    OpenAlready,
    approve_deployment,
    begin_deployment,
    close_channel,
    end_deployment,
    open_channel,
    refuse,
    save_deployment,
    send_back,
    submit_deployment,
)
from parishpump.channels.actions.deciding import (
    AnotherVersion,
    NoReason,
    NotAnApprover,
    OpenWounds,
    OwnRequest,
    Ruling,
)
from parishpump.channels.actions.requesting import AgainstPolicy, NotAllSaid, NotTheMeans, SavedElsewhere
from parishpump.channels.content import CAMPAIGN, ProposedRisk
from parishpump.channels.lifecycle import NotNow
from parishpump.channels.models import Channel, DeploymentVersion, Risk
from parishpump.channels.queries import channels_approved
from parishpump.channels.queries.deployments import ruled_out
from parishpump.channels.queries.policy import deployment_policy
from parishpump.people.actions import revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import CHANNELS, COUNCILLOR, WRITE
from parishpump.people.queries import NotDelegated
from tests.channels.opening import approved, proposed, submitted
from tests.conftest import NOON, person_in

LATER = NOON + timedelta(hours=1)
NEXT_YEAR = date(2027, 11, 24)
CHILDREN = ProposedRisk("7", "Images of children", "high")


def ruling(version: DeploymentVersion, **said: object) -> Ruling:
    return replace(Ruling(version.seal, NEXT_YEAR), **said)


@pytest.fixture
def asked(communications_officer) -> DeploymentVersion:
    """A request of the Communications Officer that waits."""
    return submitted(by=communications_officer, at=NOON)


def test_the_clerk_approves_and_it_says_who_when_under_what(asked, clerk):
    approval = approve_deployment(asked, ruling(asked), by=clerk, at=LATER)

    assert (approval.office, approval.minute, approval.at) == ("Clerk", "2026/118", LATER)
    assert (approval.seal, approval.review_due) == (asked.seal, NEXT_YEAR)
    assert Record.objects.get(kind="deployment approved").body["version"] == 1


def test_whoever_asked_cannot_approve_without_the_power(asked, communications_officer):
    with pytest.raises(NotDelegated):
        approve_deployment(asked, ruling(asked), by=communications_officer, at=LATER)


def test_the_clerk_cannot_approve_what_she_asked_for_herself(clerk):
    own = submitted(by=clerk, at=NOON)

    with pytest.raises(OwnRequest):
        approve_deployment(own, ruling(own), by=clerk, at=LATER)


def test_the_clerk_of_a_one_person_office_can_where_the_policy_says_so(clerk, own_pack):
    own_pack("[parameters.publish]\nself_approval = true")
    own = submitted(by=clerk, at=NOON)

    assert approve_deployment(own, ruling(own), by=clerk, at=LATER).own_request


def test_whoever_wrote_a_part_of_it_cannot_approve_it(asked, communications_officer, clerk):
    deployment = asked.deployment
    save_deployment(deployment, name="Better name", draft={"name": "Better name"}, saves=0, by=clerk, at=NOON)
    second = submit_deployment(deployment, proposed("Better name"), by=communications_officer, at=NOON)

    with pytest.raises(OwnRequest):
        approve_deployment(second, ruling(second), by=clerk, at=LATER)


def test_whoever_changes_it_while_it_waits_cannot_approve_the_change_after_approving_the_rest(
    asked, communications_officer, clerk
):
    save_deployment(asked.deployment, name="Other", draft={"name": "Other"}, saves=0, by=clerk, at=NOON)
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)
    second = submit_deployment(asked.deployment, proposed("Other"), by=communications_officer, at=NOON)

    with pytest.raises(OwnRequest):
        approve_deployment(second, ruling(second), by=clerk, at=LATER)


def test_the_deputy_cannot_approve_where_the_policy_names_the_clerk(asked, deputy_clerk):
    with pytest.raises(NotAnApprover) as refused:
        approve_deployment(asked, ruling(asked), by=deputy_clerk, at=LATER)

    assert refused.value.approvers == ("Clerk",)


def test_the_deputy_can_where_the_policy_names_both(asked, deputy_clerk, own_pack):
    own_pack('[parameters.channels]\nnew_account_approver = ["Clerk", "Deputy Clerk"]')

    assert approve_deployment(asked, ruling(asked), by=deputy_clerk, at=LATER).office == "Deputy Clerk"


def test_a_councillor_can_approve_nothing(asked, councillor):
    with pytest.raises(NotDelegated):
        approve_deployment(asked, ruling(asked), by=councillor, at=LATER)


def test_a_resolution_of_the_council_is_entered_by_whoever_keeps_the_register(asked, deputy_clerk):
    approval = approve_deployment(asked, ruling(asked, resolution="2026/201"), by=deputy_clerk, at=LATER)

    assert approval.by_resolution
    assert (approval.minute, approval.office) == ("2026/201", "Deputy Clerk")


def test_a_resolution_is_entered_by_nobody_without_the_power(asked, communications_officer):
    with pytest.raises(NotDelegated):
        approve_deployment(asked, ruling(asked, resolution="2026/201"), by=communications_officer, at=LATER)


def test_a_delegation_for_one_channel_lets_nobody_approve_another(asked, clerk):
    Delegation.objects.filter(office__person=clerk).update(channels=[4711])

    with pytest.raises(NotAnApprover):
        approve_deployment(asked, ruling(asked), by=clerk, at=LATER)


def test_a_delegation_that_ended_since_the_page_was_opened_approves_nothing(asked, clerk):
    revoke(Delegation.objects.get(office__person=clerk), reason="Minute 2026/222.", by=clerk, at=NOON)

    with pytest.raises(NotDelegated):
        approve_deployment(asked, ruling(asked), by=clerk, at=LATER)


@pytest.mark.parametrize(
    "wound", [CHILDREN, replace(CHILDREN, mitigation="Parental permission"), replace(CHILDREN, owner_id=1)]
)
def test_a_high_risk_without_mitigation_and_owner_blocks_whoever_decides(wound, communications_officer, clerk):
    version = submitted(proposed(risks=(wound,)), by=communications_officer, at=NOON)

    with pytest.raises(OpenWounds) as refused:
        approve_deployment(version, ruling(version), by=clerk, at=LATER)
    with pytest.raises(OpenWounds):
        approve_deployment(version, ruling(version, resolution="2026/201"), by=clerk, at=LATER)

    assert [risk.what for risk in refused.value.risks] == ["Images of children"]


def test_two_approvals_at_once_are_one(asked, clerk, own_pack):
    approve_deployment(asked, ruling(asked), by=clerk, at=LATER)

    with pytest.raises(NotNow):
        approve_deployment(asked, ruling(asked), by=clerk, at=LATER)


def test_an_older_version_cannot_be_approved_any_more(asked, communications_officer, clerk):
    submit_deployment(asked.deployment, proposed("Newer words"), by=communications_officer, at=NOON)

    with pytest.raises(NotNow):
        approve_deployment(asked, ruling(asked), by=clerk, at=LATER)


def test_what_was_not_on_the_page_is_not_approved(asked, clerk):
    with pytest.raises(AnotherVersion):
        approve_deployment(asked, Ruling("0" * 64, NEXT_YEAR), by=clerk, at=LATER)


def test_what_was_submitted_never_changes(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        DeploymentVersion.objects.filter(id=asked.id).update(content={"name": "Other"})


def test_what_was_decided_never_changes(asked, clerk):
    approval = approve_deployment(asked, ruling(asked), by=clerk, at=LATER)

    with pytest.raises(IntegrityError), transaction.atomic():
        approval.delete()


def test_what_the_policy_requires_has_to_be_said(communications_officer):
    with pytest.raises(NotAllSaid) as refused:
        submitted(proposed(purpose="", minutes_a_week=None, risks=()), by=communications_officer, at=NOON)

    assert refused.value.parts == ["purpose", "time", "risk"]


def test_where_and_when_are_asked_under_every_policy(communications_officer):
    with pytest.raises(NotAllSaid, match="network"):
        submitted(proposed(network=""), by=communications_officer, at=NOON)
    with pytest.raises(NotAllSaid, match="dates"):
        submitted(proposed("Speed Watch", CAMPAIGN, ends=None), by=communications_officer, at=NOON)


def test_what_should_be_said_and_is_not_goes_ahead_with_a_reason_only(communications_officer, clerk):
    version = submitted(proposed(closure=""), by=communications_officer, at=NOON)

    with pytest.raises(NoReason):
        approve_deployment(version, ruling(version), by=clerk, at=LATER)
    approval = approve_deployment(version, ruling(version, because="A trial of a month."), by=clerk, at=LATER)

    assert approval.note == "A trial of a month."


def test_what_is_not_for_social_media_is_not_submitted(communications_officer):
    with pytest.raises(NotTheMeans):
        submitted(proposed(right_means=False), by=communications_officer, at=NOON)


def test_comments_that_the_policy_switches_off_cannot_be_asked_for(communications_officer, own_pack):
    own_pack('[parameters.channels]\ncomments = "off"')

    with pytest.raises(AgainstPolicy) as refused:
        submitted(proposed(comments="per post"), by=communications_officer, at=NOON)

    assert refused.value.parts == ["comments"]


@pytest.mark.parametrize(
    ("stated", "asked", "parts"),
    [
        ('comments = "pre-moderated"', {"comments": "on"}, ["comments"]),
        ('comments = "pre-moderated"', {"comments": "off"}, []),
        ('comments = "per post"', {"comments": "on"}, ["comments"]),
        ('comments = "on"', {"comments": "off"}, []),
        ('mode = "broadcast"', {"mode": "interactive"}, ["mode"]),
        ('mode = "broadcast"', {"mode": "group"}, ["mode"]),
        ('mode = "interactive"', {"mode": "broadcast"}, []),
        ('comments = "off"', {"comments": "", "mode": ""}, []),
    ],
)
def test_a_request_is_never_more_open_than_the_policy(northfold, own_pack, stated, asked, parts):
    own_pack(f"[parameters.channels]\n{stated}")

    assert ruled_out(proposed(**{"comments": "off", "mode": "broadcast"} | asked), deployment_policy(NOON)) == parts


def test_a_channel_opens_as_the_policy_in_force_says_whatever_was_approved_before(clerk, own_pack):
    request = approved(proposed(comments="on", mode=""), minute="2026/90", by=clerk, at=NOON)
    own_pack('[parameters.channels]\ncomments = "off"\nmode = "broadcast"')

    channel = open_channel(request, address="", by=clerk, at=LATER)

    assert (channel.comments, channel.mode) == ("off", "broadcast")


def test_a_group_cannot_be_asked_for_where_the_policy_allows_no_app(communications_officer, own_pack):
    own_pack("[parameters.messaging]\nallowed_apps = []")

    with pytest.raises(AgainstPolicy):
        submitted(proposed(mode="group"), by=communications_officer, at=NOON)


def test_a_councillor_without_a_delegation_asks_for_nothing(councillor):
    with pytest.raises(NotDelegated):
        begin_deployment("channel", "Mine", by=councillor, at=NOON)


def test_a_councillor_who_may_write_can_ask(northfold):
    ward = person_in(COUNCILLOR, WRITE, minute="2026/121")

    assert submitted(by=ward, at=NOON).submitted_as == "Councillor"


def test_a_second_tab_does_not_overwrite(asked, communications_officer):
    deployment = asked.deployment
    save_deployment(deployment, name="One", draft={"name": "One"}, saves=0, by=communications_officer, at=NOON)

    with pytest.raises(SavedElsewhere):
        save_deployment(deployment, name="Two", draft={"name": "Two"}, saves=0, by=communications_officer, at=NOON)


def test_what_is_sent_back_goes_on_as_a_new_version(asked, clerk, communications_officer):
    send_back(asked, reason="Say who stands in.", by=clerk, at=LATER)
    second = submit_deployment(asked.deployment, proposed(cover="Deputy Clerk"), by=communications_officer, at=LATER)

    asked.refresh_from_db()
    assert (second.number, second.stage, asked.stage) == (2, "submitted", "superseded")
    assert asked.returned.reason == "Say who stands in."


def test_what_is_refused_is_over(asked, clerk, communications_officer):
    refuse(asked, reason="Nobody has the time.", by=clerk, at=LATER)
    asked.deployment.refresh_from_db()

    with pytest.raises(NotNow):
        submit_deployment(asked.deployment, proposed(), by=communications_officer, at=LATER)


def test_a_change_that_is_refused_leaves_standing_what_was_approved(asked, clerk, communications_officer):
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)
    second = submit_deployment(asked.deployment, proposed("Bigger"), by=communications_officer, at=LATER)
    refuse(second, reason="Too much.", by=clerk, at=LATER)

    asked.deployment.refresh_from_db()
    assert asked.deployment.standing == asked
    assert asked.deployment.stage == "approved"


def test_an_approved_channel_is_opened_once_with_what_was_approved(asked, clerk):
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)

    channel = open_channel(asked.deployment, address="https://network.example/n", by=clerk, at=LATER)

    assert (channel.network, channel.minute, channel.review_due) == ("instagram by hand", "2026/118", NEXT_YEAR)
    assert channels_approved() == {channel.id}
    with pytest.raises(OpenAlready):
        open_channel(asked.deployment, address="", by=clerk, at=LATER)


def test_a_channel_that_nobody_approved_is_not_opened(asked, clerk):
    with pytest.raises(NotApproved):
        open_channel(asked.deployment, address="", by=clerk, at=LATER)


def test_a_campaign_is_no_channel(clerk):
    campaign = approved(proposed("Speed Watch", CAMPAIGN), minute="2026/91", by=clerk, at=NOON)

    with pytest.raises(NotApproved):
        open_channel(campaign, address="", by=clerk, at=LATER)


def test_ending_the_request_takes_the_approval_from_its_channel(asked, clerk):
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)
    open_channel(asked.deployment, address="", by=clerk, at=NOON)

    end_deployment(asked.deployment, reason="The trial is over.", by=clerk, at=LATER)

    assert channels_approved() == set()
    assert not Risk.objects.filter(closed_at__isnull=True).exists()


def test_closing_the_channel_ends_the_request(asked, clerk):
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)
    channel = open_channel(asked.deployment, address="", by=clerk, at=NOON)

    close_channel(channel, reason="Nobody reads it.", by=clerk, at=LATER)

    asked.deployment.refresh_from_db()
    assert asked.deployment.ending.reason == "Nobody reads it."


def test_a_change_that_is_approved_reaches_the_channel_and_the_risks(asked, clerk, communications_officer):
    approve_deployment(asked, ruling(asked), by=clerk, at=NOON)
    open_channel(asked.deployment, address="", by=clerk, at=NOON)
    owner = Office.objects.get(person=clerk)
    settled = replace(CHILDREN, mitigation="Written parental permission", owner_id=owner.id, owner=str(owner))
    changed = proposed(comments="off", risks=(settled,))
    second = submit_deployment(asked.deployment, changed, by=communications_officer, at=LATER)

    approve_deployment(second, ruling(second), by=clerk, at=LATER)

    assert Channel.objects.get().comments == "off"
    assert Risk.objects.get(closed_at__isnull=True).owner == owner
    assert Risk.objects.get(what="Rude answers").closed_because == "The approved request no longer names it."


def test_managing_channels_alone_lets_nobody_ask(northfold):
    keeper = person_in("clerk", CHANNELS, minute="1")

    with pytest.raises(NotDelegated):
        submitted(by=keeper, at=NOON)
