"""The communications risk register: what could go wrong, what is done about it, and who sees to it."""

from django.db import models

from parishpump.channels.content import RATINGS
from parishpump.channels.models.channels import Channel
from parishpump.channels.models.deployments import Deployment
from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Office, Person

_RATED = [(rating, rating) for rating in RATINGS]


class Risk(CouncilOwned):
    """A risk as it stands. It belongs to a deployment, to a channel, or to communications at large."""

    what = models.CharField(max_length=300)
    rating = models.CharField(max_length=8, choices=_RATED)
    mitigation = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    key = models.CharField(max_length=12, blank=True, help_text="Which risk of its request it is, version by version.")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    review_due = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("review_due", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["deployment", "key"], condition=models.Q(deployment__isnull=False), name="one_entry_a_risk"
            )
        ]

    def __str__(self) -> str:
        return self.what


class RiskReview(CouncilOwned):
    """A look at a risk: how it was rated from then on, and why."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    rating = models.CharField(max_length=8, choices=_RATED)
    mitigation = models.CharField(max_length=1000, blank=True)
    owner = models.CharField(max_length=120, blank=True, help_text="The office, as it was called then.")
    note = models.CharField(max_length=400)
    next_due = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
