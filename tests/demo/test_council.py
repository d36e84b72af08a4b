"""The demonstration council is genuine: its life went through the same actions as anybody's."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from parishpump.archive.models import Unsealed
from parishpump.archive.verification import verify
from parishpump.channels.models import Channel, Checkup
from parishpump.channels.queries import credentials_of
from parishpump.councils.actions import found_council
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.demo.almanac import Almanac
from parishpump.demo.council import prepare
from parishpump.demo.models import DemoPost, Reply
from parishpump.home.errors import HomeError
from parishpump.inbox.models import Message, RotaTurn, Topic
from parishpump.partners.models import Organisation
from parishpump.people.models import Office
from parishpump.policy.packs import load_pack
from parishpump.publishing.events import event_of
from parishpump.publishing.lifecycle import SUBMITTED
from parishpump.publishing.models import Delivery, Draft, Post, Revision, Withdrawal
from parishpump.publishing.queries.revisions import content_of
from tests.demo.conftest import ADDRESS, NOW


def test_the_council_has_its_people_by_office(demonstration):
    offices = [str(office) for office in Office.objects.all()]

    assert {"Clerk", "Deputy Clerk", "Communications Officer", "Chairman"} < set(offices)
    assert sum(office.startswith("Councillor") for office in offices) == 2


def test_there_is_every_kind_of_thing_to_see(demonstration):
    stages = Counter(post.latest.stage for post in Post.objects.filter(latest__isnull=False))
    states = Counter(Delivery.objects.values_list("state", flat=True))

    assert Post.objects.filter(published_at__isnull=False).count() >= 12
    assert (stages["submitted"], stages["sent back"]) == (1, 1)
    assert Withdrawal.objects.count() == 1
    assert Post.objects.filter(public__corrects__isnull=False).count() == 1
    assert not states.keys() - {"sent", "waiting"}


def test_nothing_is_stuck_and_one_thing_is_to_be_put_up_by_hand(demonstration):
    due = Delivery.objects.filter(state="waiting", due_at__lte=NOW)

    assert [delivery.channel.network for delivery in due] == ["facebook by hand"]


def test_one_post_is_scheduled_for_nine_tomorrow(demonstration):
    revision = Revision.objects.get(title__startswith="Tree work")

    assert revision.stage == "approved"
    assert revision.goes_out == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_coffee_morning_is_an_event_of_every_week(demonstration):
    event = event_of(content_of(Revision.objects.get(title__startswith="Coffee morning")))

    assert event.how_often == "Every week"
    assert {start.strftime("%A %H:%M") for start in event.starts} == {"Thursday 10:30"}


def test_the_draft_has_findings_and_what_was_approved_has_none(demonstration):
    drafted = Draft.objects.get().verdict["findings"]
    approved = [each for revision in Revision.objects.all() for each in revision.verdict["findings"]]

    assert len(drafted) >= 5
    assert [each for each in approved if each["strength"] != "may"] == []


def test_what_the_network_shows_is_what_was_approved(demonstration):
    sent = Delivery.objects.filter(channel__network="demonstration", state="sent", deed="publish")
    texts = {str(post.id): post.text for post in DemoPost.objects.all()}
    corrected = Post.objects.get(public__corrects__isnull=False).public

    assert sent.count() >= 12
    assert all(delivery.reference in texts for delivery in sent)
    assert corrected.channel_texts[str(sent[0].channel_id)] in texts.values()
    assert DemoPost.objects.filter(gone_at__isnull=False).count() == 1


def test_the_record_is_sealed_and_every_word_of_it_verifies(demonstration):
    assert list(verify()) == []
    assert not Unsealed.objects.exists()


def test_residents_have_answered(demonstration):
    assert Reply.objects.count() == 3


def test_starting_again_changes_nothing(demonstration):
    before = (Post.objects.count(), Delivery.objects.count(), Channel.objects.count(), DemoPost.objects.count())

    prepare(ADDRESS, at=NOW + timedelta(hours=1))

    assert len(all_councils()) == 1
    assert (Post.objects.count(), Delivery.objects.count(), Channel.objects.count(), DemoPost.objects.count()) == before


def test_another_port_is_followed(demonstration):
    prepare("http://localhost:9000", at=NOW + timedelta(hours=1))

    channel = Channel.objects.get(network="demonstration")
    assert credentials_of(channel)["address"] == "http://localhost:9000/demonstration/network"
    assert Council.objects.get().address == "http://localhost:9000"


def test_the_pack_is_found_again_where_the_program_moved(demonstration):
    Council.objects.update(pack="/where/it/was/northfold.toml")

    prepare(ADDRESS, at=NOW)

    assert load_pack(Council.objects.get().pack).council == "Northfold Parish Council"


def test_a_real_council_is_never_turned_into_a_demonstration(db):
    found_council(
        "Real Parish Council",
        kind="parish",
        host="real.example",
        address="https://real.example",
        pack="base",
        pack_minute="",
        at=NOW,
    )

    with pytest.raises(HomeError, match="real council"):
        prepare(ADDRESS, at=NOW)

    assert [council.name for council in all_councils()] == ["Real Parish Council"]


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 1, 1, 0, 10, tzinfo=UTC),
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 7, tzinfo=UTC),
        datetime(2026, 5, 13, 12, tzinfo=UTC),
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 8, 7, 17, tzinfo=UTC),
    ],
)
def test_it_can_be_founded_on_any_day(switched_on, db, now):
    prepare(ADDRESS, at=now)

    with council_scope(all_councils()[0].id):
        assert Revision.objects.filter(stage=SUBMITTED, decide_by__gt=now).exists()
        assert Checkup.objects.filter(ok=True).exists()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "waiting"}


def test_delegations_always_have_some_time_behind_and_before_them():
    almanacs = [Almanac(NOW + timedelta(days=day)) for day in range(0, 800, 3)]

    assert all(days.founded + timedelta(days=60) <= days.today for days in almanacs)
    assert all(days.today + timedelta(days=59) <= days.delegated_until for days in almanacs)


def test_residents_wrote_by_every_way_and_some_of_it_waits_for_a_visitor(demonstration):
    told = Message.objects.order_by("received_at")

    assert [message.outcome for message in told] == ["redirect", "", "listened", "praise", "", "", ""]
    assert {message.source.kind for message in told} == {"typed", "notebook", "ask"}
    assert told.filter(closed_at=None, duty_open=True).get().text.startswith("Under the Freedom of Information Act")
    assert [message.folded for message in told.filter(folded=True)] == [True]
    assert all(message.logged_at - message.received_at <= timedelta(minutes=5) for message in told)


def test_somebody_listens_every_weekday_and_a_meeting_is_to_hear_what_was_said(demonstration):
    assert list(RotaTurn.objects.values_list("weekday", flat=True)) == [0, 1, 2, 3, 4]
    assert Topic.objects.get(decided_on__gt=NOW.date()).messages.count() == 1
    assert Organisation.objects.get().name == "Northfold gardening volunteers"
