"""The tree against published facts, a naive tree and every mutated proof (reliability R10)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.merkle import (
    EMPTY_ROOT,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    node_of,
    root,
    root_of,
)
from station.domain.tiles import Tree

VECTORS = Path(__file__).resolve().parents[4] / "shared/data/merkle_vectors.json"


def leaves(size: int) -> list[bytes]:
    """The rule of the vectors: leaf i is the decimal of i."""
    return [leaf_hash(str(i).encode()) for i in range(size)]


def naive(hashes: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + naive(hashes[:k]) + naive(hashes[k:])).digest()


@pytest.fixture(scope="module")
def vectors() -> Any:
    if not VECTORS.exists():
        pytest.skip("the published vectors lie beside the checkout, in ../shared/data")
    return json.loads(VECTORS.read_text())


def test_published_roots(vectors: Any) -> None:
    for size, expected in enumerate(vectors["roots_0_to_16"]):
        assert root_of(leaves(size)).hex() == expected


def test_published_roots_of_large_trees_grown_leaf_by_leaf(vectors: Any) -> None:
    wanted = {int(size): expected for size, expected in vectors["big_roots"].items()}
    tree = Tree()
    for i in range(max(size for size in wanted if size <= 100_000)):
        tree, _ = tree.append(leaf_hash(str(i).encode()))
        if tree.size in wanted:
            assert tree.root().hex() == wanted[tree.size], tree.size


def test_published_root_of_a_million(vectors: Any) -> None:
    assert root_of(leaves(1_000_000)).hex() == vectors["big_roots"]["1000000"]


def test_published_inclusion_proofs(vectors: Any) -> None:
    for case in vectors["inclusion"]:
        hashes, expected = leaves(case["n"]), [bytes.fromhex(one) for one in case["proof"]]
        assert inclusion_proof(case["i"], case["n"], node_of(hashes)) == expected
        assert inclusion_holds(hashes[case["i"]], case["i"], case["n"], expected, root_of(hashes))


def test_published_consistency_proofs(vectors: Any) -> None:
    for case in vectors["consistency"]:
        hashes, expected = leaves(case["n"]), [bytes.fromhex(one) for one in case["proof"]]
        assert consistency_proof(case["m"], case["n"], node_of(hashes)) == expected
        old = root_of(hashes[: case["m"]])
        assert consistency_holds(case["m"], case["n"], old, root_of(hashes), expected)


def mutated(proof: list[bytes]) -> Iterator[list[bytes]]:
    """Each hash with a bit changed, left out, doubled, exchanged with the next; one more at either end."""
    for i, step in enumerate(proof):
        yield [*proof[:i], bytes([step[0] ^ 1]) + step[1:], *proof[i + 1 :]]
        yield [*proof[:i], *proof[i + 1 :]]
        yield [*proof[:i], step, step, *proof[i + 1 :]]
        if i + 1 < len(proof):
            yield [*proof[:i], proof[i + 1], step, *proof[i + 2 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]


@pytest.mark.parametrize("size", range(1, 18))
def test_mutated_inclusion_proofs_are_refused(size: int) -> None:
    hashes = leaves(size)
    top = root_of(hashes)
    for index in range(size):
        proof = inclusion_proof(index, size, node_of(hashes))
        for wrong in mutated(proof):
            assert not inclusion_holds(hashes[index], index, size, wrong, top)
        assert not inclusion_holds(leaf_hash(b"another"), index, size, proof, top)
        assert not inclusion_holds(hashes[index], index, size, proof, bytes(32))
        for other in set(range(-1, size + 1)) - {index}:
            assert not inclusion_holds(hashes[index], other, size, proof, top)


@pytest.mark.parametrize("new", range(1, 18))
def test_mutated_consistency_proofs_are_refused(new: int) -> None:
    hashes = leaves(new)
    top = root_of(hashes)
    for old in range(new + 1):
        before = root_of(hashes[:old])
        proof = consistency_proof(old, new, node_of(hashes))
        assert consistency_holds(old, new, before, top, proof)
        for wrong in mutated(proof):
            assert not consistency_holds(old, new, before, top, wrong)
        assert not consistency_holds(old, new, bytes(32), top, proof)
        if old:  # the empty tree is the beginning of every tree
            assert not consistency_holds(old, new, before, bytes(32), proof)


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_equal_to_a_naive_tree(entries: list[bytes]) -> None:
    hashes = [leaf_hash(one) for one in entries]
    tree = Tree()
    for one in hashes:
        tree, _ = tree.append(one)
    assert tree.root() == root(len(hashes), node_of(hashes)) == naive(hashes)


@given(st.integers(1, 600), st.data())
def test_proofs_of_any_tree_hold(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    top = root_of(hashes)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    assert inclusion_holds(hashes[index], index, size, inclusion_proof(index, size, node_of(hashes)), top)
    proof = consistency_proof(old, size, node_of(hashes))
    assert consistency_holds(old, size, root_of(hashes[:old]), top, proof)


def test_a_rewritten_beginning_is_not_consistent() -> None:
    """R11: whoever holds the older root notices, whatever proof is offered."""
    honest, forged = leaves(100), leaves(130)
    forged[7] = leaf_hash(b"another history")
    for new in range(101, 131):
        proof = consistency_proof(100, new, node_of(forged))
        assert not consistency_holds(100, new, root_of(honest), root_of(forged[:new]), proof)


def test_places_outside_the_tree_are_refused() -> None:
    assert root_of([]) == EMPTY_ROOT
    with pytest.raises(IndexError):
        inclusion_proof(3, 3, node_of(leaves(3)))
    with pytest.raises(IndexError):
        consistency_proof(4, 3, node_of(leaves(3)))
