"""The platform watch, and who was reminded of what is overdue."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Person


class PlatformNote(CouncilOwned):
    """A look at a network that the council uses: what changed there, what was decided, when to look again."""

    network = models.CharField(max_length=40, help_text="As in the channel register.")
    looked_on = models.DateField()
    changed = models.CharField(max_length=1000, help_text="Terms, features, safety.")
    decision = models.CharField(max_length=400)
    next_look = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-looked_on", "-id")


class Reminder(CouncilOwned):
    """That somebody was written to, in one week, about what is overdue in the register: once is enough."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(help_text="The Monday of that week.")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "person", "week"], name="one_reminder_a_week")]
