"""The channel register: every route by which the council publishes."""

from django.db import models

from parishpump.channels.content import COMMENTS, MODES
from parishpump.channels.models.deployments import Deployment
from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Office, Person

NOTICEBOARD = "noticeboard"


class Channel(CouncilOwned):
    """One place where the council speaks, on one network."""

    name = models.CharField(max_length=80, help_text="What people call it, such as Council Facebook Page.")
    network = models.CharField(max_length=40, help_text="Its key in networks.registry, or noticeboard, or … by hand.")
    address = models.URLField(blank=True, max_length=500, help_text="Its public page: where people can see it is ours.")
    purpose = models.CharField(max_length=200, blank=True)
    minute = models.CharField(max_length=64, blank=True, help_text="The resolution or approval that opened it.")
    mode = models.CharField(
        max_length=12, choices=[(one, one) for one in MODES], default="interactive", help_text="How people are met."
    )
    comments = models.CharField(max_length=16, choices=[(one, one) for one in COMMENTS], default="on")
    audience = models.CharField(max_length=200, blank=True)
    cost_pence = models.PositiveIntegerField(null=True, blank=True, help_text="A year, in pence; none: not said yet.")
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deployment = models.ForeignKey(
        Deployment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        help_text="The request that let it be opened; none for the council's own pages, approved by their founding.",
    )
    reviewed_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
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


class Administrator(CouncilOwned):
    """An office that can change a channel's settings at the network, and how the council gets back in without it."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="administrators")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    recovery = models.CharField(max_length=200, blank=True, help_text="Where recovery codes lie; never the codes.")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["channel", "office"], name="one_entry_an_administrator")]


class ChannelReview(CouncilOwned):
    """The council looked at a channel again, and what it decided."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    decided = models.CharField(max_length=400)
    minute = models.CharField(max_length=64, blank=True)
    next_due = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-id")
