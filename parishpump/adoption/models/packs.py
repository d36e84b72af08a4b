"""The council's own policy pack: the draft on which the Clerk works, and the versions that the council adopted."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Person


class DraftPack(CouncilOwned):
    """The pack that is being prepared, one a council. It decides nothing until the council adopts it."""

    toml = models.TextField()
    version = models.PositiveIntegerField(default=0, help_text="Counts saves, against a second open window.")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="one_draft_pack_a_council")]

    def __str__(self) -> str:
        return f"draft pack, saved {self.version} times"


class AdoptedPack(CouncilOwned):
    """A version of the policy as the council resolved it. It never changes: the database refuses."""

    number = models.PositiveIntegerField(help_text="1, 2, … in this council.")
    toml = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of the TOML in UTF-8, in hexadecimal digits.")
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="Of all it meant then, with the pack that it stands on; see policy.laying."
    )
    meaning = models.JSONField(default=dict, help_text="All it meant then, in words by key; see queries.meaning.")
    minute = models.CharField(max_length=64)
    resolved_on = models.DateField()
    in_force_from = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120, help_text="The office of whoever entered it, as it was called then.")
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_adopted_pack_a_number")]

    def __str__(self) -> str:
        return f"policy version {self.number}"
