"""What the inbox costs: time entered, a contract, what was done out of hours, a rota, and quiet hours that are kept."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.inbox.actions.stories import open_by_hand
from parishpump.inbox.actions.telling import tell
from parishpump.inbox.actions.tending import add_note
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.actions.working import (
    end_turn,
    enter_time,
    enter_turn,
    start_clock,
    state_hours,
    stop_clock,
    take_time_back,
    throw_clock_away,
)
from parishpump.inbox.models import Message, RotaTurn, WorkedTime
from parishpump.inbox.queries.load import load_of, rota, totals
from parishpump.inbox.rota import Turn, in_hours
from parishpump.people.models import Office
from parishpump.people.queries import NotDelegated
from tests.conftest import NOON
from tests.inbox.conftest import signed_in
from tests.inbox.village import hear_one, village_page

TUESDAY = NOON.date()
MORNINGS = '[parameters]\nlisten.monitored_hours = ["09:00-13:00"]\nlisten.monitored_days = ["Tuesday", "Wednesday"]\n'
AT_NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)


def office(person) -> Office:
    return Office.objects.get(person=person)


def test_time_that_is_typed_in_adds_up_in_its_week(communications_officer):
    enter_time(TUESDAY, 25, what="Bonfires", by=communications_officer, at=NOON)
    enter_time(TUESDAY - timedelta(days=1), 40, by=communications_officer, at=NOON)
    enter_time(TUESDAY - timedelta(days=7), 60, by=communications_officer, at=NOON)

    weeks = load_of(communications_officer, at=NOON).weeks

    assert (weeks[-1].minutes, weeks[-2].minutes, len(weeks)) == (65, 60, 12)


@pytest.mark.parametrize(("day", "minutes"), [(TUESDAY + timedelta(days=1), 5), (date(2025, 1, 1), 5), (TUESDAY, 0)])
def test_what_nobody_can_have_worked_is_refused(communications_officer, day, minutes):
    with pytest.raises(Refused):
        enter_time(day, minutes, by=communications_officer, at=NOON)


def test_a_day_holds_no_more_than_a_day(communications_officer):
    enter_time(TUESDAY, 900, by=communications_officer, at=NOON)

    with pytest.raises(Refused, match="16 hours"):
        enter_time(TUESDAY, 61, by=communications_officer, at=NOON)


def test_the_clock_takes_the_time_and_one_runs_at_once(communications_officer):
    first = start_clock(by=communications_officer, at=NOON)
    again = start_clock(by=communications_officer, at=NOON + timedelta(minutes=5))

    stopped = stop_clock(by=communications_officer, at=NOON + timedelta(minutes=25))

    assert first == again == stopped
    assert stopped.minutes == 25


def test_a_clock_that_was_forgotten_keeps_no_time(communications_officer):
    start_clock(by=communications_officer, at=NOON)

    with pytest.raises(Refused, match="more than ten hours"):
        stop_clock(by=communications_officer, at=NOON + timedelta(hours=11))
    throw_clock_away(by=communications_officer, at=NOON + timedelta(hours=11))

    assert load_of(communications_officer, at=NOON).this_week.minutes == 0


def test_a_line_is_taken_back_by_whoever_entered_it_alone(communications_officer, clerk):
    line = enter_time(TUESDAY, 25, by=communications_officer, at=NOON)

    with pytest.raises(Refused):
        take_time_back(line.id, by=clerk, at=NOON)
    take_time_back(line.id, by=communications_officer, at=NOON)

    assert load_of(communications_officer, at=NOON).lines == ()


def test_what_goes_beyond_the_contract_is_told(communications_officer, clerk):
    state_hours(communications_officer, 60, since=date(2026, 4, 1), by=clerk, at=NOON)
    enter_time(TUESDAY, 90, by=communications_officer, at=NOON)

    assert load_of(communications_officer, at=NOON).this_week.over == 30


def test_a_contract_is_stated_by_oneself_or_the_clerk(communications_officer, deputy_clerk, councillor, clerk):
    with pytest.raises(Refused, match="themselves or the Clerk"):
        state_hours(communications_officer, 600, since=TUESDAY, by=deputy_clerk, at=NOON)
    with pytest.raises(Refused, match="no paid office"):
        state_hours(councillor, 600, since=TUESDAY, by=clerk, at=NOON)

    state_hours(deputy_clerk, 600, since=TUESDAY, by=deputy_clerk, at=NOON)

    assert load_of(deputy_clerk, at=NOON).this_week.contract == 600


def test_the_record_does_not_say_how_long_anybody_works(communications_officer):
    state_hours(communications_officer, 601, since=TUESDAY, by=communications_officer, at=NOON)
    enter_time(TUESDAY, 123, by=communications_officer, at=NOON)

    said = str(list(Record.objects.values_list("kind", "body")))
    assert "contracted hours stated" in said
    assert "601" not in said
    assert "123" not in said


@pytest.fixture
def message(northfold) -> Message:
    return hear_one(village_page(), "When is the hall open?")


def test_what_is_done_outside_the_policys_hours_is_counted(own_pack, message, communications_officer):
    own_pack(MORNINGS)
    add_note(message, "Morning", by=communications_officer, at=NOON)
    add_note(message, "Night", by=communications_officer, at=AT_NIGHT)

    week = load_of(communications_officer, at=AT_NIGHT).this_week

    assert (week.deeds, week.out_of_hours) == (2, 1)


def test_where_the_policy_states_no_hours_nothing_is_out_of_them(message, communications_officer):
    add_note(message, "Night", by=communications_officer, at=AT_NIGHT)

    assert load_of(communications_officer, at=AT_NIGHT).this_week.out_of_hours == 0


def test_the_totals_name_nobody(message, communications_officer, clerk):
    enter_time(TUESDAY, 25, by=communications_officer, at=NOON)
    enter_time(TUESDAY, 35, by=clerk, at=NOON)
    add_note(message, "Noted", by=clerk, at=NOON)

    found = totals(at=NOON)

    assert (found.minutes, found.people, found.deeds) == (60, 2, 1)


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (25, "25 min"), (60, "1 h"), (390, "6 h 30 min")])
def test_minutes_are_told_in_hours(minutes, words):
    assert in_hours(minutes) == words


def turn(by, person, cover=None, *, day: int = 1) -> RotaTurn:
    nine_to_one = Turn(day, time(9), time(13))
    return enter_turn(nine_to_one, office(person), office(cover) if cover else None, by=by, at=NOON)


def test_the_rota_says_who_listens_now_and_who_stands_in(clerk, communications_officer):
    turn(clerk, communications_officer, clerk)
    turn(clerk, clerk, day=3)

    now, later = rota(at=NOON)

    assert (now.words, now.now, str(now.turn.cover)) == ("Tuesday, 9am to 1pm", True, "Clerk")
    assert not later.now


def test_nobody_is_put_in_the_rota_who_may_not_listen(clerk, councillor, communications_officer):
    with pytest.raises(Refused, match="not delegated"):
        turn(clerk, councillor)
    with pytest.raises(Refused, match="Somebody else"):
        turn(clerk, clerk, clerk)
    with pytest.raises(NotDelegated):
        turn(councillor, clerk)


def test_a_turn_is_taken_out(clerk, communications_officer):
    end_turn(turn(clerk, communications_officer), by=clerk, at=NOON)

    assert rota(at=NOON) == []


def test_a_story_that_runs_away_waits_for_no_morning(own_pack, message, communications_officer, clerk):
    own_pack(MORNINGS)
    open_by_hand(message, by=communications_officer, at=AT_NIGHT)

    assert tell(lambda one: True, at=AT_NIGHT) == 1


def test_the_desk_and_the_list_say_that_it_is_quiet(it_is, own_pack, communications_officer):
    own_pack(MORNINGS)
    it_is(AT_NIGHT)
    client = signed_in(communications_officer)

    for page in ("desk", "conversations", "sources"):
        shown = client.get(reverse(page)).text
        assert "Quiet hours." in shown, page
        assert "Wednesday 25 November 2026 at 9am" in shown, page


def test_time_is_entered_and_seen_by_oneself_and_the_clerk(as_officer, communications_officer, clerk, deputy_clerk):
    as_officer.post(reverse("time-lines"), {"minutes": "25", "day": "24/11/2026", "what": "Bonfires"})
    as_officer.post(reverse("time-contract"), {"hours": "15", "since": "1/4/2026"})
    theirs = reverse("time-of", args=[office(communications_officer).id])

    assert "Bonfires" in as_officer.get(reverse("time-and-load")).text
    assert "15 h a week" in signed_in(clerk).get(theirs).text
    assert signed_in(deputy_clerk).get(theirs).status_code == 404
    assert "For the council’s report" not in as_officer.get(reverse("time-and-load")).text


def test_what_was_typed_wrong_is_kept_and_said(as_officer):
    answer = as_officer.post(reverse("time-lines"), {"minutes": "many", "day": "24/11/2026"})

    assert answer.status_code == 422
    assert "many" in answer.text
    assert not WorkedTime.objects.exists()
