import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.home.backup.parts import PartsReader, framed
from parishpump.home.backup.sealed_stream import CHUNK_BYTES, SealingWriter, opened
from parishpump.home.errors import BackupError

HEADER_BYTES = 21 + 40
SEALED_CHUNK = CHUNK_BYTES + 16


def sealed(plain: bytes, passphrase: str = "four unusual words") -> bytes:
    file = io.BytesIO()
    writer = SealingWriter.begin(file, passphrase, effort=1)
    writer.write(plain)
    writer.finish()
    return file.getvalue()


def read(stream: bytes, passphrase: str = "four unusual words") -> bytes:
    return b"".join(opened(io.BytesIO(stream), passphrase))


@pytest.mark.parametrize("length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_what_was_sealed_comes_back(length: int) -> None:
    plain = bytes(n % 251 for n in range(length))

    assert read(sealed(plain)) == plain
    assert len(sealed(plain)) == HEADER_BYTES + length + 16 * max(1, -(-length // CHUNK_BYTES))


def test_no_single_changed_bit_passes() -> None:
    stream = sealed(b"the minutes of northfold")

    for place in range(len(stream)):
        for bit in range(8 if place != 21 else 4):  # byte 21 is the effort: more of it only costs time
            changed = bytearray(stream)
            changed[place] ^= 1 << bit
            with pytest.raises(BackupError):
                read(bytes(changed))


def test_a_foreign_header_cannot_make_us_take_all_memory() -> None:
    stream = bytearray(sealed(b"x"))
    stream[21] = 31

    with pytest.raises(BackupError, match="beginning of this backup was changed"):
        read(bytes(stream))


def test_no_cut_passes() -> None:
    stream = sealed(b"a" * (CHUNK_BYTES + 40))

    for length in (*range(200), HEADER_BYTES + SEALED_CHUNK, *range(len(stream) - 70, len(stream))):
        with pytest.raises(BackupError):
            read(stream[:length])


def test_chunks_cannot_be_swapped_repeated_or_added() -> None:
    stream = sealed(bytes(CHUNK_BYTES) + b"b" * CHUNK_BYTES + b"c" * CHUNK_BYTES)
    header, chunks = stream[:HEADER_BYTES], [stream[HEADER_BYTES + n * SEALED_CHUNK :][:SEALED_CHUNK] for n in range(3)]

    for order in ([1, 0, 2], [0, 0, 2], [0, 2], [0, 1, 2, 2], [0, 1, 1, 2], [2]):
        with pytest.raises(BackupError, match="changed or cut off"):
            read(header + b"".join(chunks[n] for n in order))


def test_another_passphrase_is_told_from_damage() -> None:
    with pytest.raises(BackupError, match="passphrase does not open"):
        read(sealed(b"x"), "four other words")


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"Parish Pump backup 2\n" + bytes(200)])
def test_another_file_is_not_a_backup(content: bytes) -> None:
    with pytest.raises(BackupError, match="not a Parish Pump backup"):
        read(content)


@given(
    st.dictionaries(st.text(max_size=20), st.lists(st.binary(max_size=300), max_size=4), max_size=4), st.integers(1, 50)
)
def test_parts_come_back_however_the_stream_is_cut(parts: dict[str, list[bytes]], cut: int) -> None:
    stream = b"".join(piece for name, blocks in parts.items() for piece in framed(name, blocks))
    chunks = (stream[start : start + cut] for start in range(0, len(stream), cut))

    back = {name: b"".join(blocks) for name, blocks in PartsReader(chunks).parts()}

    assert back == {name: b"".join(blocks) for name, blocks in parts.items()}


def test_a_part_that_ends_too_soon_is_refused() -> None:
    with pytest.raises(BackupError, match="middle of a part"):
        [b"".join(blocks) for _, blocks in PartsReader(iter([struct.pack(">H", 3) + b"abc"])).parts()]
