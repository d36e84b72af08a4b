"""What was decided about a message, and by whom: facts as rows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Message
from parishpump.people.models import Delegation, Person


class Triage(CouncilOwned):
    """One decision about a message, with the engage test that led to it (clauses ENG-7, TRA-11). The newest counts."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="decisions")
    council_gains = models.BooleanField(null=True)
    parishioners_gain = models.BooleanField(null=True)
    impartial = models.BooleanField(null=True)
    lawful = models.BooleanField(null=True)
    whose = models.CharField(max_length=16, blank=True, help_text="ours, another body, some of each.")
    outcome = models.CharField(max_length=24)
    ground = models.CharField(max_length=24, blank=True)
    ground_reason = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    suggested = models.JSONField(default=dict, help_text="labels, duties and services as they were suggested.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=64, help_text="The fingerprint of the policy that it was decided under.")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["council", "-at"], name="triage_at")]


class DutySettled(CouncilOwned):
    """Somebody with authority said that the likely legal duty is none, and why."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="duty_decisions")
    duties = ArrayField(models.CharField(max_length=40))
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Note(CouncilOwned):
    """A word among officers. It is held by the council, so it can be asked for (FOIA section 1)."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Clarification(CouncilOwned):
    """We asked what was meant, or for the name and address that a valid request needs (FOIA sections 8 and 16)."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="clarifications")
    asks_for = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()
    answered_by = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)


class Look(CouncilOwned):
    """Somebody looked at a writer's name and address, or at folded-away abuse."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="looks")
    what = models.CharField(max_length=16, choices=[("writer", "writer"), ("abuse", "abuse")])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
