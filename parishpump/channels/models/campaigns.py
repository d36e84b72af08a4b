"""Campaigns: several posts with one purpose, for one audience, with a plan for what comes back."""

from django.db import models

from parishpump.channels.models.deployments import Deployment
from parishpump.councils.models import CouncilOwned


class Campaign(CouncilOwned):
    """A campaign that was approved. Its facts are those of the approved version of its request."""

    deployment = models.OneToOneField(Deployment, on_delete=models.PROTECT, related_name="campaign")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=400)
    outcome = models.CharField(max_length=400, blank=True)
    measure = models.CharField(max_length=400, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    results_plan = models.CharField(max_length=1000, blank=True)
    starts = models.DateField()
    ends = models.DateField(help_text="The last day on which a post may be added.")
    ended_at = models.DateTimeField(null=True, help_text="When somebody ended it, before or after its last day.")

    class Meta:
        ordering = ("-starts", "-id")

    def __str__(self) -> str:
        return self.name
