"""The log as a Merkle tree (RFC 6962 §2.1, RFC 9162 §2.1): hashes, roots, proofs and their verification.

Nothing here stores anything: a tree is read through `Node`, a function that gives the hash of one complete
subtree. Where the hashes lie (tiles, the tail of the log) is domain/tiles.py and the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()

Node = Callable[[int, int], bytes]
"""node(height, index): the hash over the leaves index·2^height … (index+1)·2^height - 1, all of them present."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf; the prefix keeps a leaf from passing as a node (RFC 6962 §2.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    return root(len(leaves), node_of(leaves))


def node_of(leaves: Sequence[bytes]) -> Node:
    """Reads a tree whose leaf hashes are all in memory."""

    def node(height: int, index: int) -> bytes:
        level = list(leaves[index << height : (index + 1) << height])
        while len(level) > 1:
            level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
        return level[0]

    return node


def root(size: int, node: Node) -> bytes:
    """The root of the first `size` leaves; SHA-256 of nothing for an empty tree."""
    return range_root(0, size, node) if size else EMPTY_ROOT


def range_root(low: int, high: int, node: Node) -> bytes:
    """The root over the leaves low … high-1, where low stands at the left edge of a subtree of at least that size."""
    return folded([node(height, index) for height, index in _complete(low, high)])


def folded(subtrees: Sequence[bytes]) -> bytes:
    """The root over complete subtrees that stand side by side, the largest first."""
    *left, result = subtrees
    for one in reversed(left):
        result = node_hash(one, result)
    return result


def _complete(low: int, high: int) -> list[tuple[int, int]]:
    """The complete subtrees (height, index) that make up a range, the largest first."""
    found = []
    while low < high:
        height = (high - low).bit_length() - 1
        found.append((height, low >> height))
        low += 1 << height
    return found


def frontier(size: int, node: Node) -> tuple[bytes, ...]:
    """The hashes of the complete subtrees of a tree, the largest first: all that appending needs."""
    return tuple(node(height, index) for height, index in _complete(0, size))


def _split(size: int) -> int:
    """The largest power of two below size (k in RFC 6962)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1), from the leaf upwards."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} of {size}")
    low, high, path = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(range_root(middle, high, node))
            high = middle
        else:
            path.append(range_root(low, middle, node))
            low = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """That the tree of `old` leaves is the beginning of that of `new` (RFC 6962 §2.1.2); empty if old is 0 or new."""
    if not 0 <= old <= new:
        raise IndexError(f"tree {old} in {new}")
    if old in (0, new):
        return []
    low, high, path = 0, new, []
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(range_root(middle, high, node))
            high = middle
        else:
            path.append(range_root(low, middle, node))
            low = middle
    return ([range_root(low, high, node)] if low else []) + path[::-1]


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf hash at its index below the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, result = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            result = node_hash(step, result)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node_hash(result, step)
        place, last = place >> 1, last >> 1
    return last == 0 and result == root


def consistency_holds(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if old == new:
        return not proof and old_root == new_root
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(steps) and _climb(old - 1, new - 1, steps) == (old_root, new_root)


def _climb(place: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as a consistency proof computes them; None if its length is wrong."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None
