"""What the public said, laid before the meeting that decides."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Topic
from parishpump.people.models import Person


class Laid(CouncilOwned):
    """Messages on a topic were laid before the meeting that decides it (clause TRA-4). Never changed.

    What comes later, or is put under the topic later, is in no list: it came after.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="laid")
    meeting = models.DateField()
    agenda_item = models.CharField(max_length=120, blank=True)
    message_ids = ArrayField(models.BigIntegerField(), help_text="The messages of the list, the oldest first.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
