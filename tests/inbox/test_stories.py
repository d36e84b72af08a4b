"""Stories that run away: what alarms, what does not, and who is told."""

from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import override_settings

from parishpump.archive.models import Record
from parishpump.councils.tenancy import council_scope
from parishpump.inbox import jobs
from parishpump.inbox.actions import watching
from parishpump.inbox.actions.stories import end_story
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.actions.tending import mark_fast_moving
from parishpump.inbox.actions.watching import look_out
from parishpump.inbox.models import Alert, Message, Series, Source, Story, StoryNote, Told, Topic
from parishpump.people.powers import CHAIRMAN
from tests.conftest import NOON, make_council, person_in, the_clerk
from tests.inbox.running_away import each_quarter, flood, quiet_village, speak

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
MOST_QUERIES = 36


@pytest.fixture
def village(clerk) -> Source:
    return quiet_village(clerk)


@pytest.fixture
def chairman(northfold):
    return person_in(CHAIRMAN, minute="")


def burst(source: Source, *, at=NOON, times: int = 20, **more) -> list[Message]:
    return speak(source, at=at + timedelta(minutes=4), times=times, **more)


def test_a_burst_in_a_quiet_village_is_a_story_at_the_next_bucket(village):
    look_out(at=NOON)
    burst(village)

    found = each_quarter(since=NOON + QUARTER, until=NOON + 2 * HOUR)

    assert list(found) == [NOON + QUARTER]
    story = Story.objects.get()
    assert story.title == "Smoke"
    assert story.alerts.first().words.startswith("20 messages in ")


def test_one_burst_is_one_story_whatever_it_broke(village):
    look_out(at=NOON)
    burst(village, times=40)

    look_out(at=NOON + QUARTER)

    assert Story.objects.count() == 1
    assert set(Alert.objects.values_list("series__name", flat=True)) >= {"all", f"source {village.id}"}
    assert StoryNote.objects.count() == 1


def test_two_bursts_at_once_are_two_stories(village):
    look_out(at=NOON)
    burst(village, thread="smoke")
    burst(village, thread="precept")

    look_out(at=NOON + QUARTER)

    assert {one.title for one in Story.objects.all()} >= {"Smoke", "Precept"}


def test_messages_of_many_threads_under_one_topic_are_a_story_of_the_topic(village, clerk):
    topic = Topic.objects.create(name="Bonfires", opened_at=NOON - 20 * timedelta(days=1), opened_by=clerk)
    speak(village, at=NOON - timedelta(days=19), topic=topic)
    look_out(at=NOON)
    for number in range(20):
        burst(village, times=1, thread=f"thread {number}", topic=topic)

    look_out(at=NOON + QUARTER)

    assert [one.title for one in Story.objects.all()] == ["Bonfires"]


def test_market_day_comes_every_week_and_alarms_nobody(clerk):
    source = quiet_village(clerk, until=NOON)
    for week in range(1, 4):
        for place in range(8):
            speak(source, at=NOON - week * timedelta(weeks=1) + place * QUARTER / 2, thread=f"market {week} {place}")
    for place in range(8):
        speak(source, at=NOON + place * QUARTER / 2, thread=f"market 0 {place}")

    found = each_quarter(since=NOON, until=NOON + 3 * HOUR)

    assert found == {}


def test_what_arrives_late_within_four_hours_is_counted_where_it_belongs(village):
    each_quarter(since=NOON, until=NOON + 2 * HOUR)
    burst(village, at=NOON + HOUR)

    look_out(at=NOON + 2 * HOUR + QUARTER)

    assert Alert.objects.filter(series__name="all").get().words.startswith("20 messages in ")


def test_what_arrives_later_than_that_fills_its_bucket_and_alarms_nobody(village):
    look_out(at=NOON)
    for at in (NOON + QUARTER, NOON + 6 * HOUR):
        look_out(at=at)  # the page was not read: `read_at` stands at noon
    burst(village, at=NOON + HOUR)
    Source.objects.update(read_at=NOON + 6 * HOUR)

    look_out(at=NOON + 6 * HOUR + QUARTER)

    assert not Alert.objects.exists()
    taught, untaught = Series.objects.get(name=f"source {village.id}").state, _without_the_burst(village)
    assert taught["level"] > untaught["level"]


def _without_the_burst(village: Source) -> dict[str, int]:
    """What the series would have learned, had nobody said anything."""
    Series.objects.all().delete()
    Message.objects.filter(conversation__key="smoke").update(received_at=NOON - timedelta(days=300))
    look_out(at=NOON + 6 * HOUR + QUARTER)
    return Series.objects.get(name=f"source {village.id}").state


def test_the_same_quarter_is_looked_at_once(village):
    look_out(at=NOON)
    burst(village)
    look_out(at=NOON + QUARTER)

    assert look_out(at=NOON + QUARTER + timedelta(minutes=14)) == []
    assert Counter(Record.objects.values_list("kind", flat=True))["story opened"] == 1


def test_a_story_is_news_once_until_it_has_grown(village):
    look_out(at=NOON)
    burst(village)
    for quarter in range(1, 8):
        burst(village, at=NOON + quarter * QUARTER, times=2)

    each_quarter(since=NOON + QUARTER, until=NOON + 2 * HOUR)

    assert Story.objects.count() == 1
    assert Alert.objects.filter(series__name="all").count() == 1


def test_a_worker_killed_on_the_way_loses_and_repeats_nothing(village, monkeypatch):
    look_out(at=NOON)
    burst(village)
    with monkeypatch.context() as patch:
        patch.setattr(watching, "open_by_alert", die)
        with pytest.raises(KeyboardInterrupt):
            look_out(at=NOON + QUARTER)

    look_out(at=NOON + QUARTER)

    assert Story.objects.count() == 1
    assert Record.objects.filter(kind="story opened").count() == 1


def die(*_args: object, **_options: object) -> None:
    raise KeyboardInterrupt


def test_a_flood_is_one_story_and_counted_by_the_database(village, django_assert_max_num_queries):
    look_out(at=NOON)
    flood(village, at=NOON + timedelta(minutes=4), threads=100, times=100)

    with django_assert_max_num_queries(MOST_QUERIES):
        look_out(at=NOON + QUARTER)

    assert Alert.objects.get(series__name="all").value == 10_000
    assert [one.title for one in Story.objects.all()] == ["Messages on Village page"]


def test_a_quiet_quarter_costs_the_same_however_many_messages_there_are(village, django_assert_max_num_queries):
    speak(village, at=NOON - timedelta(days=5), times=2_000)
    look_out(at=NOON)

    with django_assert_max_num_queries(14):
        look_out(at=NOON + QUARTER)


def test_a_village_without_a_past_listens_before_it_speaks(clerk, village):
    Message.objects.update(received_at=NOON - timedelta(days=200))
    look_out(at=NOON)
    for number in range(12):
        burst(village, times=1, thread=f"thread {number}")

    each_quarter(since=NOON + QUARTER, until=NOON + HOUR)

    assert not Story.objects.exists()


def test_another_council_hears_nothing_of_it(village, southfold):
    look_out(at=NOON)
    burst(village)
    with council_scope(southfold.id):
        look_out(at=NOON)
        look_out(at=NOON + QUARTER)

        assert not Story.objects.exists()


def run_job(monkeypatch, at) -> None:
    monkeypatch.setattr(jobs.timezone, "now", lambda: at)
    jobs.watch_for_stories(0)


def test_the_clerk_and_the_chairman_are_written_to_once(village, chairman, monkeypatch, mailoutbox):
    look_out(at=NOON)
    burst(village)
    speak(village, at=NOON + timedelta(minutes=5), text="You are all idiots", labels=["abuse"])

    for minute in (15, 16, 31):
        run_job(monkeypatch, NOON + timedelta(minutes=minute))

    assert sorted(one.to[0] for one in mailoutbox) == ["chairman@northfold.example", "clerk@northfold.example"]
    letter = mailoutbox[0]
    assert letter.subject == "A story runs away: Smoke"
    assert f"/conversations/stories/{Story.objects.get().id}/" in letter.body
    assert "Words that many share: back, bonfire" in letter.body
    assert "1 message folded away" in letter.body
    assert "idiots" not in letter.body
    assert Story.objects.get().told_at == NOON + QUARTER


def test_what_was_said_in_private_is_in_no_email(village, monkeypatch, mailoutbox):
    look_out(at=NOON)
    burst(village, public=False, text="My daughter was ill from the smoke")

    run_job(monkeypatch, NOON + QUARTER)

    assert "daughter" not in mailoutbox[0].body
    assert "20 messages came in private" in mailoutbox[0].body


@override_settings(EMAIL_BACKEND="tests.people.post_boxes.Unreachable")
def test_where_the_mail_server_fails_nobody_counts_as_told(village, monkeypatch):
    look_out(at=NOON)
    burst(village)

    run_job(monkeypatch, NOON + QUARTER)

    told = Told.objects.get()
    assert (told.at, told.claimed_at, told.tries) == (None, None, 1)
    assert Story.objects.get().told_at is None


def test_a_failed_email_is_tried_again(village):
    look_out(at=NOON)
    burst(village)
    look_out(at=NOON + QUARTER)
    tell(lambda told: False, at=NOON + QUARTER)
    asked: list[Told] = []

    for minute in (15, 17, 18):
        tell(lambda told: asked.append(told) is None, at=NOON + timedelta(minutes=minute))

    assert len(asked) == 1
    assert Told.objects.get().at == NOON + timedelta(minutes=17)


def test_a_worker_that_dies_with_the_email_in_hand_leaves_it_unknown(village):
    look_out(at=NOON)
    burst(village)
    look_out(at=NOON + QUARTER)
    with pytest.raises(KeyboardInterrupt):
        tell(die, at=NOON + QUARTER)
    asked: list[Told] = []

    tell(lambda told: asked.append(told) is None, at=NOON + HOUR)

    assert asked == []
    assert Told.objects.get().claimed_at == NOON + QUARTER


def test_the_policy_can_name_others_to_be_told(own_pack, village, clerk):
    person_in("deputy clerk", minute="")
    own_pack('[parameters]\nlisten.escalate_to = ["Deputy Clerk"]\n')
    look_out(at=NOON)
    burst(village)
    look_out(at=NOON + QUARTER)

    assert {one.office for one in Told.objects.all()} == {"Clerk", "Deputy Clerk"}


def test_a_message_marked_as_fast_moving_opens_its_story_at_once(village, communications_officer, clerk):
    (message,) = speak(village, at=NOON)

    mark_fast_moving(message, by=communications_officer, at=NOON)

    story = Story.objects.get()
    assert (story.title, story.begun_by, story.conversation_id) == (
        "Smoke",
        communications_officer,
        message.conversation_id,
    )
    assert [one.office for one in Told.objects.all()] == ["Clerk"]
    assert Record.objects.get(kind="story opened").body["marked by hand"] == message.reference


def test_an_alert_joins_the_story_that_somebody_marked(village, communications_officer):
    (message,) = speak(village, at=NOON)
    mark_fast_moving(message, by=communications_officer, at=NOON)
    look_out(at=NOON)
    burst(village)

    look_out(at=NOON + QUARTER)

    assert Story.objects.count() == 1
    assert StoryNote.objects.filter(words__startswith="It grows: ").exists()


def test_a_new_burst_after_the_end_is_a_new_story(village, clerk):
    look_out(at=NOON)
    burst(village, times=10)
    look_out(at=NOON + QUARTER)
    end_story(Story.objects.get(), "The fire is out.", by=clerk, at=NOON + HOUR)
    each_quarter(since=NOON + HOUR, until=NOON + 20 * HOUR)
    burst(village, at=NOON + 20 * HOUR)

    look_out(at=NOON + 20 * HOUR + QUARTER)

    assert Story.objects.filter(ended_at__isnull=True).count() == 1


def test_two_workers_at_once_tell_of_it_once(own_database):
    council = make_council("Northfold")
    with council_scope(council.id):
        village = quiet_village(the_clerk())
        look_out(at=NOON)
        burst(village)
    together = Barrier(2)

    def work() -> None:
        try:
            with council_scope(council.id):
                together.wait()
                look_out(at=NOON + QUARTER)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    with council_scope(council.id):
        assert (Story.objects.count(), Told.objects.count()) == (1, 1)
