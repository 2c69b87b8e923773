"""The tree in tiles of 256 hashes (C2SP tlog-tiles), and the small tree that grows with the log.

Tile n of level 0 holds the leaf hashes 256·n … 256·n+255; tile n of level l holds the roots of the tiles
256·n … 256·n+255 of level l-1. Only complete tiles exist; what is not in one yet is the tail of its level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from station.domain.merkle import EMPTY_ROOT, Node, folded, frontier, node_hash, node_of

WIDTH = 256
HEIGHT = 8
HASH = 32


@dataclass(frozen=True, slots=True)
class Tile:
    """A complete tile: 256 hashes of 32 bytes, one after the other."""

    level: int
    number: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Tree:
    """A growing tree without its leaves: the complete subtrees, and for each level the hashes that fill no tile yet.

    A value: append gives another tree, so that a transaction that is rolled back just keeps the old one.
    """

    size: int = 0
    subtrees: tuple[bytes, ...] = ()
    tails: tuple[tuple[bytes, ...], ...] = ()

    def root(self) -> bytes:
        return folded(self.subtrees) if self.subtrees else EMPTY_ROOT

    def append(self, leaf: bytes) -> tuple[Tree, list[Tile]]:
        """The tree with one more leaf hash, and the tiles that it completes."""
        subtrees, carry, place = list(self.subtrees), leaf, self.size
        while place & 1:
            carry, place = node_hash(subtrees.pop(), carry), place >> 1
        tails, tiles = list(self.tails), list(_filled(self.tails, leaf, self.size))
        for tile in tiles:
            leaf, tails[tile.level] = tile_root(tile.hashes), ()
        _push(tails, len(tiles), leaf)
        return Tree(self.size + 1, (*subtrees, carry), tuple(tails)), tiles


def _filled(tails: Sequence[tuple[bytes, ...]], leaf: bytes, place: int) -> Iterator[Tile]:
    """The tiles that a leaf at a place completes, from level 0 upwards."""
    for level, tail in enumerate(tails):
        if len(tail) < WIDTH - 1:
            return
        place >>= HEIGHT
        yield (tile := Tile(level, place, b"".join((*tail, leaf))))
        leaf = tile_root(tile.hashes)


def _push(tails: list[tuple[bytes, ...]], level: int, value: bytes) -> None:
    if level == len(tails):
        tails.append(())
    tails[level] = (*tails[level], value)


def cut(hashes: bytes) -> list[bytes]:
    """The single hashes of a tile."""
    return [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]


@lru_cache(maxsize=4096)
def tile_root(hashes: bytes) -> bytes:
    """The root over a complete tile; kept, since a proof in the newest part of a tree asks for many."""
    return node_of(cut(hashes))(HEIGHT, 0)


ReadTile = Callable[[int, int], bytes | None]
"""read(level, number): the hashes of a complete tile, None where there is none (yet)."""
ReadLeaves = Callable[[int, int], list[bytes]]
"""read(first, count): leaf hashes from the log itself."""


class TiledTree:
    """Reads nodes of a stored tree: from its tiles, and from the log where no tile is complete."""

    def __init__(self, tile: ReadTile, leaves: ReadLeaves) -> None:
        self._tile = tile
        self._leaves = leaves

    def node(self, height: int, index: int) -> bytes:
        """See merkle.Node. Raises LookupError where the stored tree is shorter."""
        level, within = divmod(height, HEIGHT)
        if within == 0 and level > 0:
            return tile_root(b"".join(self._level(level - 1, index << HEIGHT, WIDTH)))
        return node_of(self._level(level, index << within, 1 << within))(within, 0)

    def _level(self, level: int, first: int, count: int) -> list[bytes]:
        """Hashes of one level that lie within one tile of it."""
        hashes = self._tile(level, first >> HEIGHT)
        if hashes is not None:
            at = first % WIDTH * HASH
            return cut(hashes[at : at + count * HASH])
        if level > 0:
            return [self.node(HEIGHT * level, first + i) for i in range(count)]
        leaves = self._leaves(first, count)
        if len(leaves) != count:
            raise LookupError(f"leaf {first + len(leaves)}")
        return leaves


def grown(size: int, node: Node) -> Tree:
    """The tree to append to, as a stored tree of that size gives it."""
    tails, at_level = [], size
    level = 0
    while at_level:
        first = at_level - at_level % WIDTH
        tails.append(tuple(node(HEIGHT * level, i) for i in range(first, at_level)))
        level, at_level = level + 1, at_level >> HEIGHT
    return Tree(size, frontier(size, node), tuple(tails))
