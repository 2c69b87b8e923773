"""Tiles: complete ones are what C2SP tlog-tiles says, and every node can be read through them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.merkle import inclusion_holds, inclusion_proof, leaf_hash, node_of, root, root_of
from station.domain.tiles import TiledTree, Tree, grown

SIZE = 256 * 256 + 256 + 3
LEAVES = [leaf_hash(str(i).encode()) for i in range(SIZE)]


class Stored:
    """Tiles and leaves as the store would keep them."""

    def __init__(self) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.tree = Tree()
        self.grow(SIZE)

    def grow(self, size: int) -> None:
        for leaf in LEAVES[self.tree.size : size]:
            self.tree, tiles = self.tree.append(leaf)
            self.tiles.update({(one.level, one.number): one.hashes for one in tiles})

    def reader(self, size: int = SIZE) -> TiledTree:
        return TiledTree(
            lambda level, number: self.tiles.get((level, number)), lambda a, n: LEAVES[a : min(a + n, size)]
        )


@pytest.fixture(scope="module")
def stored() -> Stored:
    return Stored()


def test_only_complete_tiles_and_all_of_them(stored: Stored) -> None:
    assert set(stored.tiles) == {(0, n) for n in range(257)} | {(1, 0)}
    assert stored.tiles[0, 3] == b"".join(LEAVES[768:1024])
    assert stored.tiles[1, 0][32:64] == root_of(LEAVES[256:512])


def test_the_root_read_through_tiles(stored: Stored) -> None:
    assert root(SIZE, stored.reader().node) == stored.tree.root() == root_of(LEAVES)


@settings(max_examples=25)
@given(st.integers(1, SIZE), st.data())
def test_proofs_through_tiles(size: int, data: st.DataObject) -> None:
    reader = Stored.reader(_stored_once(), size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, reader.node)
    assert proof == inclusion_proof(index, size, node_of(LEAVES[:size]))
    assert inclusion_holds(LEAVES[index], index, size, proof, root_of(LEAVES[:size]))


_KEPT: list[Stored] = []


def _stored_once() -> Stored:
    if not _KEPT:
        _KEPT.append(Stored())
    return _KEPT[0]


def test_a_tree_grows_on_from_the_store(stored: Stored) -> None:
    assert grown(SIZE, stored.reader().node) == stored.tree
    assert grown(0, stored.reader().node) == Tree()


def test_a_missing_leaf_is_no_hash(stored: Stored) -> None:
    with pytest.raises(LookupError):
        stored.reader().node(0, SIZE)


def test_a_tree_is_a_value() -> None:
    before, _ = Tree().append(LEAVES[0])
    one, _ = before.append(LEAVES[1])
    other, _ = before.append(LEAVES[2])
    assert before.size == 1
    assert before.root() == LEAVES[0]
    assert one.root() != other.root()
