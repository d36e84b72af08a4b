"""The tree gives the roots and proofs that the world's certificate logs agree on, and no others."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parishpump.archive import tree
from parishpump.archive.tree import Frontier, Place

# The tree that certificate-transparency's own tests are written on.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SECOND = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
THIRD_AND_FOURTH = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
FIFTH = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
FIFTH_AND_SIXTH = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
LAST_TWO = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LAST_FOUR = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
PATHS = [
    (0, 1, []),
    (0, 8, [SECOND, THIRD_AND_FOURTH, LAST_FOUR]),
    (5, 8, [FIFTH, LAST_TWO, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], THIRD_AND_FOURTH, FIFTH]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, [SECOND, THIRD_AND_FOURTH, LAST_FOUR]),
    (6, 8, [FIFTH_AND_SIXTH, LAST_TWO, ROOTS[4]]),
    (2, 5, [THIRD_AND_FOURTH, FIFTH]),
]


class Remembered(dict[Place, bytes]):
    """The complete subtrees over these leaf hashes."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.frontier, completed = Frontier().append(leaves)
        super().__init__({Place(0, index): leaf for index, leaf in enumerate(leaves)} | dict(completed))

    def get(self, level: int, index: int, /) -> bytes:
        return self[Place(level, index)]


@cache
def leaves_of(size: int) -> list[bytes]:
    return [tree.leaf_hash(f"record {number}".encode()) for number in range(size)]


@cache
def remembered(size: int) -> Remembered:
    return Remembered(leaves_of(size))


def recursive_root(leaves: list[bytes]) -> bytes:
    """MTH, word for word as RFC 6962 section 2.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = max(2**power for power in range(8) if 2**power < len(leaves))
    return sha256(b"\x01" + recursive_root(leaves[:split]) + recursive_root(leaves[split:])).digest()


REFERENCE = Remembered([tree.leaf_hash(bytes.fromhex(content)) for content in INPUTS])


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_the_published_ones(size):
    assert tree.root(size, REFERENCE).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), PATHS)
def test_the_inclusion_paths_are_the_published_ones(index, size, path):
    assert [value.hex() for value in tree.inclusion_path(index, size, REFERENCE)] == path


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_the_consistency_paths_are_the_published_ones(old, new, path):
    assert [value.hex() for value in tree.consistency_path(old, new, REFERENCE)] == path


@pytest.mark.parametrize("size", range(1, 65))
def test_every_leaf_of_every_size_proves(size):
    nodes, root = remembered(size), tree.root(size, remembered(size))

    assert all(
        tree.proves_inclusion(leaf, index, size, tree.inclusion_path(index, size, nodes), root)
        for index, leaf in enumerate(leaves_of(size))
    )


@pytest.mark.parametrize("new", range(1, 65))
def test_every_smaller_tree_is_proved_the_beginning_of_a_larger_one(new):
    nodes = remembered(new)

    assert all(
        tree.proves_consistency(
            old, new, tree.root(old, nodes), tree.root(new, nodes), tree.consistency_path(old, new, nodes)
        )
        for old in range(1, new + 1)
    )


@pytest.mark.parametrize("size", range(65))
def test_growing_leaf_by_leaf_gives_the_root_of_the_definition(size):
    assert remembered(size).frontier.root == recursive_root(leaves_of(size)) == tree.root(size, remembered(size))


@given(st.lists(st.integers(0, 40), max_size=8))
def test_growing_in_batches_gives_the_same_tree_as_growing_at_once(batches):
    frontier, grown = Frontier(), {}

    for batch in batches:
        leaves = leaves_of(frontier.size + batch)[frontier.size :]
        frontier, completed = frontier.append(leaves)
        grown |= dict(completed)

    assert frontier == remembered(sum(batches)).frontier
    assert grown == {place: value for place, value in remembered(sum(batches)).items() if place.level}


@given(st.data())
def test_any_changed_byte_of_an_inclusion_proof_fails(data):
    size = data.draw(st.integers(1, 64))
    index = data.draw(st.integers(0, size - 1))
    proof = [leaves_of(size)[index], remembered(size).frontier.root]
    proof += tree.inclusion_path(index, size, remembered(size))
    victim, place = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 31))

    proof[victim] = flipped(proof[victim], place, data.draw(st.integers(1, 255)))

    assert not tree.proves_inclusion(proof[0], index, size, proof[2:], proof[1])


@given(st.data())
def test_any_changed_byte_of_a_consistency_proof_fails(data):
    new = data.draw(st.integers(1, 64))
    old = data.draw(st.integers(1, new))
    proof = [tree.root(old, remembered(new)), tree.root(new, remembered(new))]
    proof += tree.consistency_path(old, new, remembered(new))
    victim, place = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 31))

    proof[victim] = flipped(proof[victim], place, data.draw(st.integers(1, 255)))

    assert not tree.proves_consistency(old, new, proof[0], proof[1], proof[2:])


@given(st.integers(1, 64), st.integers(0, 63), st.integers(0, 63))
def test_a_leaf_proves_at_no_other_place(size, index, claimed):
    path = tree.inclusion_path(index % size, size, remembered(size))

    proved = tree.proves_inclusion(leaves_of(size)[index % size], claimed, size, path, remembered(size).frontier.root)

    assert proved == (claimed == index % size)


@given(st.integers(1, 64), st.data())
def test_a_path_of_another_length_proves_nothing(size, data):
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion_path(index, size, remembered(size)), remembered(size).frontier.root

    longer, shorter = [*path, root], path[:-1]

    assert not tree.proves_inclusion(leaves_of(size)[index], index, size, longer, root)
    assert not path or not tree.proves_inclusion(leaves_of(size)[index], index, size, shorter, root)


@given(st.integers(0, 10**7), st.integers(0, 10**5))
def test_a_cover_is_a_few_complete_subtrees_side_by_side(start, length):
    places = tree.cover(range(start, start + length))

    assert [leaf for place in places for leaf in (place.leaves.start, place.leaves.stop)][1:-1:2] == [
        place.leaves.start for place in places[1:]
    ]
    assert sum(len(place.leaves) for place in places) == length
    assert len(places) <= 2 * max(1, length.bit_length())


def test_the_places_to_fetch_are_those_that_the_proofs_ask_for():
    fetched = {place: REFERENCE[place] for place in tree.places_for_inclusion(5, 7)}
    grown = {place: REFERENCE[place] for place in tree.places_for_consistency(3, 7)}

    assert tree.inclusion_path(5, 7, only(fetched)) == tree.inclusion_path(5, 7, REFERENCE)
    assert tree.consistency_path(3, 7, only(grown)) == tree.consistency_path(3, 7, REFERENCE)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_a_leaf_that_is_not_there_has_no_path(index, size):
    with pytest.raises(IndexError):
        tree.inclusion_path(index, size, REFERENCE)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_consistency_from_nothing_or_backwards(old, new):
    with pytest.raises(IndexError):
        tree.consistency_path(old, new, REFERENCE)

    assert not tree.proves_consistency(old, new, b"", b"", [])


def flipped(value: bytes, place: int, mask: int) -> bytes:
    return value[:place] + bytes([value[place] ^ mask]) + value[place + 1 :]


def only(places: dict[Place, bytes]) -> Remembered:
    some = Remembered([])
    some.update(places)
    return some
