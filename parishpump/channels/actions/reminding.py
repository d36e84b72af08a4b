"""Reminding by email, at most once a week each, of what in the register is overdue."""

from datetime import datetime, timedelta

from django.db import transaction

from parishpump.channels.models import Reminder
from parishpump.people.models import Person
from parishpump.people.queries import local_day


@transaction.atomic
def claim_reminder(person: Person, *, at: datetime) -> Reminder | None:
    """Take the one reminder that somebody gets in this week, or None where it was taken already."""
    today = local_day(at)
    monday = today - timedelta(days=today.weekday())
    kept, is_ours = Reminder.objects.get_or_create(person=person, week=monday, defaults={"sent_at": at})
    return kept if is_ours else None


def give_back(reminder: Reminder) -> None:
    """The mail server did not take it: the next round tries again."""
    reminder.delete()
