"""The station's settings: one TOML file, read once, frozen. docs/settings.md tells every key.

An error names the file, the key and what is allowed. Without a file the station runs with a place for its data and no
instrument: the Devices page says what to do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.errors import ConfigError
from station.texts import Line, line

CAMERAS = ("camera", "document_camera", "low_camera")  # for units, for papers, for the bottoms of raised pallets
ROLES = ("parcel_scale", "platform_scale", "gun", "climate", "truck_air", *CAMERAS)
LANGUAGES = ("zh_CN", "en")
THEMES = ("light", "dark")
# Keys that a foot pedal may send: none that types or that a button of the page has.
PEDALS = ("PageDown", "PageUp", "Home", "End", "Insert", "Pause", "ScrollLock", *(f"F{key}" for key in range(13, 25)))
WEDGE = "wedge"  # the driver of a gun that types: the one instrument without a port
# A USB adapter: vendor and product, its serial number, and where that is not enough the socket or interface.
PLUG = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?: ([^@]*[^@ ]))?(?: @(\S+))?")
CLIMATE = ("temperature_low", "temperature_high", "humidity_low", "humidity_high")
CLIMATE_RANGES: Mapping[str, tuple[int, int]] = {"temperature": (-60, 80), "humidity": (0, 100)}  # °C, %
FILM: Mapping[str, tuple[int, int]] = {"seconds": (10, 3600), "megabytes": (10, 4000), "fps": (1, 30)}
ALARMS: Mapping[str, tuple[float, float]] = {  # of the alarms: seconds, K, %, seconds
    "delay_s": (0, 3600),
    "hysteresis_temperature": (0, 5),
    "hysteresis_humidity": (0, 20),
    "lost_after_s": (5, 3600),
}


TABLES = (
    "station",
    "device",
    "signing",
    "checklist",
    "climate",
    "sound",
    "privacy",
    "storage",
    "archive",
    "cctv",
    "film",
)


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """One instrument. url is what pyserial opens (a port's name, socket://, rfc2217://) or a camera's address.

    options are the driver's own: serial settings, a scale's d, e, max and min. usb: the adapter that it is on, by its
    numbers (devices/plugs.py); with it url may be "".
    """

    id: str
    role: str
    driver: str
    url: str
    options: Mapping[str, str]
    usb: str = ""


@dataclass(frozen=True, slots=True)
class SigningSettings:
    """The certificate that receipts are signed with; the password lies in a file of its own."""

    pkcs12: Path
    password_file: Path | None


@dataclass(frozen=True, slots=True)
class ClimateLimits:
    """What the air at the dock may be: °C and % relative humidity, None for a side without a limit.

    An alarm is raised out of limits for delay_s, over so far inside as the hysteresis says (K, %); a sensor is lost
    after lost_after_s without a reading.
    """

    temperature_low: Decimal | None = None
    temperature_high: Decimal | None = None
    humidity_low: Decimal | None = None
    humidity_high: Decimal | None = None
    delay_s: Decimal = Decimal(120)
    hysteresis_temperature: Decimal = Decimal("0.5")
    hysteresis_humidity: Decimal = Decimal(2)
    lost_after_s: Decimal = Decimal(60)


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """number: which of eight pitches this station has (1–8); words: whether a word follows the tone."""

    number: int = 1
    words: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """The second place for pictures. after_days after the sign-off a delivery's pictures move there; earlier, but not
    before 90 days, while pictures fill more than keep bytes here (0: never earlier). retention_years: how long nobody
    may throw the copies away. one_disk: a place on the same device is taken all the same."""

    folder: Path
    after_days: int = 365
    keep: int = 0
    retention_years: int = 3
    one_disk: bool = False


@dataclass(frozen=True, slots=True)
class FilmSettings:
    """What ends an unboxing film by itself (seconds, megabytes of 1,000,000 bytes), and its pictures a second."""

    seconds: int = 300
    megabytes: int = 500
    fps: int = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a site decides. data holds database and evidence, keys what must never be in a backup."""

    station_id: str
    station_name: str
    dock: str
    timezone: str
    language: str
    theme: str
    data: Path
    keys: Path
    devices: tuple[DeviceSettings, ...] = ()
    signing: SigningSettings | None = None
    checklist: Path | None = None
    lock_after_s: int = 300
    pedal: str = PEDALS[0]
    climate: ClimateLimits = ClimateLimits()
    quota: int = 0  # bytes that pictures may fill, 0 for the whole disk
    archive: ArchiveSettings | None = None
    sound: SoundSettings = SoundSettings()
    refused_file_days: int = 90
    cctv_clock_days: int = 30  # then the clock of a CCTV recorder should be compared again
    film: FilmSettings = FilmSettings()
    file: Path | None = field(default=None, compare=False)  # what they were read from

    @classmethod
    def from_file(cls, file: Path) -> Settings:
        """Raises ConfigError with file, key and what is allowed."""
        return _Reader(file, _load(file)).settings()

    def device(self, role: str) -> DeviceSettings | None:
        """The first instrument of a role."""
        return next((device for device in self.devices if device.role == role), None)


def default_settings(data: Path) -> Settings:
    """A station of which nothing is known but where its data lies."""
    return Settings(
        station_id="ST-01",
        station_name="ST-01",
        dock="1",
        timezone="Asia/Shanghai",
        language="zh_CN",
        theme="light",
        data=data / "data",
        keys=data / "keys",
    )


def _load(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("config.unreadable", file=str(file), reason=str(error)) from error


class _Reader:
    """Reads the tables of one file, key by key; what is left over is a mistake and said so."""

    def __init__(self, file: Path, tables: Mapping[str, Any]) -> None:
        self._file = file
        self._tables = tables

    def settings(self) -> Settings:
        self._only("", self._tables, TABLES)
        station = self._table("station")
        known = ("id", "name", "dock", "timezone", "language", "theme", "data", "keys", "lock_after_s", "pedal")
        self._only("station", station, known)
        checklist = self._table("checklist")
        self._only("checklist", checklist, ("file",))
        data = self._path(station, "station.data")
        plain = default_settings(data.parent if data else self._file.parent)
        return Settings(
            station_id=self._word(station, "station.id", plain.station_id),
            station_name=self._text(station, "station.name", plain.station_name),
            dock=self._text(station, "station.dock", plain.dock),
            timezone=self._zone(station, plain.timezone),
            language=self._one_of(station, "station.language", LANGUAGES, plain.language),
            theme=self._one_of(station, "station.theme", THEMES, plain.theme),
            data=data or plain.data,
            keys=self._keys(station, data or plain.data) or plain.keys,
            devices=self._devices(),
            signing=self._signing(),
            checklist=self._path(checklist, "checklist.file"),
            lock_after_s=self._seconds(station, "station.lock_after_s", plain.lock_after_s),
            pedal=self._one_of(station, "station.pedal", PEDALS, plain.pedal),
            climate=self._climate(),
            quota=self._quota(),
            archive=self._archive(),
            sound=self._sound(),
            refused_file_days=self._days("privacy.refused_file_days", plain.refused_file_days, 3660),
            cctv_clock_days=self._days("cctv.clock_days", plain.cctv_clock_days, 366),
            film=self._film(),
            file=self._file,
        )

    def _devices(self) -> tuple[DeviceSettings, ...]:
        listed = self._tables.get("device", [])
        if not isinstance(listed, list):
            self._wrong("device", "[[device]]")
        devices = tuple(self._device(number, table) for number, table in enumerate(listed, 1))
        ids = [device.id for device in devices]
        for number, name in enumerate(ids, 1):
            if ids.count(name) > 1:
                self._wrong(f"device[{number}].id", line("config.once"))
        return devices

    def _device(self, number: int, table: Mapping[str, Any]) -> DeviceSettings:
        place = f"device[{number}]"
        if not isinstance(table, dict):
            self._wrong(place, "[[device]]")
        self._only(place, table, ("id", "role", "driver", "url", "usb", "options"))
        driver = self._word(table, f"{place}.driver", "")
        usb = str(self._value(table, f"{place}.usb", "", _is_plug, "0403:6001 A50285BI, 1A86:7523 @1-1.4"))
        return DeviceSettings(
            id=self._word(table, f"{place}.id", ""),
            role=self._one_of(table, f"{place}.role", ("gun",) if driver == WEDGE else ROLES, ""),
            driver=driver,
            url=self._address(self._url(table, f"{place}.url", driver, usb)),
            options=self._options(table.get("options", {}), f"{place}.options"),
            usb=usb,
        )

    def _address(self, url: str) -> str:
        """As it stands; "file:clips/dock.mp4" lies beside the settings file."""
        path = url.removeprefix("file:")
        return url if path == url or path.startswith("/") else (self._file.parent / path).resolve().as_uri()

    def _url(self, table: Mapping[str, Any], key: str, driver: str, usb: str) -> str:
        """An instrument that is found by its adapter needs no port's name."""
        if usb and "url" not in table:
            return ""
        return self._text(table, key, "keyboard" if driver == WEDGE else "")

    def _options(self, options: Any, place: str) -> Mapping[str, str]:
        """The driver's own words: text and numbers, as text."""
        if not isinstance(options, dict):
            self._wrong(place, line("config.table"))
        for name, value in options.items():
            if isinstance(value, list | dict):
                self._wrong(f"{place}.{name}", line("config.plain"))
        return {name: str(value) for name, value in options.items()}

    def _signing(self) -> SigningSettings | None:
        table = self._table("signing")
        self._only("signing", table, ("pkcs12", "password_file"))
        file, password = self._path(table, "signing.pkcs12"), self._path(table, "signing.password_file")
        if password and not file:
            self._wrong("signing.pkcs12", line("config.path"))
        return SigningSettings(file, password) if file else None

    def _climate(self) -> ClimateLimits:
        table = self._table("climate")
        self._only("climate", table, (*CLIMATE, *ALARMS))
        told: dict[str, Any] = {name: self._limit(table, f"climate.{name}") for name in CLIMATE}
        told |= {name: self._alarm_figure(table, name) for name in ALARMS if name in table}
        limits = ClimateLimits(**told)
        for low, high in (CLIMATE[:2], CLIMATE[2:]):
            below, above = getattr(limits, low), getattr(limits, high)
            if below is not None and above is not None and below >= above:
                self._wrong(f"climate.{high}", f"> climate.{low}")
        return limits

    def _quota(self) -> int:
        table = self._table("storage")
        self._only("storage", table, ("quota_gb",))
        allowed = "1–100000"
        value = self._value(table, "storage.quota_gb", None, lambda v: v is None or _is_within(v, 1, 100_000), allowed)
        return int((value or 0) * 1_000_000_000)

    def _archive(self) -> ArchiveSettings | None:
        table = self._table("archive")
        self._only("archive", table, ("folder", "after_days", "keep_gb", "retention_years", "one_disk"))
        if not table:
            return None
        folder = self._path(table, "archive.folder")
        if folder is None:
            self._wrong("archive.folder", line("config.path"))
        return ArchiveSettings(
            folder=folder,
            after_days=self._whole(table, "archive.after_days", 365, (90, 3650)),
            keep=self._whole(table, "archive.keep_gb", 0, (1, 100_000)) * 1_000_000_000,
            retention_years=self._whole(table, "archive.retention_years", 3, (3, 100)),
            one_disk=self._value(table, "archive.one_disk", False, _is_switch, "true, false"),
        )

    def _sound(self) -> SoundSettings:
        table = self._table("sound")
        self._only("sound", table, ("number", "words"))
        number = self._value(table, "sound.number", 1, lambda v: type(v) is int and 1 <= v <= 8, "1–8")
        return SoundSettings(number, self._value(table, "sound.words", False, _is_switch, "true, false"))

    def _film(self) -> FilmSettings:
        table = self._table("film")
        self._only("film", table, tuple(FILM))
        plain = FilmSettings()
        told = {name: self._whole(table, f"film.{name}", getattr(plain, name), FILM[name]) for name in FILM}
        return FilmSettings(**told)

    def _limit(self, table: Mapping[str, Any], key: str) -> Decimal | None:
        """A number in the range of the quantity, or none at all."""
        least, most = CLIMATE_RANGES[key.removeprefix("climate.").partition("_")[0]]
        value = self._value(table, key, None, lambda v: v is None or _is_within(v, least, most), f"{least}–{most}")
        return None if value is None else Decimal(str(value))

    def _alarm_figure(self, table: Mapping[str, Any], name: str) -> Decimal:
        least, most = ALARMS[name]
        allowed = f"{least}–{most}"
        return Decimal(str(self._value(table, f"climate.{name}", None, lambda v: _is_within(v, least, most), allowed)))

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self._tables.get(name, {})
        if not isinstance(table, dict):
            self._wrong(name, f"[{name}]")
        return dict(table)

    def _only(self, place: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for name in table:
            if name not in known:
                self._wrong(f"{place}.{name}".strip("."), ", ".join(known))

    def _value(
        self, table: Mapping[str, Any], key: str, default: Any, fits: Callable[[Any], bool], allowed: str | Line
    ) -> Any:
        value = table.get(key.rpartition(".")[2], default)
        if not fits(value):
            self._wrong(key, allowed)
        return value

    def _text(self, table: Mapping[str, Any], key: str, default: str) -> str:
        return str(self._value(table, key, default, _is_text, line("config.text")))

    def _word(self, table: Mapping[str, Any], key: str, default: str) -> str:
        """An id: letters, digits, dot, dash, underscore."""
        allowed = "A–Z a–z 0–9 . - _"
        return str(self._value(table, key, default, _is_word, allowed))

    def _one_of(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str) -> str:
        return str(self._value(table, key, default, lambda v: v in allowed, ", ".join(allowed)))

    def _seconds(self, table: Mapping[str, Any], key: str, default: int) -> int:
        """Idle lock: at most five minutes (reliability R23)."""
        return int(self._value(table, key, default, lambda v: isinstance(v, int) and 10 <= v <= 300, "10–300"))

    def _whole(self, table: Mapping[str, Any], key: str, default: int, bounds: tuple[int, int]) -> int:
        least, most = bounds

        def fits(value: Any) -> bool:
            return type(value) is int and (least <= value <= most or value == default)

        return int(self._value(table, key, default, fits, f"{least}–{most}"))

    def _days(self, key: str, default: int, most: int) -> int:
        """The one key of a small table."""
        name, _, only = key.partition(".")
        table = self._table(name)
        self._only(name, table, (only,))
        return int(self._value(table, key, default, lambda v: type(v) is int and 1 <= v <= most, f"1–{most}"))

    def _zone(self, table: Mapping[str, Any], default: str) -> str:
        name = self._text(table, "station.timezone", default)
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # "Asia" is a folder of zones
            raise ConfigError(
                "config.wrong", file=str(self._file), key="station.timezone", allowed="Asia/Shanghai"
            ) from error

    def _path(self, table: Mapping[str, Any], key: str) -> Path | None:
        """A path; a relative one lies beside the settings file."""
        text = table.get(key.rpartition(".")[2])
        if text is None:
            return None
        if not _is_text(text):
            self._wrong(key, line("config.path"))
        return self._file.parent / Path(text).expanduser()

    def _keys(self, table: Mapping[str, Any], data: Path) -> Path | None:
        """Never below the data: a backup of the data must not hold what opens its vault."""
        keys = self._path(table, "station.keys")
        if keys is not None and keys.resolve().is_relative_to(data.resolve()):
            self._wrong("station.keys", line("config.outside"))
        return keys

    def _wrong(self, key: str, allowed: str | Line) -> NoReturn:
        raise ConfigError("config.wrong", file=str(self._file), key=key, allowed=allowed)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_within(value: Any, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _is_plug(value: Any) -> bool:
    return isinstance(value, str) and (not value or bool(PLUG.fullmatch(value)))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and all(c.isascii() and (c.isalnum() or c in ".-_") for c in value)
