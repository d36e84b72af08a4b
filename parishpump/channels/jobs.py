"""Looking, once a day, whether every network still lets us in; and reminding, once a week, of what is overdue."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.adoption.queries.quiet import is_quiet
from parishpump.channels.actions import check_channel
from parishpump.channels.actions.reminding import claim_reminder, give_back
from parishpump.channels.kinds import kind_of
from parishpump.channels.queries import channels_open
from parishpump.channels.queries.overdue import Due, due_by
from parishpump.councils.models import Council
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.people.post_office import post
from parishpump.people.powers import CHANNELS
from parishpump.people.queries import holders, local_day


@app.periodic(cron="17 6 * * *")
@app.task(queueing_lock="check channels")
def check_channels(timestamp: int) -> None:
    """Check every open channel of every council. Publishes nothing, so it is safe to run twice."""
    for council in all_councils():
        with council_scope(council.id):
            for channel in channels_open():
                check_channel(channel, at=timezone.now())


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="remind of the channel register")
def remind_of_the_channel_register(timestamp: int) -> None:
    """Write to those who keep each council's register about what is overdue. Twice the same week does nothing.

    Once an hour, for it waits for the hours in which somebody looks, where the policy states them.
    """
    for council in all_councils():
        with council_scope(council.id):
            remind(council, at=timezone.now())


def remind(council: Council, *, at: datetime) -> int:
    """Write to each holder of the power who has not been written to this week. Returns to how many it went."""
    overdue = [] if is_quiet(at) else due_by(local_day(at))
    if not overdue:
        return 0
    facts = {"council": council, "rows": [(_in_words(one), one.due) for one in overdue]}
    people = {one.office.person_id: one.office.person for one in holders(CHANNELS, at=at)}
    went = 0
    for person in people.values():
        reminder = claim_reminder(person, at=at)
        if reminder is None:
            continue
        if post("register_due", person.email, facts):
            went += 1
        else:
            give_back(reminder)
    return went


def _in_words(one: Due) -> str:
    if one.kind == "network":
        return f"Platform watch: look at {kind_of(one.name).name} again"
    return f"Review the channel {one.name}" if one.kind == "channel" else f"Look at the risk again: {one.name}"
