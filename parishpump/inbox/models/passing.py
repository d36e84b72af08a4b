"""What goes on from here: praise to whoever earned it, a hand-off to a partner, a request to the request desk."""

from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Message
from parishpump.people.models import Person
from parishpump.publishing.models import Post


class Praise(CouncilOwned):
    """Praise passed on (clause ENG-8): to whom, whether it reached them, and whether the words may be published.

    Whether anybody was asked is what the reply says that asks: see queries/passing.py.
    """

    UNASKED, GIVEN, REFUSED = "unasked", "given", "refused"

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="praise")
    to = models.CharField(max_length=200, help_text="The person or team, by office or name of the team.")
    email = models.EmailField(blank=True)
    passed_on_at = models.DateTimeField()
    passed_on_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, help_text="When the email went.")
    received_at = models.DateTimeField(null=True, help_text="When whoever got it said so.")
    permission = models.CharField(
        max_length=8, default=UNASKED, choices=[(one, one) for one in (UNASKED, GIVEN, REFUSED)]
    )
    permission_words = models.CharField(max_length=400, blank=True, help_text="What may be published, and how named.")
    permission_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True, help_text="What we wrote with it.")
    named = models.BooleanField(default=False, help_text="They let their name go with it.")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, null=True, related_name="+", help_text="Republished.")

    class Meta:
        ordering = ("id",)


class HandOff(CouncilOwned):
    """Somebody was redirected to another public body (clause TRA-13), and what came of it where they said so."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="hand_offs")
    entry_id = models.BigIntegerField(help_text="The partner's directory entry as it stood on that day.")
    body = models.CharField(max_length=200, help_text="Its name as it stood.")
    service = models.CharField(max_length=40, blank=True)
    link = models.URLField(blank=True, max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=400, blank=True, help_text="What the person said came of it.")
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class Referral(CouncilOwned):
    """A message that is an information request or a rights request, kept for the request desk with its true dates."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="referral")
    duty = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    lacks = models.CharField(max_length=200, blank=True, help_text="What a valid request still needs: name, address.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
