"""What is written: the post, its working draft and its frozen revisions."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from parishpump.channels.models import Campaign
from parishpump.councils.models import CouncilOwned
from parishpump.people.models import Delegation, Person
from parishpump.publishing.clock import post_reference
from parishpump.publishing.lifecycle import STAGES


class Post(CouncilOwned):
    """One thing that the council says, from the first word to the register."""

    number = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    latest = models.ForeignKey("Revision", on_delete=models.PROTECT, null=True, related_name="+")
    public = models.ForeignKey(
        "Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The revision that the public sees.",
    )
    published_at = models.DateTimeField(null=True, help_text="When the public first saw it.")
    looked_at = models.DateTimeField(null=True, help_text="When somebody last said that what the public sees holds.")
    thrown_away_at = models.DateTimeField(null=True)
    is_answer = models.BooleanField(default=False, help_text="It answers somebody where they wrote, and is no notice.")
    for_all = models.BooleanField(
        default=False, help_text="It answers for everybody what somebody asked, and names nobody who did."
    )

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_a_post")]
        indexes = [models.Index(fields=["council", "-published_at"], name="post_register")]

    @property
    def reference(self) -> str:
        """The post's name for people and in addresses: P-2026-0012."""
        return post_reference(self.begun_at, self.number)

    def __str__(self) -> str:
        return self.reference


class Draft(CouncilOwned):
    """The words being worked on. Saved while typing, whatever their state; frozen into a revision when submitted."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField(default=dict, help_text="The composer's fields, as they were typed.")
    overrides = models.JSONField(default=list, help_text="Warnings kept with a reason: rule, words, reason.")
    verdict = models.JSONField(default=dict, help_text="What the policy said when it was last checked.")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any part of it.")
    version = models.PositiveIntegerField(default=0, help_text="Counts saves, so that a second tab cannot overwrite.")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Revision(CouncilOwned):
    """One frozen version of a post: what was judged, approved and sent. Its content never changes."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=12, choices=[(stage, stage) for stage in STAGES])
    title = models.CharField(max_length=200)
    text = models.TextField()
    own_texts = models.JSONField(default=dict, help_text="Words of its own, by channel id, where wanted.")
    channel_texts = models.JSONField(default=dict, help_text="Exact words by channel id: what goes out there.")
    channel_ids = models.JSONField(default=list)
    pictures = models.JSONField(
        default=list, help_text="picture id, sha256, alt, owner, licence, credit, people: in the order shown."
    )
    sources = models.JSONField(default=list, help_text="What it rests on, a line each.")
    named = models.JSONField(default=list, help_text="Who agreed to be named, and where that is written.")
    positions = models.JSONField(default=list, help_text="Positions that the council minuted, with the minute.")
    category = models.CharField(max_length=60, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    link = models.URLField(blank=True, max_length=500)
    goes_out = models.DateTimeField(null=True, help_text="The moment, in UTC; none means as soon as it is approved.")
    goes_out_wall = models.CharField(max_length=19, blank=True, help_text="The wall-clock time that was meant.")
    zone = models.CharField(max_length=64)
    repeat = models.CharField(max_length=12, blank=True, help_text="weekly, fortnightly, monthly, or none.")
    repeat_until = models.DateField(null=True)
    comes_down = models.DateTimeField(null=True)
    event_start = models.DateTimeField(null=True)
    event_end = models.DateTimeField(null=True)
    venue = models.CharField(max_length=200, blank=True)
    correction = models.CharField(max_length=400, blank=True, help_text="What was wrong in the version it corrects.")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="revisions")
    outcome = models.CharField(max_length=400, blank=True, help_text="What should come of it.")
    results_plan = models.TextField(blank=True, help_text="Who reads the answers, when, and which decision they feed.")
    other_routes = models.JSONField(default=list, help_text="How people are asked who are not online, a line each.")
    sensitivities = models.TextField(blank=True)
    equality_note = models.TextField(blank=True)
    public_already = models.BooleanField(null=True, help_text="Whether what it says was public before; none: unasked.")
    permissions = models.JSONField(default=list, help_text="Who let what is not public be published, a line each.")
    paid = models.BooleanField(default=False, help_text="Its reach is bought, or it offers a prize.")
    spending_authority = models.CharField(max_length=200, blank=True)
    risks = models.JSONField(default=list, help_text="What may go wrong, how bad, what is done, by whom: a line each.")
    answering = models.JSONField(default=dict, help_text="What it answers: reference, thread and to; empty: nothing.")
    second_person = models.CharField(
        max_length=120, blank=True, help_text="Why a second person must agree before it goes; empty: nobody must."
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    verdict = models.JSONField(help_text="What the policy said of exactly this, with pack and version.")
    seal = models.CharField(max_length=64, help_text="SHA-256 over the canonical content: see seal.py.")
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Everybody who wrote any part of it.")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_as = models.CharField(max_length=120, help_text="The office of the writer at that moment.")
    written_under = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    decide_by = models.DateTimeField(help_text="Unapproved by then, it expires.")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="one_number_a_revision")]
        indexes = [
            models.Index(fields=["council", "stage", "decide_by"], name="revision_waiting"),
            models.Index(fields=["council", "goes_out"], name="revision_calendar"),
            models.Index(fields=["council", "-submitted_at"], include=["written_as"], name="revision_counted"),
            models.Index(
                fields=["council", "-submitted_at"], condition=~Q(verdict__findings=[]), name="revision_found"
            ),
            GinIndex(fields=["pictures"], name="revision_pictures", opclasses=["jsonb_path_ops"]),
            models.Index(
                fields=["council", "event_start"], name="revision_events", condition=Q(event_start__isnull=False)
            ),
            models.Index(fields=["council", "comes_down"], name="revision_ends", condition=Q(comes_down__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]
