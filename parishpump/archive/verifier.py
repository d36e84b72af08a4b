#!/usr/bin/env python3
# ruff: noqa: T201 (it prints: that is what it is for)
"""Check what a council published, and who let it, without asking the council.

    python parishpump_verify.py proof.json [--key KEY] [--checkpoint FILE] [--file FILE]

KEY is the council's verifier key, best had from somewhere else than the proof; --checkpoint names a checkpoint given to
you on another day; --file a picture which the record may name. Needs Python 3.11 and the package "cryptography".
"""

import argparse
import json
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def need(holds: object, otherwise: str) -> None:
    if not holds:
        sys.exit(f"NOT PROVED. {otherwise}")


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def half(size: int) -> int:  # how many leaves stand under the left child of the root (RFC 6962, section 2.1)
    return 1 << (size - 1).bit_length() - 1


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root of `size` leaves to which the path leads from one of them (RFC 6962, section 2.1.1)."""
    if size == 1:
        return leaf if index == 0 and not path else b""
    if index < half(size):
        return node(root_from(leaf, index, half(size), path[:-1]), path[-1])
    return node(path[-1], root_from(leaf, index - half(size), size - half(size), path[:-1]))


def roots_from(old: int, new: int, path: list[bytes], known: list[bytes]) -> tuple[bytes, bytes]:
    """The old root and the new one, as the path makes them (RFC 6962, section 2.1.2); `known` holds the old root."""
    if old == new:
        (value,) = path + known
        return value, value
    if old <= half(new):
        was, now = roots_from(old, half(new), path[:-1], known)
        return was, node(now, path[-1])
    was, now = roots_from(old - half(new), new - half(new), path[:-1], [])
    return node(path[-1], was), node(path[-1], now)


def opened(note: str, key: str) -> tuple[int, bytes, str, str]:
    """Size, root, time and origin of a checkpoint that this key signed (c2sp.org/tlog-checkpoint)."""
    name, public = key.partition("+")[0], b64decode(key.split("+", 2)[2], validate=True)
    text, _, signatures = note.rpartition("\n\n")
    lines = [b64decode(line.split(" ")[2]) for line in signatures.split("\n") if line.startswith(f"— {name} ")]
    mine = [line[4:] for line in lines if line[:4] == sha256(name.encode() + b"\n" + public).digest()[:4]]
    need(mine and public[0] == 1, f"The checkpoint is not signed by {name} with this key.")
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(mine[0], text.encode() + b"\n")
    except InvalidSignature:
        need(False, f"The checkpoint was changed: the signature of {name} is not for what it says.")
    origin, size, root, *more = text.split("\n")
    need(origin == name, f"The checkpoint is of {origin}, but the key is of {name}.")
    return int(size), b64decode(root), " ".join(more), origin


def unpacked(path: list[str]) -> list[bytes]:
    return [b64decode(value, validate=True) for value in path]


def compare(proved: tuple[int, bytes], held: tuple[int, bytes], proofs: list[dict]) -> None:  # type: ignore[type-arg]
    """Two checkpoints of one history: the smaller tree is the beginning of the larger one."""
    (old, old_root), (new, new_root) = sorted([proved, held])
    paths = [unpacked(proof["path"]) for proof in proofs if (proof["old"], proof["new"]) == (old, new)]
    need(
        paths or old in (0, new), f"How {old} records became {new} is not in this proof: ask for one against {held[0]}."
    )
    same = old == 0 or roots_from(old, new, paths[0] if paths else [], [old_root]) == (old_root, new_root)
    need(same, f"The checkpoints of {old} and of {new} records tell different histories: the record was rewritten.")


def shown(value: object) -> str:  # nothing hidden, and no line that could be mistaken for one of ours
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join("\n        " if c == "\n" else c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("proof", type=Path)
    ask.add_argument("--key")
    ask.add_argument("--checkpoint", type=Path)
    ask.add_argument("--file", type=Path)
    asked = ask.parse_args()
    proof = json.loads(asked.proof.read_text("utf-8"))
    index, key = int(proof["index"]), asked.key or proof["key"]
    size, root, sealed, origin = opened(proof["checkpoint"], key)
    leaf = sha256(b"\x00" + proof["record"].encode()).digest()
    sealed_here = 0 <= index < size and root_from(leaf, index, size, unpacked(proof["path"])) == root
    need(sealed_here, "This text is not what was sealed at this place: the text, the place or the path was changed.")
    if asked.checkpoint:
        held = opened(asked.checkpoint.read_text("utf-8"), key)
        compare((size, root), held[:2], proof.get("consistency", []))
    record = json.loads(proof["record"])
    names_file = not asked.file or sha256(asked.file.read_bytes()).hexdigest() in [b["sha256"] for b in record["blobs"]]
    need(names_file, f"The record does not name the file {asked.file}.")
    print(f"PROVED: record {record['id']} of {shown(origin)} ({index + 1} of {size}, {shown(sealed)}) reads:")
    print(*(f"  {name}: {shown(record[name])}" for name in ("kind", "subject", "at", "actor", "authority")), sep="\n")
    print("  body:", *(f"    {shown(name)}: {shown(value)}" for name, value in record["body"].items()), sep="\n")
    if asked.checkpoint:
        print(f"The same history as the checkpoint of {held[0]} records ({shown(held[2])}).")
    if asked.file:
        print(f"The record names the file {asked.file}.")
    if not asked.key:
        print(f"The key came with the proof. Compare it with the one that the council publishes:\n  {key}")


if __name__ == "__main__":
    try:
        main()
    except (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError) as wrong:
        need(False, f"This cannot be read as a proof ({type(wrong).__name__}: {wrong}).")
