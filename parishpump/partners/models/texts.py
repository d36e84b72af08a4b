"""Standing texts: the courteous words with which people are sent on, approved once and used often."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.partners.models.directory import Partner
from parishpump.people.models import Delegation, Person


class StandingText(CouncilOwned):
    """A version of the words for a service, a body, or a service of one body. Frozen; empty words take it back.

    Where `service` is empty the text is for all that the body does; where `partner` is None, for whoever does it.
    """

    service = models.CharField(max_length=40, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=600, blank=True)
    reason = models.CharField(max_length=400, blank=True, help_text="Why it was taken back.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    authority = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("service", "partner", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "service", "partner", "number"], name="one_number_a_text", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.text or "taken back"
