"""Whether the pages of the directory answer: every look, kept as it came."""

from django.db import models

from parishpump.councils.models import CouncilOwned

WORKS, FAILS, UNCLEAR = "works", "fails", "unclear"


class PageLook(CouncilOwned):
    """A look at one page. `since` is when it first was in this state, look after look."""

    STATES = ((WORKS, "Works"), (FAILS, "Fails"), (UNCLEAR, "Not clear"))

    address = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=STATES)
    words = models.CharField(max_length=400)
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["council", "address", "-at"], name="newest_look")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"
