"""What people decided about a post: facts as rows."""

from django.db import models
from django.db.models import Q

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Person
from parishpump.publishing.models.posts import Post, Revision


class Approval(CouncilOwned):
    """Leave for exactly one content, by its seal, under one delegation."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    own_work = models.BooleanField(default=False, help_text="The Clerk of a one-person office released her own.")
    second_person = models.CharField(
        max_length=120, blank=True, help_text="Why a second person must agree to the same; empty: nobody must."
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Agreement(CouncilOwned):
    """A second person's yes to exactly one content, by its seal. It releases nothing: that is the officer's delegation.

    Section 101 of the Local Government Act 1972 lets a council delegate to an officer, never to a single member; so a
    member may agree, and what goes out still rests on the approval beside it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="agreements")
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["revision", "by"], name="one_agreement_a_person")]


class SentBack(CouncilOwned):
    """A revision returned to its writer, with the reason."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="sent_back")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()


class Withdrawal(CouncilOwned):
    """A published post taken from view; it stays on the register."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Pause(CouncilOwned):
    """Everything stopped at once. While one is open, nothing leaves."""

    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["council"], condition=Q(ended_at__isnull=True), name="one_open_pause")
        ]
