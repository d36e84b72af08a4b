"""Encrypts a stream under a passphrase, so that a changed, cut, longer or reordered file is refused.

scrypt makes the key; AES-256-GCM seals chunks by the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, 2015):
each nonce holds the chunk's number and whether it is the last. Every chunk also authenticates the header.
"""

import hashlib
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parishpump.home.errors import BackupError

CHUNK_BYTES = 64 * 1024
USUAL_EFFORT = 17
"""scrypt's cost as a power of two: 128 MB and some tenths of a second for each guess."""

_MAGIC = b"Parish Pump backup 1\n"
_HEADER = struct.Struct(">B16s7s16s")  # effort, salt, nonce prefix, check of the passphrase
_TAG_BYTES = 16
_MOST_CHUNKS = 2**32 - 1


@dataclass(frozen=True)
class _Cipher:
    aead: AESGCM = field(repr=False)
    prefix: bytes
    header: bytes

    def seal(self, number: int, chunk: bytes, *, last: bool) -> bytes:
        return self.aead.encrypt(self._nonce(number, last=last), chunk, self.header)

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        return self.aead.decrypt(self._nonce(number, last=last), sealed, self.header)

    def _nonce(self, number: int, *, last: bool) -> bytes:
        if number > _MOST_CHUNKS:
            raise BackupError("The backup is larger than its format allows.", "Tell whoever maintains Parish Pump.")
        return self.prefix + struct.pack(">IB", number, last)


class SealingWriter:
    """Takes plain bytes and writes the encrypted stream; without `finish` the result is refused as cut off."""

    def __init__(self, file: BinaryIO, cipher: _Cipher) -> None:
        self._file = file
        self._cipher = cipher
        self._number = 0
        self._waiting = bytearray()

    @classmethod
    def begin(cls, file: BinaryIO, passphrase: str, effort: int = USUAL_EFFORT) -> Self:
        """Write the header, and be ready for the content."""
        salt, prefix = secrets.token_bytes(16), secrets.token_bytes(7)
        key, check = _derived(passphrase, salt, effort)
        header = _MAGIC + _HEADER.pack(effort, salt, prefix, check)
        file.write(header)
        return cls(file, _Cipher(AESGCM(key), prefix, header))

    def write(self, plain: bytes) -> None:
        """Add content."""
        self._waiting += plain
        while len(self._waiting) > CHUNK_BYTES:  # a full one may still be the last, so it waits
            self._put(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> None:
        """Write the last chunk; nothing can follow."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.seal(self._number, chunk, last=last))
        self._number += 1


def opened(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The plain chunks of a sealed stream; BackupError at the first that is not as it was written.

    What came before an error was genuine but is not whole: use nothing before the end is reached.
    """
    cipher = _cipher_of(file, passphrase)
    number, sealed = 0, file.read(CHUNK_BYTES + _TAG_BYTES)
    while True:
        following = file.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            yield cipher.open(number, sealed, last=not following)
        except InvalidTag as error:
            raise BackupError(
                "This backup was changed or cut off after it was written.",
                "Nothing was taken from it. Use another copy of it, or an older backup.",
            ) from error
        if not following:
            return
        number, sealed = number + 1, following


def _cipher_of(file: BinaryIO, passphrase: str) -> _Cipher:
    header = file.read(len(_MAGIC) + _HEADER.size)
    if not header.startswith(_MAGIC) or len(header) < len(_MAGIC) + _HEADER.size:
        raise BackupError("This file is not a Parish Pump backup.", "Choose a file that “parishpump backup” wrote.")
    effort, salt, prefix, check = _HEADER.unpack(header[len(_MAGIC) :])
    if not 1 <= effort <= 20:  # a foreign header must not make us take all the memory there is
        raise BackupError("The beginning of this backup was changed.", "Use another copy of it, or an older backup.")
    key, expected = _derived(passphrase, salt, effort)
    if not secrets.compare_digest(check, expected):
        raise BackupError(
            "The passphrase does not open this backup (or its first bytes were changed).",
            "Type the passphrase that it was written with; without it nobody can read it.",
        )
    return _Cipher(AESGCM(key), prefix, header)


def _derived(passphrase: str, salt: bytes, effort: int) -> tuple[bytes, bytes]:
    made = hashlib.scrypt(passphrase.encode(), salt=salt, n=2**effort, r=8, p=1, maxmem=2**31 - 1, dklen=48)
    return made[:32], made[32:]
