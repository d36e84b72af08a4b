"""What the inbox costs those who work in it (clause RUL-1): hours, and who listens when."""

from django.db import models
from django.db.models import Q

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Office, Person


class ContractedHours(CouncilOwned):
    """How much a person in a paid office is employed for, in minutes a week, from a day on. The newest counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    since = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("since", "id")


class WorkedTime(CouncilOwned):
    """Time that somebody says they worked on what people write: typed in, or taken by the clock they started.

    A clock that runs has no minutes yet.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField(null=True)
    what = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(minutes__isnull=True, undone_at__isnull=True),
                name="one_clock_a_person",
            )
        ]
        indexes = [models.Index(fields=["council", "person", "day"], name="worked_time_of")]


class RotaTurn(CouncilOwned):
    """Who listens on a day of the week from an hour to an hour, and who stands in."""

    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    starts = models.TimeField()
    ends = models.TimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("weekday", "starts", "id")
