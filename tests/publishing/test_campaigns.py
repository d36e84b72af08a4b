"""Posts of a campaign: what a post does not say itself, its campaign says; and it is judged with that."""

import pytest

from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.models import Post
from parishpump.publishing.queries.judging import judgement_on, risk_of
from parishpump.publishing.queries.revisions import content_of
from parishpump.publishing.seal import seal_of
from tests.channels.opening import open_campaign
from tests.conftest import NOON
from tests.publishing.lives import content, submitted
from tests.publishing.pages import at_desk, clock_at, page, said, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(clerk, noticeboard):
    return open_campaign("Plant a tree", by=clerk, at=NOON, purpose="Find people who plant", audience="Gardeners")


@pytest.fixture
def post(noticeboard, communications_officer) -> Post:
    return begin_post(by=communications_officer, at=NOON)


def rules(judged) -> set[str]:
    return {finding.rule for finding in judged.verdict.findings}


def test_a_post_without_a_purpose_has_that_of_its_campaign(post, noticeboard, campaign):
    bare = content(noticeboard, purpose="", audience="")
    belonging = content(noticeboard, purpose="", audience="", campaign_id=campaign.id)

    assert {"intent.purpose", "intent.audience"} <= rules(judgement_on(bare, post, overrides={}, at=NOON))
    assert not {"intent.purpose", "intent.audience"} & rules(judgement_on(belonging, post, overrides={}, at=NOON))


def test_the_campaign_is_frozen_with_the_revision(communications_officer, noticeboard, campaign):
    revision = submitted(communications_officer, noticeboard, campaign_id=campaign.id, results_plan="The Clerk reads.")

    revision.refresh_from_db()
    assert (revision.campaign, revision.results_plan) == (campaign, "The Clerk reads.")
    assert seal_of(content_of(revision), revision.channel_texts) == revision.seal


def test_the_composer_offers_campaigns_and_shows_what_comes_from_them(
    post, communications_officer, campaign, monkeypatch
):
    clock_at(monkeypatch, NOON)
    officer = at_desk(communications_officer)

    officer.post(page("draft", post), typed(0, campaign=campaign.id, purpose=""))

    words = said(officer.get(page("draft", post)))
    assert "From the campaign , where nothing stands here: Purpose Find people who plant" in words


def test_the_approver_sees_the_campaign_and_what_was_inherited(
    post, communications_officer, clerk, campaign, monkeypatch
):
    clock_at(monkeypatch, NOON)
    at_desk(communications_officer).post(
        page("submission", post), typed(0, campaign=campaign.id, purpose="", audience="")
    )

    words = said(at_desk(clerk).get(page("revision", post, 1)))

    assert "Plant a tree" in words
    assert "Purpose, from the campaign: Find people who plant" in words


def test_a_campaign_that_has_ended_is_offered_no_more(post, communications_officer, campaign, monkeypatch):
    clock_at(monkeypatch, NOON)
    campaign.ended_at = NOON
    campaign.save(update_fields=["ended_at"])

    words = said(at_desk(communications_officer).get(page("draft", post)))

    assert "Plant a tree" not in words


def test_seals_of_before_campaigns_stay_what_they_were(noticeboard):
    record = content(noticeboard).as_record()

    assert not {"campaign_id", "results_plan", "paid", "permissions", "public_already", "risks"} & set(record)


def test_a_risk_is_read_from_its_line():
    risk = risk_of("Rude answers: High: hide them: Clerk")

    assert (risk.what, risk.rating, risk.mitigation, risk.owner) == ("Rude answers", "high", "hide them", "Clerk")
    assert risk_of("Somebody is angry").rating == "medium"


def test_the_risks_of_a_campaign_are_those_of_its_approved_request(post, noticeboard, campaign):
    judged = judgement_on(content(noticeboard, campaign_id=campaign.id), post, overrides={}, at=NOON)

    assert judged.draft.campaign.approved
    assert [risk.what for risk in judged.draft.campaign.risks] == ["Rude answers"]
