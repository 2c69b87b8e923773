"""The settings file: every key is read, and every mistake names the file, the key and what is allowed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from station.config import (
    ALARMS,
    PEDALS,
    TABLES,
    ClimateLimits,
    DeviceSettings,
    FilmSettings,
    Settings,
    SigningSettings,
    SoundSettings,
    default_settings,
)
from station.config import CLIMATE as CLIMATE_KEYS
from station.errors import ConfigError
from station.texts import LANGUAGES, Line, Texts, line

EVERYTHING = """
[station]
id = "SZ-02"
name = "深圳二号站"
dock = "7"
timezone = "Asia/Urumqi"
language = "en"
theme = "dark"
data = "data"
keys = "secret/keys"
lock_after_s = 120

[[device]]
id = "scale-1"
role = "parcel_scale"
driver = "mt-sics"
url = "socket://127.0.0.1:4001"
[device.options]
max = "60"
d = 0.005
baudrate = 9600

[[device]]
id = "gun-1"
role = "gun"
driver = "serial-gun"
url = "COM4"

[signing]
pkcs12 = "cert.p12"
password_file = "cert.txt"

[checklist]
file = "checklist.toml"

[sound]
number = 3
words = true

[climate]
temperature_low = 2
temperature_high = 8.5
humidity_high = 75
delay_s = 60
lost_after_s = 90.5

[storage]
quota_gb = 1.5

[film]
seconds = 120
megabytes = 200
"""


def read(folder: Path, text: str) -> Settings:
    file = folder / "station.toml"
    file.write_text(text, encoding="utf-8")
    return Settings.from_file(file)


def wrong(folder: Path, text: str) -> ConfigError:
    with pytest.raises(ConfigError) as raised:
        read(folder, text)
    for language in LANGUAGES:
        said = Texts(language).say(raised.value.key, **raised.value.params)
        assert "station.toml" in said
        assert "{" not in said
        assert "Line(" not in said
    return raised.value


def test_every_key_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, EVERYTHING) == Settings(
        station_id="SZ-02",
        station_name="深圳二号站",
        dock="7",
        timezone="Asia/Urumqi",
        language="en",
        theme="dark",
        data=tmp_path / "data",
        keys=tmp_path / "secret" / "keys",
        devices=(
            DeviceSettings(
                "scale-1",
                "parcel_scale",
                "mt-sics",
                "socket://127.0.0.1:4001",
                {"max": "60", "d": "0.005", "baudrate": "9600"},
            ),
            DeviceSettings("gun-1", "gun", "serial-gun", "COM4", {}),
        ),
        signing=SigningSettings(tmp_path / "cert.p12", tmp_path / "cert.txt"),
        checklist=tmp_path / "checklist.toml",
        lock_after_s=120,
        climate=ClimateLimits(
            Decimal(2), Decimal("8.5"), None, Decimal(75), delay_s=Decimal(60), lost_after_s=Decimal("90.5")
        ),
        quota=1_500_000_000,
        film=FilmSettings(seconds=120, megabytes=200),
        sound=SoundSettings(3, True),
    )


def test_an_empty_file_is_a_station_with_the_defaults(tmp_path: Path) -> None:
    assert read(tmp_path, "") == default_settings(tmp_path)


def test_without_keys_they_lie_beside_the_data_and_never_in_it(tmp_path: Path) -> None:
    settings = read(tmp_path, '[station]\ndata = "a/b"\n')
    assert (settings.data, settings.keys) == (tmp_path / "a" / "b", tmp_path / "a" / "keys")


def test_an_absolute_path_stays_and_a_tilde_is_the_own_folder(tmp_path: Path) -> None:
    settings = read(tmp_path, f"[station]\ndata = '{tmp_path / 'x'}'\nkeys = '~/keys'\n")
    assert (settings.data, settings.keys) == (tmp_path / "x", Path.home() / "keys")


def test_the_first_instrument_of_a_role(tmp_path: Path) -> None:
    settings = read(tmp_path, EVERYTHING)
    assert settings.device("gun") == settings.devices[1]
    assert settings.device("camera") is None


def test_a_video_file_lies_beside_the_settings(tmp_path: Path) -> None:
    def url(told: str) -> str:
        return read(tmp_path, DEVICE.replace('"gun"', '"document_camera"').replace("COM1", told)).devices[0].url

    assert url("file:clips/收货.mp4") == (tmp_path / "clips" / "收货.mp4").resolve().as_uri()
    assert url("file:///clips/dock.mp4") == "file:///clips/dock.mp4"
    assert url("camera://0") == "camera://0"


STATION = "[station]\n"
CLIMATE = "[climate]\n"
DEVICE_ROLES = "parcel_scale, platform_scale, gun, climate, truck_air, camera, document_camera, low_camera"
DEVICE = '[[device]]\nid = "s"\nrole = "gun"\ndriver = "g"\nurl = "COM1"\n'


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("stations = 1", "stations", ", ".join(TABLES)),
        ("station = 1", "station", "[station]"),
        (
            STATION + "colour = 1",
            "station.colour",
            "id, name, dock, timezone, language, theme, data, keys, lock_after_s, pedal",
        ),
        (STATION + 'id = "a b"', "station.id", "A–Z a–z 0–9 . - _"),
        (STATION + 'id = "站"', "station.id", "A–Z a–z 0–9 . - _"),
        (STATION + "id = 7", "station.id", "A–Z a–z 0–9 . - _"),
        (STATION + 'name = " "', "station.name", line("config.text")),
        (STATION + "dock = 7", "station.dock", line("config.text")),
        (STATION + 'timezone = "Shenzhen"', "station.timezone", "Asia/Shanghai"),
        (STATION + 'timezone = "Asia"', "station.timezone", "Asia/Shanghai"),
        (STATION + 'timezone = "../etc"', "station.timezone", "Asia/Shanghai"),
        (STATION + "timezone = 8", "station.timezone", line("config.text")),
        (STATION + 'language = "de"', "station.language", "zh_CN, en"),
        (STATION + 'theme = ["dark"]', "station.theme", "light, dark"),
        (STATION + "data = 1", "station.data", line("config.path")),
        (STATION + 'keys = ""', "station.keys", line("config.path")),
        (STATION + 'data = "x"\nkeys = "x/keys"', "station.keys", line("config.outside")),
        (STATION + "lock_after_s = 9", "station.lock_after_s", "10–300"),
        (STATION + "lock_after_s = 301", "station.lock_after_s", "10–300"),
        (STATION + "lock_after_s = true", "station.lock_after_s", "10–300"),
        (STATION + 'lock_after_s = "60"', "station.lock_after_s", "10–300"),
        (STATION + 'pedal = "F8"', "station.pedal", ", ".join(PEDALS)),
        ("device = 1", "device", "[[device]]"),
        ("[device]\nid = 1", "device", "[[device]]"),
        ("device = [1]", "device[1]", "[[device]]"),
        (DEVICE + 'usb = "COM3"', "device[1].usb", "0403:6001 A50285BI, 1A86:7523 @1-1.4"),
        (DEVICE + "usb = 1027", "device[1].usb", "0403:6001 A50285BI, 1A86:7523 @1-1.4"),
        (DEVICE + "port = 1", "device[1].port", "id, role, driver, url, usb, options"),
        (DEVICE.replace('"s"', '""'), "device[1].id", "A–Z a–z 0–9 . - _"),
        (DEVICE.replace('"gun"', '"toaster"'), "device[1].role", DEVICE_ROLES),
        (DEVICE.replace('role = "gun"\n', ""), "device[1].role", DEVICE_ROLES),
        (DEVICE.replace('"g"', '"g g"'), "device[1].driver", "A–Z a–z 0–9 . - _"),
        (DEVICE.replace('"COM1"', '""'), "device[1].url", line("config.text")),
        (DEVICE + "options = 1", "device[1].options", line("config.table")),
        (DEVICE + "options = {parity = ['E']}", "device[1].options.parity", line("config.plain")),
        (DEVICE + DEVICE, "device[1].id", line("config.once")),
        ("signing = 1", "signing", "[signing]"),
        ("[signing]\ncert = 1", "signing.cert", "pkcs12, password_file"),
        ("[signing]\npkcs12 = 1", "signing.pkcs12", line("config.path")),
        ("[signing]\npkcs12 = 'a'\npassword_file = 1", "signing.password_file", line("config.path")),
        ("[signing]\npassword_file = 'a'", "signing.pkcs12", line("config.path")),
        ("[checklist]\npath = 'a'", "checklist.path", "file"),
        ("[checklist]\nfile = 1", "checklist.file", line("config.path")),
        ("storage = 1", "storage", "[storage]"),
        ("[storage]\nquota = 1", "storage.quota", "quota_gb"),
        ("[storage]\nquota_gb = 0.5", "storage.quota_gb", "1–100000"),
        ("[storage]\nquota_gb = true", "storage.quota_gb", "1–100000"),
        ("[cctv]\nclock_days = 0", "cctv.clock_days", "1–366"),
        ("[cctv]\ndays = 1", "cctv.days", "clock_days"),
        ("[film]\nminutes = 1", "film.minutes", "seconds, megabytes, fps"),
        ("[film]\nseconds = 9", "film.seconds", "10–3600"),
        ("[film]\nmegabytes = true", "film.megabytes", "10–4000"),
        ("[film]\nfps = 31", "film.fps", "1–30"),
        ("sound = 1", "sound", "[sound]"),
        ("[sound]\nvolume = 3", "sound.volume", "number, words"),
        ("[sound]\nnumber = 9", "sound.number", "1–8"),
        ("[sound]\nnumber = true", "sound.number", "1–8"),
        ('[sound]\nwords = "yes"', "sound.words", "true, false"),
        ("climate = 1", "climate", "[climate]"),
        (CLIMATE + "low = 1", "climate.low", ", ".join((*CLIMATE_KEYS, *ALARMS))),
        (CLIMATE + "delay_s = -1", "climate.delay_s", "0–3600"),
        (CLIMATE + "hysteresis_temperature = 6", "climate.hysteresis_temperature", "0–5"),
        (CLIMATE + "hysteresis_humidity = '2'", "climate.hysteresis_humidity", "0–20"),
        (CLIMATE + "lost_after_s = 4", "climate.lost_after_s", "5–3600"),
        (CLIMATE + 'temperature_low = "2"', "climate.temperature_low", "-60–80"),
        (CLIMATE + "temperature_high = true", "climate.temperature_high", "-60–80"),
        (CLIMATE + "temperature_high = nan", "climate.temperature_high", "-60–80"),
        (CLIMATE + "humidity_low = -1", "climate.humidity_low", "0–100"),
        (CLIMATE + "humidity_high = 101", "climate.humidity_high", "0–100"),
        (
            CLIMATE + "temperature_low = 8\ntemperature_high = 8.0",
            "climate.temperature_high",
            "> climate.temperature_low",
        ),
        (CLIMATE + "humidity_low = 80\nhumidity_high = 75", "climate.humidity_high", "> climate.humidity_low"),
    ],
)
def test_a_mistake_names_file_key_and_what_is_allowed(text: str, key: str, allowed: str | Line, tmp_path: Path) -> None:
    error = wrong(tmp_path, text)
    assert (error.key, error.params["key"], error.params["allowed"]) == ("config.wrong", key, allowed)
    assert error.params["file"] == str(tmp_path / "station.toml")


@pytest.mark.parametrize("text", ["[station", "a = ", "\x00"])
def test_no_toml_is_told_with_its_place(text: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, text).key == "config.unreadable"


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        Settings.from_file(tmp_path / "nowhere.toml")
    (tmp_path / "station.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError):
        Settings.from_file(tmp_path / "station.toml")


def test_an_instrument_may_be_named_by_its_adapter_alone(tmp_path: Path) -> None:
    file = tmp_path / "station.toml"
    file.write_text(
        '[[device]]\nid = "s"\nrole = "gun"\ndriver = "gun"\nusb = "0403:6001 A50285BI"\n', encoding="utf-8"
    )
    [device] = Settings.from_file(file).devices
    assert (device.url, device.usb) == ("", "0403:6001 A50285BI")
