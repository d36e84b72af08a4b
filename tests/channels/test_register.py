"""The register over all of it: facts, reviews, risks, campaigns, the platform watch, and who is reminded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail

from parishpump.archive.models import Record
from parishpump.channels.actions import (
    close_risk,
    end_campaign,
    end_deployment,
    enter_risk,
    note_platform,
    review_channel,
    review_risk,
    set_channel_facts,
)
from parishpump.channels.actions.reminding import claim_reminder
from parishpump.channels.actions.requesting import AgainstPolicy
from parishpump.channels.actions.risks import ClosedAlready, Rating
from parishpump.channels.actions.tending import ChannelFacts, Review
from parishpump.channels.actions.watching import Look
from parishpump.channels.jobs import remind
from parishpump.channels.lifecycle import NotNow
from parishpump.channels.models import Administrator, Channel, Reminder
from parishpump.channels.queries import campaigns_open, channels_approved
from parishpump.channels.queries.campaigns import campaign_state
from parishpump.channels.queries.overdue import due_by
from parishpump.channels.queries.policy import months_after
from parishpump.channels.queries.risks import open_risks
from parishpump.channels.queries.watch import watched_networks
from parishpump.people.models import Office
from parishpump.people.queries import NotDelegated
from tests.channels.opening import open_campaign, open_channel
from tests.conftest import NOON

TODAY = NOON.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def page(clerk) -> Channel:
    return open_channel("Page", "facebook by hand", address="", purpose="News", minute="2026/140", by=clerk, at=NOON)


def rated(rating: str = "medium", due: date = YESTERDAY) -> Rating:
    return Rating(rating, "The Deputy Clerk stands in", None, due)


def facts_of(page: Channel, **said: object) -> ChannelFacts:
    named = ("address", "purpose", "mode", "comments", "audience", "cost_pence", "owner")
    whole = ChannelFacts(**{name: getattr(page, name) for name in named}, administrators=())
    return replace(whole, **said)


def test_the_facts_of_a_channel_change_with_a_record(page, clerk):
    office = Office.objects.get(person=clerk)
    facts = facts_of(page, comments="off", owner=office, administrators=((office, "Codes in the safe"),))

    set_channel_facts(page, facts, by=clerk, at=NOON)

    page.refresh_from_db()
    assert (page.comments, page.owner) == ("off", office)
    assert Administrator.objects.get().recovery == "Codes in the safe"
    assert Record.objects.get(kind="channel facts changed").body["comments"] == "off"


def test_whoever_may_only_write_changes_no_fact(page, communications_officer):
    with pytest.raises(NotDelegated):
        set_channel_facts(page, facts_of(page, comments="off"), by=communications_officer, at=NOON)


def test_facts_against_the_policy_are_refused_naming_its_version(page, clerk, own_pack):
    own_pack('version = "7"\n[parameters.channels]\ncomments = "off"')

    with pytest.raises(AgainstPolicy, match="version 7") as refused:
        set_channel_facts(page, facts_of(page, comments="on"), by=clerk, at=NOON)

    assert refused.value.parts == ["comments"]
    assert not Record.objects.filter(kind="channel facts changed").exists()


def test_a_review_moves_the_day_of_the_next(page, clerk):
    review = Review(TODAY, "Keep it: it reaches those who do not walk by", "2026/210", date(2027, 11, 24))

    review_channel(page, review, by=clerk, at=NOON)

    page.refresh_from_db()
    assert (page.reviewed_on, page.review_due) == (TODAY, date(2027, 11, 24))


def test_the_worst_risk_is_on_top_and_then_the_one_due_first(clerk):
    for what, rating, due in (("c", "low", 1), ("b", "high", 9), ("a", "high", 2)):
        enter_risk(what, rated(rating, TODAY + timedelta(days=due)), channel=None, by=clerk, at=NOON)

    assert [risk.what for risk in open_risks()] == ["a", "b", "c"]


def test_a_review_of_a_risk_keeps_how_it_stood(clerk):
    risk = enter_risk("Nobody can approve", rated("high"), channel=None, by=clerk, at=NOON)

    review_risk(risk, rated("low", TODAY + timedelta(days=90)), note="A deputy is appointed.", by=clerk, at=NOON)

    risk.refresh_from_db()
    assert risk.rating == "low"
    assert Record.objects.get(kind="risk entered").body["rating"] == "high"


def test_a_closed_risk_is_neither_reviewed_nor_closed_again(clerk):
    risk = enter_risk("Nobody can approve", rated(), channel=None, by=clerk, at=NOON)
    close_risk(risk, reason="Both posts are filled.", by=clerk, at=NOON)

    with pytest.raises(ClosedAlready):
        review_risk(risk, rated(), note="Again", by=clerk, at=NOON)
    with pytest.raises(ClosedAlready):
        close_risk(risk, reason="Again", by=clerk, at=NOON)


def test_a_campaign_takes_posts_until_its_last_day_or_its_end(clerk):
    running = open_campaign("Speed Watch", by=clerk, at=NOON)
    open_campaign("Over", by=clerk, at=NOON, starts=date(2026, 10, 1), ends=YESTERDAY)
    coming = open_campaign("Carols", by=clerk, at=NOON, starts=date(2026, 12, 1), ends=date(2026, 12, 24))

    assert campaigns_open(NOON) == [running, coming]
    assert [campaign_state(one, TODAY) for one in (running, coming)] == ["running", "to come"]
    assert end_campaign(running, reason="Ten came.", by=clerk, at=NOON).ended_at == NOON
    assert campaigns_open(NOON) == [coming]


def test_a_campaign_is_ended_once(clerk):
    campaign = open_campaign("Speed Watch", by=clerk, at=NOON)
    end_deployment(campaign.deployment, reason="Ten came.", by=clerk, at=NOON)

    with pytest.raises(NotNow):
        end_campaign(campaign, reason="Again.", by=clerk, at=NOON)


def test_a_network_is_due_half_a_year_after_it_was_first_used_and_then_as_its_note_says(page, clerk):
    (watched,) = watched_networks()
    note_platform(page.network, Look(TODAY, "nothing", "nothing", date(2027, 1, 5)), by=clerk, at=NOON)

    assert watched.due == date(2027, 5, 24)
    assert watched_networks()[0].due == date(2027, 1, 5)


def test_half_a_year_after_the_last_of_august_is_the_last_of_february():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 5), 12) == date(2027, 12, 5)


def test_everything_whose_day_has_come_is_due_the_oldest_first(page, clerk, noticeboard):
    enter_risk("Nobody can approve", rated(), channel=None, by=clerk, at=NOON)
    Channel.objects.filter(id=page.id).update(review_due=TODAY - timedelta(days=9))
    note_platform(page.network, Look(TODAY, "nothing", "nothing", TODAY), by=clerk, at=NOON)

    assert [(one.kind, one.name) for one in due_by(TODAY)] == [
        ("channel", "Page"),
        ("risk", "Nobody can approve"),
        ("network", "facebook by hand"),
    ]


def test_who_keeps_the_register_is_written_to_once_a_week(clerk, deputy_clerk, northfold):
    enter_risk("Nobody can approve", rated(), channel=None, by=clerk, at=NOON)

    went = [remind(northfold, at=NOON + timedelta(days=days)) for days in (0, 1, 5, 6)]

    assert went == [2, 0, 0, 2]  # noon of the first is a Tuesday
    assert mail.outbox[0].to == [clerk.email]
    assert "Look at the risk again: Nobody can approve" in mail.outbox[0].body


def test_in_quiet_hours_the_reminder_waits_until_somebody_looks(clerk, northfold, own_pack):
    own_pack('[parameters]\nlisten.monitored_hours = ["13:00-15:00"]\n')
    enter_risk("Nobody can approve", rated(), channel=None, by=clerk, at=NOON)

    went = [remind(northfold, at=NOON + timedelta(minutes=minutes)) for minutes in (0, 60, 120)]

    assert went == [0, 1, 0]


def test_nobody_is_written_to_about_nothing(clerk, northfold):
    assert remind(northfold, at=NOON) == 0
    assert not mail.outbox


def test_a_mail_server_that_refuses_leaves_the_reminder_for_the_next_day(clerk, northfold, settings):
    enter_risk("Nobody can approve", rated(), channel=None, by=clerk, at=NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert remind(northfold, at=NOON) == 0
    assert not Reminder.objects.exists()


def test_two_workers_at_once_take_one_reminder(clerk):
    assert claim_reminder(clerk, at=NOON) is not None
    assert claim_reminder(clerk, at=NOON) is None


def test_the_noticeboard_is_approved_by_its_founding(noticeboard):
    assert channels_approved() == {noticeboard.id}
