"""Elections, as the Clerk enters them from the returning officer's notice."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person


class Election(CouncilOwned):
    """A poll, as the Clerk entered it. From the notice to the close of poll publicity is held back."""

    name = models.CharField(max_length=120, help_text="Such as Parish Council election, or by-election.")
    area = models.CharField(max_length=120, help_text="The parish, ward or division in which people vote.")
    notice_on = models.DateField(help_text="The day on which the notice of election is published.")
    poll_on = models.DateField(help_text="Polling day. Polls close at ten in the evening.")
    candidates = models.JSONField(default=list, help_text="Who is nominated, by name, once that is published.")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("poll_on", "id")

    def __str__(self) -> str:
        return f"{self.name}, {self.area}"
