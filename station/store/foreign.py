"""The one place where errors of SQLite become errors of the station."""

from __future__ import annotations

from pathlib import Path

import apsw
import peewee

from station.errors import Bug, DatabaseUnfit, DiskFull, StationError, StoreError
from station.platform import free_bytes


def told(error: BaseException, file: Path) -> StationError:
    """The station's error for one of apsw, or of peewee around it."""
    cause = _cause(error)
    reason = str(cause)
    if isinstance(cause, apsw.FullError):
        return DiskFull("store.disk_full", folder=str(file.parent), free=_free(file))
    if isinstance(cause, apsw.CorruptError | apsw.NotADBError | apsw.FormatError):
        return DatabaseUnfit("store.damaged", file=str(file), what=reason, found="", wanted="")
    if isinstance(error, peewee.InterfaceError) and cause is error:  # peewee's own: there is no connection
        return StoreError("store.not_open", file=str(file))
    if key := _key(cause):
        return StoreError(key, file=str(file), reason=reason)
    if isinstance(cause, apsw.ConstraintError):
        return Bug("store.constraint", reason=reason)
    return Bug("store.sql", kind=type(cause).__name__, reason=reason)


# A reader may not undo or take over what a killed writer left behind; the station does at its next start.
_UNRECOVERED = (
    apsw.SQLITE_READONLY_ROLLBACK,
    apsw.SQLITE_READONLY_RECOVERY,
    apsw.SQLITE_READONLY_CANTINIT,
)
_BY_KIND: tuple[tuple[type[apsw.Error] | tuple[type[apsw.Error], ...], str], ...] = (
    ((apsw.BusyError, apsw.LockedError), "store.busy"),
    ((apsw.CantOpenError, apsw.PermissionsError), "store.cannot_open"),
    (apsw.ReadOnlyError, "store.read_only"),
    (apsw.IOError, "store.input_output"),
)


def _key(cause: BaseException) -> str:
    """The sentence of an error that somebody can do something about, "" for any other."""
    if getattr(cause, "extendedresult", 0) in _UNRECOVERED:
        return "store.unrecovered"
    return next((key for kinds, key in _BY_KIND if isinstance(cause, kinds)), "")


def _cause(error: BaseException) -> BaseException:
    """peewee keeps the driver's error in `orig` of its own."""
    inner = getattr(error, "orig", None)
    return inner if isinstance(inner, apsw.Error) else error


def _free(file: Path) -> int:
    return free_bytes(file.parent) if file.parent.is_dir() else 0
