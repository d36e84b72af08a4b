"""Everything that was said to the council, as it was said."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Left

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.sources import Source
from parishpump.inbox.outcomes import ABUSE, NEVER_FOLDED, OUTCOMES
from parishpump.inbox.references import message_reference
from parishpump.people.models import Person
from parishpump.publishing.models import Post

# Characters of a message that are searched: PostgreSQL takes no text-search vector over a megabyte.
SEARCHED = 100_000


class Topic(CouncilOwned):
    """What people talk about: bonfires, the A20, the precept. Messages are gathered and counted under it."""

    name = models.CharField(max_length=80)
    decision = models.CharField(max_length=200, blank=True, help_text="The policy or minute that it is feedback on.")
    decided_on = models.DateField(null=True, help_text="The day of the meeting that is to decide it (clause TRA-4).")
    agenda_item = models.CharField(max_length=120, blank=True, help_text="Its item on that agenda, as it stands there.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_topic_a_name")]

    def __str__(self) -> str:
        return self.name


class Conversation(CouncilOwned):
    """One thread in one place: messages that belong together, under our own post where they answer one."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="conversations")
    key = models.CharField(max_length=600, help_text="The network's own name of the thread.")
    title = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=600, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", help_text="Ours above it.")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_conversation_a_thread")]

    def __str__(self) -> str:
        return self.title or self.key


class Message(CouncilOwned):
    """One message as it stands now. What was first received, and every change since, are its versions.

    `received_at` counts for every clock: when it reached the council, not when somebody logged it (law note LAW-5).
    """

    COMMENT, PRIVATE = "comment", "private"

    number = models.PositiveIntegerField()
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="messages")
    key = models.CharField(max_length=600, help_text="The network's own name of it, where it was first seen.")
    route = models.CharField(max_length=40, help_text="How it came: comment, email, telephone, letter, group.")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    author = models.CharField(max_length=200, blank=True, help_text="The name they gave. Shown to those who answer.")
    handle = models.CharField(max_length=320, blank=True, help_text="Their account, or where an answer goes.")
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    address = models.CharField(max_length=600, blank=True)
    public = models.BooleanField(help_text="Whether everybody can read it where it stands.")
    language = models.CharField(max_length=8, blank=True)
    received_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True, help_text="When its writer last changed it, as we saw it.")
    gone_at = models.DateTimeField(null=True, help_text="When we saw that its writer took it away.")
    hidden_at = models.DateTimeField(null=True, help_text="When the council hid it under its house rules.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the bytes as captured.")
    sketch = ArrayField(models.BigIntegerField(), default=list, help_text="For likeness: see likeness.py.")
    labels = ArrayField(models.CharField(max_length=40), default=list, help_text="Suggested kinds, most urgent first.")
    duties = ArrayField(models.CharField(max_length=40), default=list, help_text="Legal duties that look likely.")
    services = ArrayField(models.CharField(max_length=40), default=list, help_text="Suggested services it is about.")
    reasons = models.JSONField(default=list, help_text="label, words, start, end: the words behind each suggestion.")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="messages")
    outcome = models.CharField(max_length=24, blank=True, choices=[(one.id, one.words) for one in OUTCOMES])
    closed_at = models.DateTimeField(null=True)
    duty_settled = models.BooleanField(default=False, help_text="Somebody with authority said that there is no duty.")
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    waits_for_writer = models.BooleanField(default=False, help_text="We asked what was meant.")
    fast_moving_at = models.DateTimeField(null=True, help_text="When it was marked as running away.")
    affected = models.CharField(
        max_length=80, blank=True, help_text="Whom a decision touches, as a group: allotment holders (clause TRA-5)."
    )
    wants_contact = models.BooleanField(default=False, help_text="They asked to be heard before it is decided.")
    duty_open = models.GeneratedField(
        expression=Case(When(~Q(duties=[]), duty_settled=False, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="The same as has_duty, for the order of the list.",
    )
    folded = models.GeneratedField(
        expression=Case(
            When(
                Q(labels__contains=[ABUSE])
                & ~Q(labels__overlap=list(NEVER_FOLDED))
                & (Q(duties=[]) | Q(duty_settled=True)),
                then=Value(True),
            ),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="Abuse that a list keeps from whoever did not ask for it.",
    )
    search = models.GeneratedField(
        expression=SearchVector("title", Left("text", SEARCHED), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_a_message")]
        indexes = [
            models.Index(
                # As narrow as it can be: it is counted through.
                fields=["council", "folded", "-duty_open", "received_at", "id"],
                name="message_first",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                # Holds all that is counted of what somebody has in hand, so that the others are not looked at.
                fields=["council", "assigned_to"],
                include=["outcome", "waits_for_writer", "claimed_by", "claimed_at"],
                name="message_in_hand",
                condition=Q(closed_at__isnull=True, folded=False)
                & (
                    ~Q(outcome="")
                    | Q(waits_for_writer=True)
                    | Q(claimed_at__isnull=False)
                    | Q(assigned_to__isnull=False)
                ),
            ),
            models.Index(fields=["conversation", "received_at", "id"], name="message_of_thread"),
            models.Index(fields=["council", "-received_at", "-id"], name="message_received"),
            models.Index(fields=["council", "handle"], name="message_handle"),
            GinIndex(fields=["search"], name="message_words"),
            GinIndex(fields=["sketch"], name="message_likeness"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The message's name for people and in addresses: M-2026-0871."""
        return message_reference(self.received_at, self.number)

    @property
    def has_duty(self) -> bool:
        """Whether a legal duty looks likely, and nobody with authority has said otherwise."""
        return bool(self.duties) and not self.duty_settled


class Version(CouncilOwned):
    """A message as it stood when we saw it: received, edited or deleted. Never changed."""

    RECEIVED, EDITED, DELETED = "received", "edited", "deleted"

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=[(one, one) for one in (RECEIVED, EDITED, DELETED)])
    mark = models.CharField(max_length=200, help_text="What the network says of this version; ours where it says none.")
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the bytes as captured; none of a deletion.")
    attachments = models.JSONField(default=list, help_text="name, media type, and sha256 or address of each.")
    written_at = models.DateTimeField(null=True, help_text="When its writer wrote it, as the network says.")
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="one_number_a_message_version")]


class Arrival(CouncilOwned):
    """One way by which a message reached us. The same by two routes is one message with two arrivals."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="arrivals")
    key = models.CharField(max_length=600)
    mark = models.CharField(max_length=200, help_text="The newest version that was seen this way.")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="arrivals")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_arrival_a_key")]


class Double(CouncilOwned):
    """Somebody compared two messages that look like one: the later is the earlier over again, or it is not."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="double", help_text="The later one.")
    of = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="doubles")
    same = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
