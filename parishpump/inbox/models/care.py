"""Abuse of those who work for the council: what was reported, what came of it, and who deals with its writer now."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Message
from parishpump.inbox.references import report_reference
from parishpump.people.models import Person


class AbuseReport(CouncilOwned):
    """Somebody in office was abused, in a message or elsewhere, and says so (clause INT-12). Never changed."""

    INBOX, PRIVATE, TELEPHONE, IN_PERSON, LETTER, ELSEWHERE = (
        "inbox",
        "private account",
        "telephone",
        "in person",
        "letter",
        "elsewhere",
    )
    WHERE = (
        (PRIVATE, "To a private account"),
        (TELEPHONE, "By telephone"),
        (IN_PERSON, "In person"),
        (LETTER, "By letter or private email"),
        (ELSEWHERE, "Elsewhere online"),
    )

    number = models.PositiveIntegerField(help_text="For people: A-2026-0003.")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="abuse_reports")
    where = models.CharField(max_length=16, choices=[(INBOX, "In a message to the council"), *WHERE])
    words = models.TextField(blank=True, help_text="What happened, in the words of whoever reports it.")
    happened_at = models.DateTimeField()
    link = models.URLField(blank=True, max_length=600)
    handle = models.CharField(max_length=320, blank=True, help_text="The account or address of whoever did it.")
    evidence = ArrayField(models.CharField(max_length=64), help_text="SHA-256 of the screenshots and of the words.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_an_abuse_report")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its name for people and in addresses: A-2026-0003."""
        return report_reference(self.at, self.number)


class AbuseStep(CouncilOwned):
    """What was done about a report, on one day by one office. The newest says where it stands. Never changed."""

    LOOKED, PLATFORM, POLICE, SUPPORTED, NOTHING, FILE = (
        "looked at",
        "reported to platform",
        "reported to police",
        "supported",
        "no further step",
        "evidence file made",
    )
    ACTIONS = (
        (LOOKED, "Looked at"),
        (PLATFORM, "Reported to the platform"),
        (POLICE, "Reported to the police"),
        (SUPPORTED, "Whoever reported it was supported"),
        (NOTHING, "No further step"),
    )

    report = models.ForeignKey(AbuseReport, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=24, choices=[*ACTIONS, (FILE, "Evidence file made")])
    reference = models.CharField(max_length=80, blank=True, help_text="The number that police or platform gave.")
    words = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of an evidence file.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class HandOver(CouncilOwned):
    """Somebody else deals with this writer from now on; what they write is folded for whoever handed it over."""

    report = models.ForeignKey(AbuseReport, on_delete=models.PROTECT, related_name="hand_overs")
    handle = models.CharField(max_length=320, blank=True, help_text="Empty: the one message alone.")
    for_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who is spared.")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who deals with it.")
    to_office = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["council", "handle", "for_person"],
                condition=Q(ended_at__isnull=True) & ~Q(handle=""),
                name="one_hand_over_a_writer",
            )
        ]
