"""Requests for new channels, campaigns and activities: what was asked for, frozen, and what was decided of it."""

from datetime import UTC

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.channels.content import KINDS, Proposal, proposal_from
from parishpump.channels.lifecycle import APPROVED, DRAFTED, ENDED, REFUSED, VERSION_STAGES
from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Person


class Deployment(CouncilOwned):
    """One channel, campaign or activity on social media, from the first idea to its end."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    name = models.CharField(max_length=80)
    draft = models.JSONField(default=dict, help_text="The form's fields as they were typed; empty when none is open.")
    saves = models.PositiveIntegerField(default=0, help_text="Counts saves, so that a second tab cannot overwrite.")
    writers = ArrayField(
        models.BigIntegerField(), default=list, help_text="Everybody who wrote any part that nobody approved yet."
    )
    latest = models.ForeignKey("DeploymentVersion", on_delete=models.PROTECT, null=True, related_name="+")
    standing = models.ForeignKey(
        "DeploymentVersion",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The approved version that counts.",
    )
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_a_deployment")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its name for people and on the record: D-2026-0004, by the year (UTC) in which it was begun."""
        return f"D-{self.begun_at.astimezone(UTC).year}-{self.number:04d}"

    @property
    def stage(self) -> str:
        if self.ended_at is not None:
            return ENDED
        if self.latest is None:
            return DRAFTED
        # A change that was refused leaves standing what was approved before it.
        return APPROVED if self.latest.stage == REFUSED and self.standing_id else self.latest.stage

    @property
    def is_approved(self) -> bool:
        """Whether an approval stands behind it: an older version's does until a newer one is approved."""
        return self.standing_id is not None and self.ended_at is None


class DeploymentVersion(CouncilOwned):
    """One frozen version of a request: what was submitted and decided about. Its content never changes."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=12, choices=[(stage, stage) for stage in VERSION_STAGES])
    content = models.JSONField(help_text="content.Proposal, as its record.")
    seal = models.CharField(max_length=64, help_text="SHA-256 over the canonical content: see seal.py.")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any part of it.")
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitted_as = models.CharField(max_length=120, help_text="The office of whoever submitted it, at that moment.")
    submitted_under = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["deployment", "number"], name="one_number_a_version")]

    @property
    def proposal(self) -> Proposal:
        return proposal_from(self.content)


class DeploymentApproval(CouncilOwned):
    """Leave for exactly one version, by its seal: under one delegation, or by a resolution of the council itself."""

    version = models.OneToOneField(DeploymentVersion, on_delete=models.PROTECT, related_name="approval")
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who decided or entered it.")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    minute = models.CharField(max_length=64, blank=True, help_text="Of the delegation, or of the resolution.")
    by_resolution = models.BooleanField(default=False, help_text="The council decided itself; an officer entered it.")
    own_request = models.BooleanField(default=False, help_text="The policy let the requester approve it.")
    note = models.CharField(max_length=200, blank=True, help_text="Such as: opened before requests were kept.")
    review_due = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class DeploymentReturn(CouncilOwned):
    """A version that was sent back to be bettered, or refused, with the reason."""

    version = models.OneToOneField(DeploymentVersion, on_delete=models.PROTECT, related_name="returned")
    refused = models.BooleanField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class DeploymentEnding(CouncilOwned):
    """The end of a deployment, with what became of it."""

    deployment = models.OneToOneField(Deployment, on_delete=models.PROTECT, related_name="ending")
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
