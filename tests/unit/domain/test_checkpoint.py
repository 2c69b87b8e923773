"""Checkpoints: golden bytes with a fixed key, the published example's key id, and all that is no valid note."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.domain.checkpoint import BadCheckpoint, Head, VerifierKey, read, sign, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = Head("receiving-station/IN-01", 4711, bytes(range(32, 64)))
VERIFIER = VerifierKey(HEAD.origin, KEY.public_key())
GOLDEN = """\
receiving-station/IN-01
4711
ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=

— receiving-station/IN-01 hUDQzWQL4LbK0RaYJIBaoFF9cRZyIbPKjmc84/lGSkqROdBzXNs/XJfDRoa15XD8AL/ji3KKbnt8y1izcYlK0Gf8VgM=
"""
GOLDEN_VERIFIER = "receiving-station/IN-01+8540d0cd+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"


def test_golden_bytes() -> None:
    assert sign(HEAD, KEY).decode() == GOLDEN
    assert VERIFIER.to_text() == GOLDEN_VERIFIER


def test_the_published_verifier_key() -> None:
    """The example of c2sp.org/signed-note: its key id is computed from its key as ours is."""
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert VerifierKey.from_text(text).to_text() == text


def test_verified() -> None:
    assert verify(sign(HEAD, KEY), VerifierKey.from_text(GOLDEN_VERIFIER)) == HEAD


def test_every_flipped_bit_is_found() -> None:
    note = sign(HEAD, KEY)
    for place in range(len(note) * 8):
        wrong = bytearray(note)
        wrong[place // 8] ^= 1 << place % 8
        with pytest.raises(BadCheckpoint):
            verify(bytes(wrong), VERIFIER)


def test_signatures_of_witnesses_are_let_be() -> None:
    note = sign(HEAD, KEY)
    witness = "\u2014 witness.example/w1 " + "A" * 92 + "\n"
    assert verify(note + witness.encode(), VERIFIER) == HEAD


def test_another_log_or_key_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(BadCheckpoint, match="not signed by"):
        verify(sign(HEAD, other), VERIFIER)
    with pytest.raises(BadCheckpoint, match="not of"):
        verify(sign(HEAD, KEY), VerifierKey("receiving-station/IN-02", KEY.public_key()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4711", "04711"),
        ("4711", "-1"),
        ("4711", "４７１１"),
        ("IN-01\n4711", "IN-01"),
        ("\n\n", "\n"),
        ("ICEi", "ICE"),
        ("\u2014 ", "- "),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    assert old in GOLDEN
    with pytest.raises(BadCheckpoint):
        read(GOLDEN.replace(old, new, 1).encode())


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_would_break_the_note_is_not_signed(name: str) -> None:
    with pytest.raises(BadCheckpoint):
        sign(Head(name, 0, bytes(32)), KEY)


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AAAA", GOLDEN_VERIFIER.replace("+", "+0", 1), "x" + GOLDEN_VERIFIER]
)
def test_a_wrong_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        VerifierKey.from_text(text)
