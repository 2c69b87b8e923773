"""Every exception that the station raises on purpose.

    StationError                 carries a text key and its parameters, never a finished sentence
    ├── OperatorError            a person at the station can mend it; the screen says how
    │   ├── ConfigError          a setting: file, key, what is allowed
    │   ├── DeviceError          an instrument: port, link, protocol
    │   │   └── OtherDevice      another one in its place, which nobody has allowed
    │   ├── StoreError           the database or the disk under it
    │   │   ├── DatabaseTooNew   written by a later program
    │   │   ├── DatabaseInUse    a second instance on the same data
    │   │   ├── DatabaseUnfit    wrong library or settings, or a damaged file
    │   │   └── DiskFull         nothing was saved
    │   ├── ImportRefused        a file that is refused whole, with every fault by row and column
    │   ├── DocumentError        a document could not be rendered, signed or printed
    │   └── AccessRefused        sign-in, role or second person
    └── Bug                      the program is wrong; the message is for its makers

Foreign errors (apsw, pyserial, OpenCV, typst, pyhanko …) are mapped to one of these where they enter;
none of them travels further.
"""

from __future__ import annotations


class StationError(Exception):
    """An error with a text key (see resources/texts) and the values that the text names."""

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.key} ({told})" if told else self.key


class OperatorError(StationError):
    """A person at the station can mend it."""


class ConfigError(OperatorError):
    """A setting is missing or wrong. Parameters: file, key, allowed."""


class DeviceError(OperatorError):
    """An instrument does not answer or cannot be opened. Parameters: device, port, reason."""


class OtherDevice(DeviceError):
    """Another instrument stands where a known one is expected. Parameters: device, wanted, found; plug, serial: whose
    they are, as readings.Identity has them."""


class StoreError(OperatorError):
    """The database, the file store or the disk under them."""


class DatabaseTooNew(StoreError):
    """The database was written by a later program. Parameters: file, found, known."""


class DatabaseInUse(StoreError):
    """Another instance works on the same data. Parameters: folder, owner."""


class DatabaseUnfit(StoreError):
    """Wrong library, wrong settings or a damaged file. Parameters: file, what, found, wanted."""


class DiskFull(StoreError):
    """The disk took no more; nothing of the step was saved. Parameters: folder, free."""


class ImportRefused(OperatorError):
    """A file refused whole. Parameter: faults, a tuple of objects with row, column, key, params."""


class DocumentError(OperatorError):
    """A document could not be rendered, signed or printed. Parameters: document, reason."""


class AccessRefused(OperatorError):
    """Sign-in, role or second person."""


class Bug(StationError):
    """The program is wrong."""
