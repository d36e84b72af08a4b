"""One revision on its way to one channel, and every try."""

from django.db import models

from parishpump.channels.models import Channel
from parishpump.councils.models import Council, CouncilOwned
from parishpump.publishing.lifecycle import DEEDS, STATES
from parishpump.publishing.models.posts import Revision


class Delivery(CouncilOwned):
    """One revision on one channel, once: the unique key exists before the first attempt."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    deed = models.CharField(max_length=8, choices=[(deed, deed) for deed in DEEDS], default="publish")
    occurrence = models.PositiveIntegerField(default=0, help_text="Which of a repeating post's times this is.")
    target = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="What a correction or withdrawal is of.",
    )
    key = models.CharField(max_length=32, unique=True, help_text="Our own idempotency key: uuid4, hexadecimal.")
    due_at = models.DateTimeField(help_text="When it was meant to go.")
    next_at = models.DateTimeField(help_text="When something is next to be done about it.")
    state = models.CharField(max_length=8, choices=[(state, state) for state in STATES], default="waiting")
    released_at = models.DateTimeField(null=True, help_text="When a person let it go after it was held.")
    tries = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=600, blank=True, help_text="The network's own name for it.")
    address = models.CharField(max_length=600, blank=True)
    problem = models.CharField(max_length=400, blank=True, help_text="What stands in the way, in plain words.")
    settled_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a screenshot, where put up by hand.")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["revision", "channel", "deed", "occurrence"], name="one_delivery_a_channel")
        ]
        indexes = [
            models.Index(fields=["council", "state", "next_at"], name="delivery_due"),
            models.Index(fields=["council", "due_at"], name="delivery_calendar"),
        ]


class Attempt(CouncilOwned):
    """One call of the network, written down before it is made."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    payload = models.JSONField(help_text="Exactly what is sent: text, picture hashes, alt texts, time.")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=12, blank=True, help_text="accepted, refused, not sent, not known; blank: open."
    )
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_number_an_attempt")]


class Alarm(models.Model):
    """When a council next has something to send: the one row that a worker reads across councils.

    It holds a council and a moment and nothing else, so it stands outside row-level security.
    """

    council = models.OneToOneField(Council, on_delete=models.CASCADE, related_name="+")
    rings_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"council {self.council_id}, {self.rings_at:%d %B %Y, %H:%M:%S}"
