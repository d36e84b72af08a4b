"""What a writer was shown of the policy, and what they said that they had read."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person
from parishpump.publishing.models.posts import Post


class GuidanceShown(CouncilOwned):
    """A piece of guidance stood beside this post while this person wrote it."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="guidance_shown")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    guidance = models.CharField(max_length=60, help_text="Its name in the policy pack.")
    version = models.CharField(max_length=12, help_text="Of its words: the start of their SHA-256.")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "guidance", "version"], name="shown_once_a_version")
        ]


class Acknowledgement(CouncilOwned):
    """Somebody said that they have read the standards that apply to their office, in one version of the policy."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    pack = models.CharField(max_length=80)
    version = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the policy pack as it was then.")
    standards = models.JSONField(help_text="The words that were shown, by the clause that they come from.")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["person", "pack", "version"], name="one_acknowledgement_a_version")
        ]
