"""The signed head of the log: a C2SP checkpoint (tlog-checkpoint) in a signed note (signed-note), Ed25519.

    receiving-station/IN-01          origin: whose log it is, also the name of the key
    4711                             size: number of entries
    h1z…=                            root: base64 of the tree's root
                                     (an empty line)
    — receiving-station/IN-01 …=     base64 of key id (4 bytes) and signature

Formats: c2sp.org/signed-note, c2sp.org/tlog-checkpoint. No construction of our own, so that outside tools read it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # signature type in a key id and a verifier key (signed-note)
_DASH = "\u2014 "
_ID = 4
_ROOT = 32


class BadCheckpoint(ValueError):
    """Bytes that are no checkpoint, or not signed by the key asked for. The message says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """A state of a log: the first `size` entries have this root."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        """What is signed: three lines, the last one ended as well."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a station's key, with the name that it signs under."""

    name: str
    key: Ed25519PublicKey

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key)."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key.public_bytes_raw()).digest()[:_ID]

    def to_text(self) -> str:
        """The verifier key as it is handed out: name+key id+base64."""
        coded = base64.b64encode(ED25519 + self.key.public_bytes_raw()).decode()
        return f"{self.name}+{self.id.hex()}+{coded}"

    @classmethod
    def from_text(cls, text: str) -> VerifierKey:
        """Reads name+key id+base64. Raises BadCheckpoint."""
        parts = text.strip().split("+", 2)
        coded = _decoded(parts[2]) if len(parts) == 3 else b""
        if len(coded) != 33 or coded[:1] != ED25519:
            raise BadCheckpoint("no Ed25519 verifier key")
        found = cls(parts[0], Ed25519PublicKey.from_public_bytes(coded[1:]))
        if found.id.hex() != parts[1]:
            raise BadCheckpoint("the key id does not fit the key")
        return found


def sign(head: Head, key: Ed25519PrivateKey) -> bytes:
    """The signed note. Ed25519 is deterministic: the same head gives the same bytes."""
    return sign_note(head.origin, head.to_text(), key)


def sign_note(name: str, text: str, key: Ed25519PrivateKey) -> bytes:
    """A signed note (signed-note) of any text that ends with a line end. Its first line has to say what it is."""
    _check_name(name)
    signature = VerifierKey(name, key.public_key()).id + key.sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n".encode()


def _check_name(name: str) -> None:
    if not name or "+" in name or any(c.isspace() for c in name):
        raise BadCheckpoint(f"{name!r} is no key name")


def read(note: bytes) -> Head:
    """The head that a note states, whoever signed it. Raises BadCheckpoint."""
    text, _ = _parts(note)
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not _is_size(lines[1]):
        raise BadCheckpoint("no origin, size and root")
    root = _decoded(lines[2])
    if len(root) != _ROOT:
        raise BadCheckpoint("the root is no SHA-256")
    return Head(lines[0], int(lines[1]), root)


def verify(note: bytes, key: VerifierKey) -> Head:
    """The head of a note that this key signed. Raises BadCheckpoint. Signatures of others are let be (signed-note)."""
    head = read(note)
    if head.origin != key.name:
        raise BadCheckpoint(f"the log of {head.origin}, not of {key.name}")
    open_note(note, key)
    return head


def open_note(note: bytes, key: VerifierKey) -> str:
    """The text of a note that this key signed. Raises BadCheckpoint. Signatures of others are let be."""
    text, signatures = _parts(note)
    for name, coded in signatures:
        if name == key.name and coded[:_ID] == key.id:
            _check_signature(coded[_ID:], text, key)
            return text
    raise BadCheckpoint(f"not signed by {key.name}")


def _check_signature(signature: bytes, text: str, key: VerifierKey) -> None:
    try:
        key.key.verify(signature, text.encode())
    except InvalidSignature as error:
        raise BadCheckpoint(f"the signature of {key.name} is wrong") from error


def _parts(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text with its last line end, and (name, key id + signature) of each signature line."""
    try:
        text, found, signatures = note.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise BadCheckpoint("no UTF-8") from error
    if not found or not signatures.endswith("\n"):
        raise BadCheckpoint("no signed note")
    return text + "\n", [_signature(line) for line in signatures[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    name, found, coded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not found or not name:
        raise BadCheckpoint("no signature line")
    signature = _decoded(coded)
    if len(signature) <= _ID:
        raise BadCheckpoint("a signature line without a signature")
    return name, signature


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or not text.startswith("0"))


def _decoded(text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCheckpoint("no base64") from error
    if base64.b64encode(decoded).decode() != text:
        raise BadCheckpoint("base64 that is not canonical")
    return decoded
