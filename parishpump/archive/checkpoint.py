"""The signed tree head: a C2SP checkpoint (c2sp.org/tlog-checkpoint) in a C2SP signed note (c2sp.org/signed-note).

Any tool that reads the checkpoints of a transparency log reads ours. The one extension line says when the head was
sealed, and after which smaller head, so that no head in between can be removed unseen.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from parishpump.archive.canonical import moment

_ED25519 = b"\x01"
_SEALED = re.compile(r"sealed (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z after (0|[1-9]\d*)")


class BadNote(ValueError):
    """A note, key or checkpoint that is not what it says it is."""


@dataclass(frozen=True)
class Verifier:
    """A name and its Ed25519 public key (32 bytes): enough to check what was signed under that name."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or re.search(r"\s", self.name):
            raise BadNote(f"A key cannot be named {self.name!r}: no spaces, no plus signs.")
        if len(self.public) != 32:
            raise BadNote("An Ed25519 public key has 32 bytes.")

    @property
    def hash(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The key written as name+hash+base64, as C2SP writes verifier keys.

        Raises:
            BadNote: it is not written like that, is no Ed25519 key, or its hash is not its own.
        """
        name, _, rest = text.partition("+")
        written_hash, _, written_key = rest.partition("+")
        key = _bytes_of(written_key)
        if key[:1] != _ED25519:
            raise BadNote("This is not the verifier key of an Ed25519 signature.")
        verifier = cls(name, key[1:])
        if str(verifier) != f"{name}+{written_hash}+{written_key}":
            raise BadNote("The verifier key does not match its own hash.")
        return verifier


@dataclass(frozen=True)
class TreeHead:
    """What a council says of its record at one moment: so many leaves, this root (32 bytes)."""

    origin: str
    size: int
    root: bytes
    sealed_at: datetime
    after: int  # the size of the head before this one, 0 for the first

    def __str__(self) -> str:
        root = b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nsealed {moment(self.sealed_at)} after {self.after}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """The head that this text of a note says.

        Raises:
            BadNote: it is not the text of one of our checkpoints.
        """
        lines = text.split("\n")
        sealed = _SEALED.fullmatch(lines[3]) if len(lines) == 5 else None
        if sealed is None or not lines[1].isdecimal():
            raise BadNote("This is not a checkpoint of Parish Pump.")
        sealed_at = datetime.fromisoformat(sealed[1]).replace(tzinfo=UTC)
        head = cls(lines[0], int(lines[1]), _bytes_of(lines[2]), sealed_at, int(sealed[2]))
        if str(head) != text:
            raise BadNote("This is not a checkpoint of Parish Pump.")
        return head


def verifier_of(name: str, key: Ed25519PrivateKey) -> Verifier:
    """What others need to check the signatures of `key`."""
    return Verifier(name, key.public_key().public_bytes_raw())


def sign(text: str, *, name: str, key: Ed25519PrivateKey) -> str:
    """The note that says `text` (which ends with a line break), signed under `name`."""
    if not text.endswith("\n"):
        raise BadNote("The text of a note ends with a line break.")
    signature = verifier_of(name, key).hash + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n"


def open_note(note: str, verifier: Verifier) -> str:
    """The text of a note, which this key did sign. Signatures of others on the same note are passed over.

    Raises:
        BadNote: no signature of this key is on the note, or it is not for this text.
    """
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise BadNote("This is not a signed note.")
    text += "\n"
    for name, signature in [_signature_of(line) for line in signatures[:-1].split("\n")]:
        if (name, signature[:4]) == (verifier.name, verifier.hash):
            _check(signature[4:], text, verifier)
            return text
    raise BadNote(f"{verifier.name} did not sign this note with the key {verifier.hash.hex()}.")


def _signature_of(line: str) -> tuple[str, bytes]:
    mark, _, rest = line.partition(" ")
    name, _, written = rest.partition(" ")
    if mark != "—" or not name:
        raise BadNote("This is not a signed note.")
    return name, _bytes_of(written)


def _check(signature: bytes, text: str, verifier: Verifier) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
    except InvalidSignature as wrong:
        raise BadNote(f"The signature of {verifier.name} is not for this text.") from wrong


def _bytes_of(written: str) -> bytes:
    try:
        value = b64decode(written, validate=True)
    except ValueError as wrong:
        raise BadNote("This is not base 64.") from wrong
    if b64encode(value).decode() != written:  # spare bits at the end must be 0, or one signature had many spellings
        raise BadNote("This is not base 64.")
    return value
