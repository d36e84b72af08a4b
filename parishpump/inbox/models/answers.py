"""What the council answers: replies, saved texts, and answers for everybody."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from parishpump.councils.models import CouncilOwned
from parishpump.inbox.models.messages import Message, Topic
from parishpump.people.models import Person
from parishpump.publishing.models import Post


class SavedText(CouncilOwned):
    """Wording that was approved once and is used again; never changed, only followed by another."""

    title = models.CharField(max_length=120)
    text = models.TextField()
    use = models.CharField(max_length=24, help_text="Its outcome: reply, redirect, declined, clarification.")
    services = ArrayField(models.CharField(max_length=40), default=list)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    approved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        ordering = ("title", "-id")

    def __str__(self) -> str:
        return self.title


class Reply(CouncilOwned):
    """An answer to one message: the post that carries it knows nothing of the inbox."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="replies")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=24, help_text="The outcome that it carries, or clarification.")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)


class PublicAnswer(CouncilOwned):
    """A question answered once for all, naming nobody who asked (clause TRA-7). Its post carries it to the public."""

    number = models.PositiveIntegerField()
    question = models.CharField(max_length=300)
    answer = models.TextField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="answers")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+")
    sketch = ArrayField(models.BigIntegerField(), default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("question", "answer", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="one_number_a_public_answer")]
        indexes = [GinIndex(fields=["search"], name="public_answer_words")]

    def __str__(self) -> str:
        return self.question


class Asked(CouncilOwned):
    """A message that a public answer settles; `reply` is how its writer was told."""

    answer = models.ForeignKey(PublicAnswer, on_delete=models.PROTECT, related_name="asked")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="asked")
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
