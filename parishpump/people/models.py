"""Who may act for the council: persons, the offices they hold, and the delegations behind what they do."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.councils.models import Council, CouncilOwned
from parishpump.people.powers import NEED_SECOND_FACTOR, OFFICES


class People(BaseUserManager["Person"]):
    """Finds persons by their email address, whichever way it was typed."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. One person may hold offices in several councils."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, help_text="How colleagues know this person; never shown to the public.")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """That a person has to do with a council at all: what the switcher lists. Holds no council's business."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "council"], name="one_seat_a_council")]

    def __str__(self) -> str:
        return f"{self.person}, {self.council}"


class Office(CouncilOwned):
    """An office that a person holds in this council, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=32, choices=OFFICES)
    title = models.CharField(max_length=80, blank=True, help_text="This council's own word for it, such as Town Clerk.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day in office.")

    class Meta:
        ordering = ("since", "id")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class Delegation(CouncilOwned):
    """Power given by resolution to the holder of an office (Local Government Act 1972, section 101)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="delegations")
    powers = ArrayField(models.CharField(max_length=32), help_text="What for: see powers.py.")
    channels = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="Which channels; none means all."
    )
    minute = models.CharField(max_length=64, help_text="The resolution that gave it.")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day it is in force.")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("ends", "id")

    def __str__(self) -> str:
        return f"{self.office}, minute {self.minute}"

    @property
    def needs_second_factor(self) -> bool:
        return not NEED_SECOND_FACTOR.isdisjoint(self.powers)


class Revocation(CouncilOwned):
    """The end of a delegation before its day: from this moment nothing is done under it."""

    delegation = models.OneToOneField(Delegation, on_delete=models.PROTECT, related_name="revocation")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)


class Invitation(CouncilOwned):
    """A link by email with which somebody takes up an office."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in the link.")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
