"""The channel register: every route by which the council publishes."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person

NOTICEBOARD = "noticeboard"


class Channel(CouncilOwned):
    """One place where the council speaks, on one network."""

    name = models.CharField(max_length=80, help_text="What people call it, such as Council Facebook Page.")
    network = models.CharField(max_length=40, help_text="Its key in networks.registry, or noticeboard, or … by hand.")
    address = models.URLField(blank=True, max_length=500, help_text="Its public page: where people can see it is ours.")
    purpose = models.CharField(max_length=200, blank=True)
    minute = models.CharField(max_length=64, blank=True, help_text="The resolution or approval that opened it.")
    limits = models.JSONField(default=dict, blank=True, help_text="What the network said of its limits, when asked.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    quiet_until = models.DateTimeField(
        null=True, blank=True, help_text="The network asked us to wait, or did not answer: nothing is sent before."
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def by_hand(self) -> bool:
        return self.network.endswith("by hand")

    @property
    def is_noticeboard(self) -> bool:
        return self.network == NOTICEBOARD


class Credential(CouncilOwned):
    """What a network wants to hear from us, encrypted with the key of the data folder. The newest counts."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="credentials")
    sealed = models.BinaryField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="When the network will stop taking it.")

    class Meta:
        ordering = ("id",)


class Checkup(CouncilOwned):
    """One look at whether a channel still lets us in."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="checkups")
    at = models.DateTimeField()
    ok = models.BooleanField()
    passing = models.BooleanField(
        default=False, help_text="The network was silent or in trouble, which says nothing of our sign-in."
    )
    account = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["channel", "-at"], name="checkup_newest")]
