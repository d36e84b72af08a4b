"""The parts inside a backup, one after the other, each with its name, in a form that can be written as it comes."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parishpump.home.errors import BackupError

_NAME = struct.Struct(">H")
_BLOCK = struct.Struct(">I")
_LONGEST_BLOCK = 1 << 24


def framed(name: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """One part: its name, its blocks, and an empty block as its end."""
    yield _NAME.pack(len(name.encode())) + name.encode()
    for block in blocks:
        for start in range(0, len(block), _LONGEST_BLOCK):
            piece = block[start : start + _LONGEST_BLOCK]
            yield _BLOCK.pack(len(piece)) + piece
    yield _BLOCK.pack(0)


@dataclass
class PartsReader:
    """Reads parts back from chunks cut anywhere; read each part's blocks to the end before the next part."""

    chunks: Iterator[bytes]
    _waiting: bytearray = field(default_factory=bytearray)

    def parts(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each part's name with its blocks."""
        while self._more():
            (length,) = _NAME.unpack(self._take(_NAME.size))
            yield self._take(length).decode(), self._blocks()

    def _blocks(self) -> Iterator[bytes]:
        while True:
            (length,) = _BLOCK.unpack(self._take(_BLOCK.size))
            if length == 0:
                return
            yield self._take(length)

    def _more(self) -> bool:
        while not self._waiting:
            chunk = next(self.chunks, None)
            if chunk is None:
                return False
            self._waiting += chunk
        return True

    def _take(self, length: int) -> bytes:
        while len(self._waiting) < length:
            chunk = next(self.chunks, None)
            if chunk is None:
                raise BackupError("This backup ends in the middle of a part.", "Use another copy, or an older backup.")
            self._waiting += chunk
        taken = bytes(self._waiting[:length])
        del self._waiting[:length]
        return taken
