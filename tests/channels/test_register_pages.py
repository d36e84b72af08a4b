"""The pages of requests, campaigns, risks and the platform watch: who may do what, what is said, how much is asked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.archive.models import Record
from parishpump.channels.actions import begin_deployment, enter_risk
from parishpump.channels.actions.risks import Rating
from parishpump.channels.content import ProposedRisk
from parishpump.channels.models import Channel, Deployment, DeploymentVersion, PlatformNote, Risk
from tests.channels.opening import open_campaign, open_channel, proposed, submitted
from tests.conftest import NOON

MOST = 12
CHILDREN = ProposedRisk("7", "Images of children", "high")
TYPED = {
    "name": "Council Instagram page",
    "network": "instagram by hand",
    "purpose": "Show what the council does",
    "outcome": "More people know",
    "audience": "Families",
    "results_plan": "The Clerk reads it",
    "minutes_a_week": "120",
    "risk_1_what": "Images of children",
    "risk_1_rating": "high",
}
NEW = "/channels/deployments/new/?kind=channel"


@pytest.fixture
def asked(communications_officer) -> DeploymentVersion:
    return submitted(by=communications_officer, at=NOON)


def approve_by_page(client: Client, version: DeploymentVersion, **typed: str):
    said = {"seal": version.seal, "review_due": (timezone.localdate() + timedelta(days=300)).strftime("%d/%m/%Y")}
    return client.post(reverse("deployment-approval", args=[version.deployment_id, version.number]), said | typed)


def test_a_request_is_written_and_submitted_on_one_page(as_officer):
    page = as_officer.post(NEW, TYPED | {"submit": "1"}, follow=True)

    assert "Version 1 is submitted" in page.text
    assert DeploymentVersion.objects.get().proposal.risks[0].what == "Images of children"


def test_a_request_is_kept_half_done(as_officer):
    as_officer.post(NEW, {"name": "Idea", "minutes_a_week": "about two", "save": "1"})

    draft = as_officer.get(reverse("deployment-draft", args=[Deployment.objects.get().id]))
    assert 'value="about two"' in draft.text


def test_a_request_without_a_name_is_not_kept(as_officer):
    page = as_officer.post(NEW, {"name": "", "purpose": "Show what we do", "save": "1"})

    assert page.status_code == 422
    assert "Show what we do" in page.text
    assert not Deployment.objects.exists()


def test_what_stops_a_submission_is_said_at_its_field_and_the_draft_is_kept(as_officer):
    page = as_officer.post(NEW, TYPED | {"purpose": "", "right_means": "no", "submit": "1"})

    assert page.status_code == 422
    assert "“What it is for” is empty, and your policy asks for it" in page.text
    assert Deployment.objects.get().draft["outcome"] == "More people know"


def test_what_says_itself_that_it_is_the_wrong_means_is_pointed_to_other_ways(as_officer):
    page = as_officer.post(NEW, TYPED | {"right_means": "no", "submit": "1"})

    assert page.status_code == 422
    assert "Then use the noticeboard" in page.text


def test_a_second_window_does_not_overwrite_and_is_told(as_officer, communications_officer):
    begun = begin_deployment("channel", "Idea", by=communications_officer, at=NOON)
    address = reverse("deployment-draft", args=[begun.id])
    as_officer.post(address, {"name": "First window", "saves": "0", "save": "1"})

    page = as_officer.post(address, {"name": "Second window", "saves": "0", "save": "1"})

    assert page.status_code == 422
    assert "saved this request since" in page.text
    assert Deployment.objects.get().name == "First window"


def test_a_councillor_reads_a_request_and_decides_nothing(as_councillor, asked):
    page = as_councillor.get(reverse("deployment", args=[asked.deployment_id]))
    tried = approve_by_page(as_councillor, asked)

    assert page.status_code == 200
    assert "Approve version" not in page.text
    assert tried.status_code == 403


def test_the_clerk_approves_by_the_page(as_clerk, asked):
    page = approve_by_page(as_clerk, asked)

    assert page.status_code == 302
    assert Deployment.objects.get(id=asked.deployment_id).is_approved


@pytest.mark.parametrize("path", ["approval", "return"])
def test_whoever_asked_cannot_decide(as_officer, asked, path):
    page = as_officer.post(reverse(f"deployment-{path}", args=[asked.deployment_id, 1]), {"reason": "Mine"})

    assert page.status_code == 403


def test_a_high_risk_is_named_where_it_blocks(as_clerk, communications_officer):
    version = submitted(proposed(risks=(CHILDREN,)), by=communications_officer, at=NOON)

    page = approve_by_page(as_clerk, version)

    assert page.status_code == 422
    assert "One high risk has no mitigation and owner: “Images of children”." in page.text


def test_what_is_left_open_needs_a_reason(as_clerk, communications_officer):
    version = submitted(proposed(closure=""), by=communications_officer, at=NOON)

    page = approve_by_page(as_clerk, version)

    assert page.status_code == 422
    assert "Say why it may go ahead with what is left open" in page.text


def test_the_clerk_is_told_that_she_cannot_approve_her_own(as_clerk, clerk):
    version = submitted(by=clerk, at=NOON)

    page = as_clerk.get(reverse("deployment", args=[version.deployment_id]))
    tried = approve_by_page(as_clerk, version)

    assert "You asked for this, or wrote a part of it" in page.text
    assert "Enter the council’s resolution" in page.text
    assert tried.status_code == 422


def test_a_decision_on_what_was_decided_is_refused_in_words(as_clerk, asked):
    approve_by_page(as_clerk, asked)

    page = approve_by_page(as_clerk, asked)

    assert "This version was decided on" in page.text


def test_a_look_at_a_network_that_nobody_uses_is_not_there(as_clerk):
    assert as_clerk.get(reverse("new-platform-note", args=["myspace"])).status_code == 404


def test_a_look_to_come_is_no_look(as_clerk, clerk):
    open_channel("Page", "x by hand", address="", purpose="", minute="", by=clerk, at=NOON)
    typed = {"looked_on": "1/1/2999", "changed": "nothing", "decision": "nothing", "next_look": "1/1/3000"}

    page = as_clerk.post(reverse("new-platform-note", args=["x by hand"]), typed)

    assert "is a day to come" in page.text
    assert not PlatformNote.objects.exists()


def test_the_same_office_is_entered_as_administrator_once(as_clerk, clerk):
    channel = open_channel("Page", "x by hand", address="", purpose="News", minute="", by=clerk, at=NOON)
    office = str(clerk.offices.get().id)
    typed = {"purpose": "News", "mode": "interactive", "comments": "on"}
    typed |= {"administrator_1": office, "administrator_2": office}

    page = as_clerk.post(reverse("channel-facts", args=[channel.id]), typed)

    assert page.status_code == 422
    assert "Clerk is there already" in page.text


def test_a_change_of_administrators_is_approved_as_the_policy_says(as_clerk, clerk, own_pack):
    own_pack('[parameters]\nchannels.admin_change_approver = ["Clerk", "Full council"]\n')
    channel = open_channel("Page", "x by hand", address="", purpose="News", minute="", by=clerk, at=NOON)
    typed = {"purpose": "News", "mode": "interactive", "comments": "on"}
    typed |= {"administrator_1": str(clerk.offices.get().id)}

    refused = as_clerk.post(reverse("channel-facts", args=[channel.id]), typed)
    as_clerk.post(reverse("channel-facts", args=[channel.id]), typed | {"change_approved": "Full council, 2026/211"})

    assert "Say who approved that, as your policy asks." in refused.text
    kept = Record.objects.get(kind="channel facts changed").body
    assert kept["change of administrators approved"] == "Full council, 2026/211"


def test_comments_against_the_policy_are_refused_in_words_that_name_its_version(as_clerk, clerk, own_pack):
    channel = open_channel("Page", "x by hand", address="", purpose="News", minute="", by=clerk, at=NOON)
    own_pack('version = "7"\n[parameters.channels]\ncomments = "off"')
    typed = {"purpose": "News", "mode": "interactive", "comments": "on"}

    page = as_clerk.post(reverse("channel-facts", args=[channel.id]), typed)

    assert page.status_code == 422
    assert "your policy, version 7, rules this out" in page.text


def test_a_channel_says_how_comments_and_private_messages_are_held_by_the_policy(as_clerk, clerk, own_pack):
    channel = open_channel("Page", "x by hand", address="", purpose="News", minute="", by=clerk, at=NOON)
    own_pack('[parameters.channels]\ncomments = "off"\ndirect_messages = "not official contact"')
    assert "On; but your policy says: off." in shown(as_clerk, channel)

    Channel.objects.filter(id=channel.id).update(comments="off")

    assert "Off, by the policy" in shown(as_clerk, channel)
    assert "No official contact, by the policy" in shown(as_clerk, channel)


def test_a_request_begins_with_what_the_policy_says(as_clerk, own_pack):
    own_pack('[parameters.channels]\ncomments = "pre-moderated"')

    form = as_clerk.get(reverse("new-deployment"), {"kind": "channel"}).context["form"]

    assert form["comments"].value() == "pre-moderated"


def shown(client, channel: Channel) -> str:
    return client.get(reverse("channel", args=[channel.id])).text


@pytest.mark.parametrize(
    "name", ["channels", "new-channel", "deployments", "campaigns", "risks", "watch", "channel", "deployment"]
)
def test_a_page_asks_at_most_twelve_times_however_much_there_is(
    as_clerk, clerk, communications_officer, django_assert_max_num_queries, name
):
    for number in range(8):
        open_channel(f"Page {number}", "x by hand", address="", purpose="", minute="", by=clerk, at=NOON)
        open_campaign(f"Campaign {number}", by=clerk, at=NOON)
        enter_risk(f"Risk {number}", Rating("high", "", None, NOON.date()), channel=None, by=clerk, at=NOON)
    asked = submitted(proposed(risks=(CHILDREN,), closure=""), by=communications_officer, at=NOON)
    about = {"channel": [Channel.objects.first().id], "deployment": [asked.deployment_id]}.get(name, [])
    assert Risk.objects.count() > 20

    with django_assert_max_num_queries(MOST):
        assert as_clerk.get(reverse(name, args=about)).status_code == 200
