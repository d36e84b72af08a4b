"""The record: what was said, decided or received, written once and sealed into a tree.

Nothing here is ever updated, and but for `Unsealed` nothing is deleted: triggers in the database refuse it. No row has
a column that the seal does not cover, so that any change at all is found (verification.py). The key of a row begins
with its council and ends with its place, not with a number of its own, which nothing would vouch for.
"""

import json
from collections.abc import Mapping

from django.db import models

from parishpump.archive.canonical import Json, canonical, moment
from parishpump.archive.tree import leaf_hash
from parishpump.councils.models import CouncilOwned


class Blob(CouncilOwned):
    """Captured bytes, such as a published picture or a screenshot, found by their SHA-256 in hexadecimal digits."""

    pk = models.CompositePrimaryKey("council_id", "sha256")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField(help_text="Bytes.")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256}"

    def as_written(self) -> dict[str, Json]:
        """How a record names these bytes."""
        return {"sha256": self.sha256, "media_type": self.media_type, "size": self.size}


class Unsealed(CouncilOwned):
    """A record that waits for the next seal. It gives the record its number, and goes when the record is sealed."""

    number = models.BigAutoField(primary_key=True)

    def __str__(self) -> str:
        return f"record {self.number}, not yet sealed"


class Record(CouncilOwned):
    """One thing that happened: what exactly, to what, by whom, under which authority, when."""

    VERSION = 1
    SALT_BYTES = 16

    id = models.BigIntegerField(primary_key=True)  # Unsealed.number
    kind = models.TextField(help_text='What happened: "post approved".')
    subject = models.TextField(help_text='To what: "post P-2026-0012".')
    body = models.JSONField()
    actor = models.TextField()
    authority = models.TextField(blank=True)
    at = models.DateTimeField()
    blobs = models.JSONField(default=list, blank=True)
    salt = models.BinaryField(help_text="Keeps a leaf from being guessed.")
    canonical = models.BinaryField(help_text="The RFC 8785 bytes of all of the above.")
    leaf = models.BinaryField(help_text="Their leaf hash.")

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["council", "subject", "id"], name="archive_record_subject"),
            models.Index(fields=["council", "id"], name="archive_record_council"),
        ]

    def __str__(self) -> str:
        return f"record {self.id}: {self.kind}, {self.subject}"

    def as_written(self) -> dict[str, Json]:
        """Everything the record says, as it is hashed."""
        return {
            "version": self.VERSION,
            "council": self.council_id,
            "id": self.id,
            "kind": self.kind,
            "subject": self.subject,
            "body": self.body,
            "actor": self.actor,
            "authority": self.authority,
            "at": moment(self.at),
            "blobs": self.blobs,
            "salt": bytes(self.salt).hex(),
        }

    def write(self) -> None:
        """Set the bytes, and the leaf hash, of what the record says."""
        self.canonical = canonical(self.as_written())
        self.leaf = leaf_hash(self.canonical)

    def read(self) -> Mapping[str, Json]:
        """What the bytes say: the same as the columns, unless somebody changed one of them.

        Raises:
            ValueError: they were changed so that they say nothing.
        """
        said: object = json.loads(bytes(self.canonical))
        if not isinstance(said, dict):
            raise ValueError("The bytes of a record are a JSON object.")
        return said


class Leaf(CouncilOwned):
    """The place of a record in the council's tree, counted from 0."""

    pk = models.CompositePrimaryKey("council_id", "index")
    index = models.BigIntegerField()
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="sealed_as")
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Node(CouncilOwned):
    """A complete subtree above the leaves (see tree.Place), kept so that no proof has to hash the whole record."""

    pk = models.CompositePrimaryKey("council_id", "level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class SigningKey(CouncilOwned):
    """The key with which the council signs its checkpoints, one for each council."""

    pk = models.CompositePrimaryKey("council_id", "origin")
    origin = models.CharField(max_length=270, help_text="The name of the record, on every checkpoint, for good.")
    public = models.BinaryField(help_text="Ed25519, 32 bytes.")
    private = models.BinaryField(help_text="The other half, encrypted under the installation's own key.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="one_signing_key_a_council")]

    def __str__(self) -> str:
        return self.origin


class Checkpoint(CouncilOwned):
    """The signed head of the tree at one size: publishing it is what seals the records."""

    pk = models.CompositePrimaryKey("council_id", "size")
    size = models.BigIntegerField(help_text="How many leaves.")
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField(help_text="The C2SP checkpoint, signed.")

    class Meta:
        get_latest_by = "size"

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
