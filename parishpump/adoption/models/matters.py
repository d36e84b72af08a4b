"""What the council has on record that no text can say by itself: parties, partners, closed items, live matters."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person


class Matter(CouncilOwned):
    """One thing that the rules have to know of, from the day on which it is entered until somebody ends it."""

    PARTY, PARTNER, CLOSED, LIVE, PERIOD = "party", "partner", "closed", "live", "period"
    KINDS = (
        (PARTY, "Customer, partner or supplier"),
        (PARTNER, "Partner whose posts may be shared"),
        (CLOSED, "Item taken in closed session"),
        (LIVE, "Court case or investigation"),
        (PERIOD, "Time of heightened sensitivity"),
    )
    # What may be confidential, or name a private person: the record holds their reference, never their words.
    KEPT_BACK = frozenset({PARTY, CLOSED, LIVE})

    kind = models.CharField(max_length=8, choices=KINDS)
    words = models.CharField(max_length=200, help_text="The name or the words by which it would be known.")
    reference = models.CharField(max_length=120, blank=True, help_text="Such as a minute; never what is confidential.")
    opens = models.DateField(null=True, help_text="The first day of a period.")
    closes = models.DateField(null=True, help_text="The last day of a period.")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["council", "ended_at"], name="matters_standing")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}".strip()

    @property
    def kept_back(self) -> bool:
        """Whether its words stay out of the record."""
        return self.kind in self.KEPT_BACK
