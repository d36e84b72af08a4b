"""The demonstration network: a small public network of its own, which belongs to no council."""

from django.db import models
from django.db.models import Q


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

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["at"], name="demo_reply_at")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"
