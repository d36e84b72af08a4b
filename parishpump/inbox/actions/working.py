"""Time worked on what people write (clause RUL-1): typed in, or taken by a clock. It is a person's own diary.

Nothing here goes into the sealed record but that contracted hours were stated: how long somebody worked is theirs and
the Clerk's to see, and the record is open to everybody in office.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from parishpump.archive import actions as archive
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.models import ContractedHours, RotaTurn, WorkedTime
from parishpump.inbox.rota import Turn
from parishpump.people.actions import office_of
from parishpump.people.models import Office, Person
from parishpump.people.powers import LISTEN, OFFICERS
from parishpump.people.queries import acting, authority_for, local_day, require_authority

LONGEST = 16 * 60  # minutes on one day
LONGEST_CLOCK = timedelta(hours=10)  # a clock that ran longer was forgotten
LOOKS_BACK = timedelta(days=366)
A_WEEK = 60 * 60  # minutes: no contract is for more


@transaction.atomic
def state_hours(person: Person, minutes: int, *, since: date, by: Person, at: datetime) -> ContractedHours:
    """State how much a person in a paid office is employed for, in minutes a week: they themselves, or the Clerk.

    Raises:
        Refused: it is neither of them, no paid office, or no such number.
    """
    if by.id != person.id and not acting(by, at=at).is_clerk:
        raise Refused("theirs", "Only they themselves or the Clerk can say this.", "hours")
    if not any(office.kind in OFFICERS for office in acting(person, at=at).offices):
        raise Refused("unpaid", "This person holds no paid office, so no hours are contracted.", "hours")
    if not 0 < minutes <= A_WEEK:
        raise Refused("number", "A week of work has more than nothing and at most 60 hours.", "hours")
    made = ContractedHours.objects.create(person=person, minutes=minutes, since=since, by=by, at=at)
    archive.record(
        "contracted hours stated",
        subject=f"hours of the {office_of(person, at=at)}",
        body={"since": since.isoformat()},
        by=office_of(by, at=at),
        authority="",
        at=at,
    )
    return made


@transaction.atomic
def enter_time(day: date, minutes: int, *, what: str = "", by: Person, at: datetime) -> WorkedTime:
    """Enter time that one worked oneself.

    Raises:
        Refused: a day to come or long ago, or more than a day holds.
    """
    _one_at_a_time(by)
    today = local_day(at)
    if not today - LOOKS_BACK <= day <= today:
        raise Refused("day", "Choose a day of the last twelve months, up to today.", "day")
    already = sum(one or 0 for one in _on(by, day).values_list("minutes", flat=True))
    if not 0 < minutes <= LONGEST - already:
        raise Refused(
            "minutes", f"A day holds {LONGEST // 60} hours of work at most, and at least a minute.", "minutes"
        )
    return WorkedTime.objects.create(person=by, day=day, minutes=minutes, what=what.strip()[:120], at=at)


def _one_at_a_time(person: Person) -> None:
    """Two tabs of one person wait for each other."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)


def _on(person: Person, day: date) -> QuerySet[WorkedTime]:
    return WorkedTime.objects.filter(person=person, day=day, minutes__isnull=False, undone_at__isnull=True)


@transaction.atomic
def start_clock(*, by: Person, at: datetime) -> WorkedTime:
    """Begin to take the time. One clock a person runs at a time: where one does, it is that."""
    _one_at_a_time(by)
    running = WorkedTime.objects.filter(person=by, minutes__isnull=True, undone_at__isnull=True).first()
    return running or WorkedTime.objects.create(person=by, day=local_day(at), began_at=at, at=at)


@transaction.atomic
def stop_clock(*, by: Person, at: datetime) -> WorkedTime:
    """Stop the clock and keep the time; under a minute counts as one.

    Raises:
        Refused: none runs, or it was forgotten: then it is thrown away, and the time is typed in.
    """
    running = _running(by)
    if running.began_at is None or at - running.began_at > LONGEST_CLOCK:
        raise Refused("forgotten", "This clock ran for more than ten hours. Throw it away, and type the time.", "clock")
    running.minutes = max(round((at - running.began_at).total_seconds() / 60), 1)
    running.ended_at = at
    running.save(update_fields=["minutes", "ended_at"])
    return running


@transaction.atomic
def throw_clock_away(*, by: Person, at: datetime) -> WorkedTime:
    """End the clock and keep no time."""
    running = _running(by)
    running.undone_at = at
    running.save(update_fields=["undone_at"])
    return running


def _running(by: Person) -> WorkedTime:
    found = WorkedTime.objects.select_for_update().filter(person=by, minutes__isnull=True, undone_at__isnull=True)
    running = found.first()
    if running is None:
        raise Refused("none", "No clock of yours runs.", "clock")
    return running


@transaction.atomic
def take_time_back(line: int, *, by: Person, at: datetime) -> WorkedTime:
    """Take back a line of one's own that was wrong."""
    found = WorkedTime.objects.select_for_update().filter(id=line, person=by, undone_at__isnull=True).first()
    if found is None:
        raise Refused("none", "There is no such line of yours, or it was taken back already.", "line")
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    return found


@transaction.atomic
def enter_turn(turn: Turn, office: Office, cover: Office | None, *, by: Person, at: datetime) -> RotaTurn:
    """Say who listens on a day of the week, and who stands in.

    Raises:
        NotDelegated: without the power to listen. Refused: not theirs to listen, the same twice, or times in disorder.
    """
    authority = require_authority(by, LISTEN, at=at)
    if turn.starts >= turn.ends:
        raise Refused("times", "It has to end after it begins, on the same day.", "ends")
    for who, field in ((office, "office"), (cover, "cover")):
        if who is not None and authority_for(who.person, LISTEN, at=at) is None:
            raise Refused("power", f"Listening is not delegated to the {who}. Choose somebody else.", field)
    if cover is not None and cover.person_id == office.person_id:
        raise Refused("same", "Somebody else has to stand in.", "cover")
    made = RotaTurn.objects.create(**vars(turn), office=office, cover=cover, by=by, at=at)
    _record("rota turn entered", made, by, str(authority), at)
    return made


@transaction.atomic
def end_turn(turn: RotaTurn, *, by: Person, at: datetime) -> RotaTurn:
    """Take a turn out of the rota."""
    authority = require_authority(by, LISTEN, at=at)
    turn = RotaTurn.objects.select_for_update(of=("self",)).select_related("office", "cover").get(id=turn.id)
    if turn.ended_at is not None:
        raise Refused("ended", "It is out of the rota already.", "turn")
    turn.ended_at = at
    turn.save(update_fields=["ended_at"])
    _record("rota turn ended", turn, by, str(authority), at)
    return turn


def _record(kind: str, turn: RotaTurn, by: Person, authority: str, at: datetime) -> None:
    archive.record(
        kind,
        subject="rota",
        body={
            "weekday": turn.weekday,
            "from": turn.starts.isoformat(),
            "to": turn.ends.isoformat(),
            "office": str(turn.office),
            "cover": str(turn.cover) if turn.cover else "",
        },
        by=office_of(by, at=at),
        authority=authority,
        at=at,
    )
