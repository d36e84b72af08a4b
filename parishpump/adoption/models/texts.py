"""The document that the council adopted, as it was read, and what the Clerk confirmed of each of its clauses."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person


class PolicyText(CouncilOwned):
    """The council's own text as it was put in; the newest counts. Its bytes lie in the archive under `sha256`."""

    number = models.PositiveIntegerField(help_text="1, 2, … in this council.")
    file_name = models.CharField(max_length=200, blank=True, help_text="Empty where the text was pasted.")
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    read = models.JSONField(help_text="Its clauses, what they do not say, and its faults, as the reader saw them.")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_policy_text_a_number")]

    def __str__(self) -> str:
        return f"policy text {self.number}"


class Matching(CouncilOwned):
    """What the Clerk said of one clause of a text. Written once; the newest of a clause counts."""

    CONTROLS, PERSON, OPEN = "controls", "person", "open"
    KINDS = ((CONTROLS, "held by the software"), (PERSON, "a person judges it"), (OPEN, "taken back: open again"))

    text = models.ForeignKey(PolicyText, on_delete=models.PROTECT, related_name="matchings")
    clause = models.CharField(max_length=40, help_text="The clause's key in the text as it was read.")
    kind = models.CharField(max_length=8, choices=KINDS)
    controls = models.JSONField(default=list, help_text="The controls that hold it, by their keys.")
    together = models.BooleanField(default=False, help_text="Confirmed with all other strong suggestions at once.")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.text}, clause {self.clause}: {self.get_kind_display()}"
