"""Stories that run away (clauses ENG-12, ENG-13): what is usual, what broke it, and what the council did about it."""

from django.db import models
from django.db.models import Q

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Conversation, Message, Topic
from parishpump.inbox.models.sources import Source
from parishpump.people.models import Person
from parishpump.publishing.models import Post


class Series(CouncilOwned):
    """What is usual for one topic, source or conversation: the state of its baseline, one bucket after another."""

    name = models.CharField(max_length=60, help_text="Such as topic 4, source 2, conversation 17, or all.")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.JSONField(default=dict)
    up_to = models.DateTimeField(help_text="The end of the last bucket that was looked at for an alert.")
    settled_to = models.DateTimeField(
        help_text="The end of the last bucket that the state has learned: later ones can still be filled up."
    )

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_series_a_name")]

    def __str__(self) -> str:
        return self.name


class Story(CouncilOwned):
    """Something that runs away, from the alert or the mark until somebody says that it is over."""

    title = models.CharField(max_length=200)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: found")
    told_at = models.DateTimeField(null=True, help_text="When the last of those to be told was written to.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_words = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-begun_at", "-id")
        indexes = [models.Index(fields=["council"], name="story_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return self.title


class Alert(CouncilOwned):
    """The moment at which a series broke what is usual, in numbers."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="alerts")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="alerts")
    at = models.DateTimeField()
    value = models.PositiveIntegerField()
    expected = models.CharField(max_length=20, help_text="What is usual, as a decimal in text.")
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)


class Told(CouncilOwned):
    """Somebody who is to hear of a story by email, and when the mail server took it. Nobody is written to twice.

    `claimed_at` is kept before the mail server is asked: a worker that dies meanwhile leaves it unknown whether the
    email went, and it is not sent again blind.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0, help_text="How often the mail server did not take it.")
    next_at = models.DateTimeField(help_text="When it is tried.")
    at = models.DateTimeField(null=True, help_text="When the mail server took it.")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="told_of_a_story_once")]


class StoryNote(CouncilOwned):
    """One line of a story's timeline."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="timeline")
    at = models.DateTimeField()
    words = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", help_text="A statement.")

    class Meta:
        ordering = ("at", "id")


class PressEnquiry(CouncilOwned):
    """A journalist's question: who asked, by when, what was answered and by whom."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="enquiries")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    outlet = models.CharField(max_length=120)
    contact = models.CharField(max_length=320, blank=True)
    question = models.TextField()
    deadline = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_office = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=Q(message__isnull=False), name="one_press_enquiry_a_message"
            )
        ]
