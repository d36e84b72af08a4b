"""The demonstration network: a small public network of its own, which belongs to no council."""

from django.db import models
from django.db.models import Q
from django.utils.text import slugify


class Account(models.Model):
    """Somebody who may post there."""

    name = models.CharField(max_length=120)
    handle = models.CharField(max_length=60, unique=True, help_text="Its name in addresses, such as northfold.")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token that lets it in.")

    def __str__(self) -> str:
        return self.name


class DemoPost(models.Model):
    """One post. The same key is taken once, as long as the post is there."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=64)
    text = models.TextField()
    written_at = models.DateTimeField(help_text="When its author says that it was written.")
    arrived_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    thread = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="below",
        help_text="The first post of the conversation, where this one is an answer in it.",
    )
    in_answer_to = models.ForeignKey(
        "Reply",
        on_delete=models.SET_NULL,
        null=True,
        related_name="answers",
        help_text="The reply that it answers, where it answers one.",
    )

    class Meta:
        ordering = ("-written_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], condition=Q(gone_at__isnull=True), name="one_post_a_key")
        ]

    def __str__(self) -> str:
        return f"post {self.id} of {self.account}"


class DemoPicture(models.Model):
    """A picture of a post, with its alt text."""

    post = models.ForeignKey(DemoPost, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    media_type = models.CharField(max_length=40)
    alt = models.TextField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.alt[:60]


class Reply(models.Model):
    """What somebody answered, under whatever name they typed. Kept for the council to fetch."""

    post = models.ForeignKey(DemoPost, on_delete=models.CASCADE, related_name="replies")
    author = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    sender = models.CharField(max_length=32, help_text="Tells one visitor from another, and no more.")
    changed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True, help_text="When the account that it answers put it out of sight.")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["at"], name="demo_reply_at")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    @property
    def handle(self) -> str:
        """What its author goes by in addresses."""
        return handle_of(self.author)


class Block(models.Model):
    """Somebody who may not answer an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocks")
    handle = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "handle"], name="one_block_a_handle")]

    def __str__(self) -> str:
        return f"{self.handle} by {self.account}"


def handle_of(author: str) -> str:
    """`Dog walker` goes by `dog-walker`."""
    return slugify(author, allow_unicode=True)[:60] or "somebody"
