"""Where the council listens, and how reading went day by day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parishpump.channels.models import Channel
from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Person


class Source(CouncilOwned):
    """One place that is listened to: which, up to where it was read, when last, and since when it fails."""

    CHANNEL, FEED, ASK, TYPED, NOTEBOOK = "channel", "feed", "ask", "typed", "notebook"
    KINDS = (
        (CHANNEL, "A channel of the council"),
        (FEED, "A feed of somebody else"),
        (ASK, "“Ask the council” on our own pages"),
        (TYPED, "Telephone, desk and letter"),
        (NOTEBOOK, "Village groups, noted by hand"),
    )
    READ_BY_MACHINE = frozenset({CHANNEL, FEED})

    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=120, help_text="What people call it.")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(blank=True, max_length=500, help_text="A feed's address, or the page that is read.")
    watch_words = ArrayField(
        models.CharField(max_length=80), default=list, help_text="Only items with one of these are taken; none: all."
    )
    cursor = models.TextField(blank=True, help_text="Up to where it was read, in the network's own words.")
    since = models.DateTimeField(help_text="Nothing older than this is asked for.")
    read_at = models.DateTimeField(null=True, help_text="When it was last read to the end.")
    next_at = models.DateTimeField(help_text="When it is read again.")
    failing_since = models.DateTimeField(null=True)
    problem = models.CharField(max_length=400, blank=True, help_text="What stands in the way, in plain words.")
    tries = models.PositiveIntegerField(default=0, help_text="How often in a row it failed.")
    tried_at = models.DateTimeField(null=True, help_text="When it was last tried, whatever came of it.")
    again_after = models.BigIntegerField(default=0, help_text="The arrival up to which older messages were looked at.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    paused_at = models.DateTimeField(null=True, help_text="Since when somebody lets it rest.")
    paused_because = models.CharField(max_length=400, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["channel"], condition=Q(channel__isnull=False, closed_at__isnull=True), name="one_ear_a_channel"
            ),
            models.UniqueConstraint(
                fields=["council", "kind"],
                condition=Q(kind__in=("ask", "typed", "notebook"), closed_at__isnull=True),
                name="one_own_source_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["council", "next_at"], name="source_due", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def read_by_machine(self) -> bool:
        return self.kind in self.READ_BY_MACHINE


class SourceDay(CouncilOwned):
    """How reading a source went on one day of the council’s own calendar."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    readings = models.PositiveIntegerField(default=0, help_text="How often it answered.")
    failures = models.PositiveIntegerField(default=0, help_text="How often it did not.")
    failed_at = models.DateTimeField(null=True, help_text="When it failed first on that day.")

    class Meta:
        ordering = ("on", "id")
        constraints = [models.UniqueConstraint(fields=["source", "on"], name="one_row_a_source_and_day")]

    def __str__(self) -> str:
        return f"{self.source_id} on {self.on}"
