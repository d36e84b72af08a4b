"""The Merkle tree of RFC 6962, section 2.1: roots, proofs, and growth by appending.

A complete subtree never changes again, so it is kept under its place: `Place(level, index)` covers the 2**level leaves
from index * 2**level on. Whoever can say the hash of a complete subtree (`Nodes`) can have every root and proof from
O(log n) of them. Leaves are given as leaf hashes; each hash is 32 bytes of SHA-256.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

EMPTY_ROOT = sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a complete subtree stands: level 0 are the leaves."""

    level: int
    index: int

    @property
    def leaves(self) -> range:
        return range(self.index << self.level, (self.index + 1) << self.level)


class Nodes(Protocol):
    """Whatever remembers the hashes of complete subtrees."""

    def get(self, level: int, index: int, /) -> bytes:
        """The hash of the complete subtree at that place."""


def leaf_hash(content: bytes) -> bytes:
    """The hash that stands for one record's bytes."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash that stands for two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the first `size` leaves."""
    return _hash_of(range(size), nodes) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes, from the leaf upwards, that lead from leaf `index` to the root of `size` leaves.

    Raises:
        IndexError: there is no such leaf in a tree of that size.
    """
    return [_hash_of(leaves, nodes) for leaves in _beside(index, size)]


def consistency_path(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """The hashes which show that the tree of `old` leaves is the beginning of the tree of `new`.

    Raises:
        IndexError: the old tree is empty, or is the larger one.
    """
    return [_hash_of(leaves, nodes) for leaves in _between(old, new)]


def places_for_inclusion(index: int, size: int) -> list[Place]:
    """The complete subtrees that `inclusion_path` will ask for: to be fetched in one go."""
    return [place for leaves in _beside(index, size) for place in cover(leaves)]


def places_for_consistency(old: int, new: int) -> list[Place]:
    """The complete subtrees that `consistency_path` will ask for: to be fetched in one go."""
    return [place for leaves in _between(old, new) for place in cover(leaves)]


def cover(leaves: range) -> list[Place]:
    """The fewest complete subtrees that make up these leaves, from left to right."""
    places, begin = [], leaves.start
    while begin < leaves.stop:
        fits = (leaves.stop - begin).bit_length() - 1
        aligned = (begin & -begin).bit_length() - 1 if begin else fits
        level = min(fits, aligned)
        places.append(Place(level, begin >> level))
        begin += 1 << level
    return places


@dataclass(frozen=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()  # the hashes of cover(range(size))

    def append(self, leaves: Iterable[bytes]) -> tuple["Frontier", list[tuple[Place, bytes]]]:
        """The frontier with these leaf hashes added, and every subtree above the leaves that they completed."""
        size, peaks, completed = self.size, list(self.peaks), []
        for leaf in leaves:
            peaks.append(leaf)
            level, index = 0, size
            while index & 1:  # a right child: its left sibling is the peak before it
                right = peaks.pop()
                peaks.append(node_hash(peaks.pop(), right))
                level, index = level + 1, index >> 1
                completed.append((Place(level, index), peaks[-1]))
            size += 1
        return Frontier(size, tuple(peaks)), completed

    @property
    def root(self) -> bytes:
        return _fold(self.peaks) if self.peaks else EMPTY_ROOT


def proves_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` leads from the leaf hash at `index` to the root of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            value = node_hash(sibling, value)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and value == root


def proves_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = hashes[0]
    for value in hashes[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = node_hash(value, was), node_hash(value, now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, value)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


def _beside(index: int, size: int) -> list[range]:
    """The leaves beside the way from a leaf to the root, the nearest first."""
    if not 0 <= index < size:
        raise IndexError(f"There is no leaf {index} in a tree of {size}.")
    ways, leaves = [], range(size)
    while len(leaves) > 1:
        left, right = _split(leaves)
        leaves, beside = (left, right) if index in left else (right, left)
        ways.append(beside)
    return ways[::-1]


def _between(old: int, new: int) -> list[range]:
    """The subtrees of an RFC 6962 consistency proof, in its order."""
    if not 0 < old <= new:
        raise IndexError(f"There is no consistency proof from {old} to {new} leaves.")
    ways, leaves, whole = [], range(new), True
    while leaves.stop != old:
        left, right = _split(leaves)
        if old <= left.stop:
            leaves, beside = left, right
        else:
            leaves, beside, whole = right, left, False
        ways.append(beside)
    return [*([] if whole else [leaves]), *ways[::-1]]


def _split(leaves: range) -> tuple[range, range]:
    """The two subtrees under a node: the left one is the largest power of two smaller than the whole."""
    middle = leaves.start + (1 << (len(leaves) - 1).bit_length() - 1)
    return range(leaves.start, middle), range(middle, leaves.stop)


def _hash_of(leaves: range, nodes: Nodes) -> bytes:
    return _fold([nodes.get(place.level, place.index) for place in cover(leaves)])


def _fold(peaks: Sequence[bytes]) -> bytes:
    value = peaks[-1]
    for peak in peaks[-2::-1]:
        value = node_hash(peak, value)
    return value
