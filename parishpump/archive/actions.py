"""Writing the record: capture bytes, record what happened, seal."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from parishpump.archive import queries, signing
from parishpump.archive.canonical import Json
from parishpump.archive.checkpoint import TreeHead
from parishpump.archive.models import Blob, Checkpoint, Leaf, Node, Record, SigningKey, Unsealed
from parishpump.archive.tree import Place
from parishpump.councils.models import Council
from parishpump.councils.tenancy import current_council_id

LARGE = 1_000_000  # bytes: what is longer is captured by itself
MOST_AT_ONCE = 10_000  # records to a seal: it holds the lock for about a second


def capture(content: bytes, media_type: str) -> Blob:
    """Keep these bytes. The same bytes are kept once, under the media type with which they first came."""
    name = sha256(content).hexdigest()
    blob = Blob(sha256=name, media_type=media_type, size=len(content), content=content)
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    return Blob.objects.get(sha256=name)


def capture_all(contents: Sequence[tuple[bytes, str]]) -> list[Blob]:
    """Keep all of these bytes, each with its media type, as `capture` does and in their order: two statements."""
    named = [(sha256(content).hexdigest(), content, media_type) for content, media_type in contents]
    small = {
        name: Blob(sha256=name, media_type=media_type, size=len(content), content=content)
        for name, content, media_type in reversed(named)
        if len(content) <= LARGE
    }
    Blob.objects.bulk_create([small[name] for name in sorted(small)], ignore_conflicts=True)
    kept = {blob.sha256: blob for blob in Blob.objects.filter(sha256__in=list(small)).defer("content")}
    return [kept[name] if name in kept else capture(content, media_type) for name, content, media_type in named]


@dataclass(frozen=True)
class Entry:
    """Something to write down; `record` says what each field means."""

    kind: str
    subject: str
    body: Mapping[str, Json]
    by: str
    authority: str
    at: datetime
    blobs: Sequence[Blob] = ()


def record(
    kind: str,
    *,
    subject: str,
    body: Mapping[str, Json],
    by: str,
    authority: str,
    at: datetime,
    blobs: Sequence[Blob] = (),
) -> Record:
    """Write down what happened, in the caller's transaction: the fact and its record stand or fall together.

    Args:
        kind: What happened, such as "post approved".
        subject: To what, such as "post P-2026-0012".
        body: What exactly. Text, whole numbers, true, false, null, lists and objects.
        by: Who did it, in words that will still be understood when that person has left.
        authority: The delegation and its minute reference; empty where none was needed.
        at: When.
        blobs: The captured bytes that belong to it.

    Raises:
        NotCanonical: the body cannot be written down in one way only.
    """
    (written,) = record_all([Entry(kind, subject, body, by, authority, at, blobs)])
    return written


@transaction.atomic(savepoint=False)
def record_all(entries: Sequence[Entry]) -> list[Record]:
    """Write down several things at once, in this order: two statements, however many there are."""
    numbers = Unsealed.objects.bulk_create(Unsealed() for _ in entries)
    written = [_written(entry, waiting.number) for entry, waiting in zip(entries, numbers, strict=True)]
    return Record.objects.bulk_create(written)


def _written(entry: Entry, number: int) -> Record:
    written = Record(
        id=number,
        kind=entry.kind,
        subject=entry.subject,
        body=entry.body,
        actor=entry.by,
        authority=entry.authority,
        at=entry.at,
    )
    written.blobs = [blob.as_written() for blob in entry.blobs]
    written.salt = secrets.token_bytes(Record.SALT_BYTES)
    written.write()
    written.body = written.read()["body"]
    return written


@transaction.atomic
def seal(*, at: datetime) -> Checkpoint | None:
    """Seal the oldest records that wait, at most 10,000, and sign the new head; None when nothing waits.

    A record is sealed when its transaction is there to be seen, not by its number: one that was written early and
    committed late waits for the next seal. Two sealers take turns.
    """
    _take_turns()
    waiting = _waiting()
    if not waiting:
        return None
    last = queries.latest_checkpoint()
    before = queries.frontier(last.size if last else 0)
    after, completed = before.append(leaf for _, leaf in waiting)
    _keep(waiting, completed, start=before.size)
    Unsealed.objects.filter(number__in=[number for number, _ in waiting]).delete()
    key = _signing_key()
    head = TreeHead(key.origin, after.size, after.root, at, before.size)
    note = signing.sign_head(head, key)
    return Checkpoint.objects.create(size=head.size, root=head.root, at=at, note=note)


def _take_turns() -> None:
    """One sealer of this council at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        name = f"parishpump seal {current_council_id()}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _waiting() -> list[tuple[int, bytes]]:
    numbers = Unsealed.objects.order_by("number").values("number")[:MOST_AT_ONCE]
    return [
        (record.id, bytes(record.leaf)) for record in Record.objects.filter(id__in=numbers).order_by("id").only("leaf")
    ]


def _keep(waiting: Iterable[tuple[int, bytes]], completed: Iterable[tuple[Place, bytes]], *, start: int) -> None:
    leaves = (Leaf(index=start + offset, record_id=id, hash=leaf) for offset, (id, leaf) in enumerate(waiting))
    Leaf.objects.bulk_create(leaves, batch_size=2000)
    nodes = (Node(level=place.level, index=place.index, hash=value) for place, value in completed)
    Node.objects.bulk_create(nodes, batch_size=2000)


def _signing_key() -> SigningKey:
    """The council's key; made at the first seal, when the record gets its name from the council's host."""
    key = SigningKey.objects.first()
    if key is None:
        council = Council.objects.get(id=current_council_id())
        key = signing.make_key(f"{council.host}/record")
        key.save(force_insert=True)
    return key
