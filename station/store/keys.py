"""Key files beside the database, never in it and never in a backup of it.

station.key     the Ed25519 key that signs the log's heads (32 bytes)
station.vkey    its public half as text, for whoever verifies (C2SP signed-note)
YYYY-MM.key     the key that wraps the vault's record keys of that month (32 bytes)
draft.key       the key that seals half-typed fields (32 bytes)
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.domain.checkpoint import BadCheckpoint, Head, VerifierKey, sign, sign_note
from station.errors import Bug, StoreError
from station.platform import private_file, replace_durably
from station.store.files import durable_folder

_SIZE = 32
_ORIGIN = "receiving-station/"


class Keys:
    """The keys of one station."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        self.origin = origin
        self._months: dict[str, bytes] = {}
        self._signer: Ed25519PrivateKey | None = None

    def sign(self, size: int, root: bytes) -> bytes:
        """The checkpoint of a head: a signed note."""
        return sign(Head(self.origin, size, root), self._signing())

    def sign_text(self, text: str) -> bytes:
        """A signed note of a text whose first line says what it is, so that it is never taken for a checkpoint."""
        return sign_note(self.origin, text, self._signing())

    def verifier(self) -> VerifierKey:
        """The public half of the station's key."""
        return VerifierKey(self.origin, self._signing().public_key())

    def make_signing_key(self) -> None:
        """At the first start of a log. Later a missing key is an error: a new one would disown all that was signed."""
        file = self.folder / "station.key"
        if not file.exists():
            durable_folder(self.folder)
            _made(file)

    def month(self, month: str, *, make: bool = False) -> bytes | None:
        """The wrapping key of a month "YYYY-MM"; None where there is none (destroyed) and none is to be made."""
        if month not in self._months:
            file = self._month_file(month)
            key = _made(file) if make and not file.exists() else _read(file)
            if key is None:
                return None
            self._months[month] = key
        return self._months[month]

    def draft(self) -> bytes:
        """The key of half-typed fields, made when it is first needed."""
        file = self.folder / "draft.key"
        return _read(file) or _made(file)

    def destroy_month(self, month: str) -> None:
        """Purges all records of a month, in every backup as well."""
        self._months.pop(month, None)
        file = self._month_file(month)
        if file.exists():
            replace_durably(file, bytes(_SIZE))  # the name is cleared of its bytes before it goes
            file.unlink()

    def _month_file(self, month: str) -> Path:
        if not re.fullmatch(r"\d{4}-\d\d", month):
            raise Bug("store.month", month=month)
        return self.folder / f"{month}.key"

    def _signing(self) -> Ed25519PrivateKey:
        if self._signer is None:
            file = self.folder / "station.key"
            key = _read(file)
            if key is None:
                raise StoreError("store.key_missing", file=str(file))
            self._signer = Ed25519PrivateKey.from_private_bytes(key)
            self._publish(VerifierKey(self.origin, self._signer.public_key()))
        return self._signer

    def _publish(self, key: VerifierKey) -> None:
        file = self.folder / "station.vkey"
        if not file.exists():
            replace_durably(file, f"{key.to_text()}\n".encode())


def origin_of(station: str) -> str:
    """The name of a station's log and of its key."""
    return f"{_ORIGIN}{station}"


def station_of(key: VerifierKey) -> str:
    """The station that a key's name tells."""
    return key.name.removeprefix(_ORIGIN)


def read_verifier(folder: Path) -> VerifierKey:
    """The public key as a verifier reads it. Raises StoreError where there is none."""
    file = folder / "station.vkey"
    try:
        return VerifierKey.from_text(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadCheckpoint) as error:
        raise StoreError("store.no_key", file=str(file), reason=str(error)) from error


def _made(file: Path) -> bytes:
    key = secrets.token_bytes(_SIZE)
    private_file(file, key)
    return key


def _read(file: Path) -> bytes | None:
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError("store.no_key", file=str(file), reason=str(error)) from error
    if len(key) != _SIZE:
        raise StoreError("store.no_key", file=str(file), reason=f"{len(key)} != {_SIZE}")
    return key
