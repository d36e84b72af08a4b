"""House rules: what was done to a comment or an account, and the appeal against it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.house_rules import REVERSED
from parishpump.inbox.models.messages import Message
from parishpump.inbox.references import step_reference
from parishpump.people.models import Delegation, Person


class Moderation(CouncilOwned):
    """One step of the ladder, with the copy that was kept before it (law note LAW-36)."""

    STEPS = (("hide", "Hide"), ("warn", "Warn"), ("block", "Block for a time"), ("report", "Report"))

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="moderations")
    number = models.PositiveIntegerField(help_text="For the person it concerns: H-2026-0004.")
    key = models.CharField(max_length=16, help_text="Told to the person it concerns alone, for their appeal.")
    step = models.CharField(max_length=8, choices=STEPS)
    ground = models.CharField(max_length=120)
    reason = models.CharField(max_length=400)
    evidence = ArrayField(models.CharField(max_length=64), help_text="SHA-256 of what was kept before the step.")
    handle = models.CharField(max_length=320, blank=True)
    until = models.DateTimeField(null=True, help_text="The end of a block.")
    at_once_because = models.CharField(max_length=400, blank=True, help_text="Why a block came without a milder step.")
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="eased", help_text="The harder step before an appeal."
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, help_text="When the network did it, or a person said that they had.")
    done_by_hand = models.BooleanField(default=False)
    problem = models.CharField(max_length=400, blank=True)
    tries = models.PositiveIntegerField(default=0, help_text="How often the network was asked.")
    next_at = models.DateTimeField(null=True, help_text="When the network is asked; None: nothing owed, or by hand.")
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=400, blank=True)
    reversed_at = models.DateTimeField(null=True, help_text="When the network took it back, or a person said so.")

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_a_moderation")]
        indexes = [
            models.Index(
                fields=["council", "next_at"], name="moderation_due", condition=models.Q(next_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its name for people and in addresses: H-2026-0004."""
        return step_reference(self.at, self.number)

    @property
    def owes_reversal(self) -> bool:
        """Whether it was undone, and still stands on the network."""
        asked = self.done_at is not None or self.tries > 0
        return self.undone_at is not None and self.reversed_at is None and self.step in REVERSED and asked

    @property
    def owes_doing(self) -> bool:
        """Whether it was decided, and is not carried out."""
        return self.undone_at is None and self.done_at is None


class Appeal(CouncilOwned):
    """Somebody thinks that a step was wrong. Another person than its decider hears it."""

    UPHELD, REJECTED, PARTLY = "upheld", "rejected", "partly upheld"

    moderation = models.ForeignKey(Moderation, on_delete=models.PROTECT, related_name="appeals")
    words = models.TextField()
    contact = models.CharField(max_length=320, blank=True)
    with_key = models.BooleanField(help_text="Whether it gave the key that only the person concerned was told.")
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="None where the policy states no time.")
    outcome = models.CharField(
        max_length=14, blank=True, choices=[(one, one.capitalize()) for one in (UPHELD, PARTLY, REJECTED)]
    )
    reasons = models.TextField(blank=True)
    relief = models.CharField(max_length=200, blank=True, help_text="What a partly upheld appeal gave, in words.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
