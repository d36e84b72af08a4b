"""The council's signing key: made once, its private half kept encrypted."""

from typing import Protocol, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from parishpump.archive.checkpoint import TreeHead, Verifier, sign, verifier_of
from parishpump.archive.models import SigningKey


class Safe(Protocol):
    """What keeps secrets: the keys of the installation."""

    def seal_secret(self, plain: bytes, context: str) -> bytes:
        """Encrypt, bound to the context."""

    def open_secret(self, sealed: bytes, context: str) -> bytes:
        """Decrypt, or raise a HomeError."""


def make_key(origin: str) -> SigningKey:
    """A new key, not yet saved."""
    secret = Ed25519PrivateKey.generate()
    private = _safe().seal_secret(secret.private_bytes_raw(), _context(origin))
    return SigningKey(origin=origin, public=verifier_of(origin, secret).public, private=private)


def verifier(key: SigningKey) -> Verifier:
    """What outsiders need to check this key's signatures; its text is to be published."""
    return Verifier(key.origin, bytes(key.public))


def sign_head(head: TreeHead, key: SigningKey) -> str:
    """The signed note that says this tree head."""
    return sign(str(head), name=key.origin, key=private_half(key))


def private_half(key: SigningKey) -> Ed25519PrivateKey:
    """The private half, decrypted.

    Raises:
        HomeError: it was changed, or encrypted by another installation.
    """
    return Ed25519PrivateKey.from_private_bytes(_safe().open_secret(bytes(key.private), _context(key.origin)))


def _safe() -> Safe:
    return cast(Safe, settings.PARISHPUMP_KEYS)


def _context(origin: str) -> str:
    return f"signing key of {origin}"
