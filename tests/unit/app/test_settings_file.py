"""An instrument written into the settings file: what was there stays byte for byte, what does not read is undone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from station.app import settings_file
from station.app.settings_file import append_device, device_table, replace_device, set_options
from station.config import DeviceSettings, Settings
from station.errors import ConfigError

SCALE = DeviceSettings(
    "scale-1", "parcel_scale", "mt-sics", "C:\\ports\\COM3", {"e": "0.005", "request": 'R"\r\n', "name": "秤"}
)
BEFORE = '# 二号月台\n[station]\nid = "IN-01"   # never change it\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "station.toml"
    file.write_bytes(text.encode("utf-8"))
    return file


@pytest.mark.parametrize("text", ["", BEFORE, BEFORE.rstrip("\n"), BEFORE.replace("\n", "\r\n")])
def test_the_table_stands_at_the_end_and_reads_as_what_was_meant(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    settings = append_device(file, SCALE)
    assert settings.devices == (SCALE,) == Settings.from_file(file).devices
    data = file.read_bytes()
    assert data.startswith(text.encode("utf-8"))
    assert (b"\r\n" in data) == ("\r\n" in text)
    assert data.count(b"\r\n") in (0, data.count(b"\n"))


def test_behind_another_instrument_with_options(tmp_path: Path) -> None:
    other = DeviceSettings("gun-1", "gun", "serial-gun", "COM4", {"encoding": "gb18030"})
    file = written(tmp_path, BEFORE + device_table(other))
    assert append_device(file, SCALE).devices == (other, SCALE)


@pytest.mark.parametrize("wrong", ["scale 1", "秤", "gun-1"])
def test_a_name_that_cannot_be_is_refused_and_undone(tmp_path: Path, wrong: str) -> None:
    text = BEFORE + device_table(DeviceSettings("gun-1", "gun", "serial-gun", "COM4", {}))
    file = written(tmp_path, text)
    with pytest.raises(ConfigError):
        append_device(file, DeviceSettings(wrong, "gun", "serial-gun", "COM5", {}))
    assert file.read_bytes() == text.encode("utf-8")


def test_a_file_that_somebody_broke_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = written(tmp_path, "[station\n")
    with pytest.raises(ConfigError):
        append_device(file, SCALE)
    assert file.read_bytes() == b"[station\n"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        append_device(tmp_path / "station.toml", SCALE)
    assert refused.value.key == "config.unreadable"


def test_a_file_that_cannot_be_written_is_told_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, BEFORE)

    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "read-only", str(path))

    monkeypatch.setattr(settings_file, "replace_durably", refuse)
    with pytest.raises(ConfigError) as refused:
        append_device(file, SCALE)
    assert refused.value.key == "config.not_written"
    assert file.read_bytes() == BEFORE.encode("utf-8")


def test_who_may_read_the_file_may_still_read_it(tmp_path: Path) -> None:
    file = written(tmp_path, BEFORE)
    file.chmod(0o644)
    append_device(file, SCALE)
    assert stat.S_IMODE(file.stat().st_mode) & 0o444 == 0o444


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    file = written(tmp_path, BEFORE)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    append_device(link, SCALE)
    assert link.is_symlink()
    assert Settings.from_file(file).devices == (SCALE,)


# Options of an instrument that stands there already

CAMERA = """# 二号月台
[station]
id = "IN-01"

[[device]]
id = "gun-1"
role = "gun"
driver = "serial-gun"
url = "COM4"

[[device]]
id = "cam-1"   # over the table
role = "camera"
driver = "mjpeg"
url = "http://127.0.0.1:9/"
{options}
# the end of the cameras
[climate]
humidity_high = 75
"""
FOUND = {"sharpness": 201.0, "still": 2.0, "auto_release": True}


@pytest.mark.parametrize("options", ["", "[device.options]\ncodes = true  # like a gun\nsharpness = 1\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_options_are_put_in_and_everything_else_stays(tmp_path: Path, options: str, end: str) -> None:
    text = CAMERA.format(options=options).replace("\n", end)
    file = written(tmp_path, text)
    before = Settings.from_file(file)
    settings = set_options(file, "cam-1", FOUND)
    camera = settings.device("camera")
    assert camera is not None
    assert {name: camera.options[name] for name in FOUND} == {name: str(value) for name, value in FOUND.items()}
    assert camera.options.get("codes") == (None if not options else "True")
    assert settings.device("gun") == before.device("gun")
    kept = file.read_bytes().decode("utf-8").split(end)
    gone = [line for line in text.split(end) if line not in kept]
    assert gone == (["sharpness = 1"] if options else [])
    assert set_options(file, "cam-1", FOUND) == settings


@pytest.mark.parametrize(
    "options", ["options = {codes = true}\n", '[device.options]\nnote = """\nsharpness = 1\n"""\n']
)
def test_a_table_that_is_written_otherwise_is_left_as_it_is(tmp_path: Path, options: str) -> None:
    text = CAMERA.format(options=options)
    file = written(tmp_path, text)
    with pytest.raises(ConfigError):
        set_options(file, "cam-1", FOUND)
    assert file.read_bytes().decode("utf-8") == text


def test_an_instrument_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    text = CAMERA.format(options="")
    file = written(tmp_path, text)
    set_options(file, "cam-9", FOUND)
    assert file.read_bytes().decode("utf-8") == text


OTHERS = """
# the gun at the door
[[device]]
id = "gun-1"
role = "gun"
driver = "serial-gun"
url = "COM4"

# the scale of 2024, see the note
[[device]]
id = "scale-1"
role = "parcel_scale"
driver = "sbi"
url = "COM3"
[device.options]
d = "0.005" # as on the plate

# the climate
[[ device ]]
id = "th-1"
role = "climate"
driver = "xy-md02"
url = "COM5"

[climate]
temperature_high = 8
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_in_the_place_of_another_leaves_all_else_byte_for_byte(tmp_path: Path, end: str) -> None:
    text = (BEFORE + OTHERS).replace("\n", end)
    file = written(tmp_path, text)
    devices = replace_device(file, SCALE).devices
    assert [device.id for device in devices] == ["gun-1", "scale-1", "th-1"]
    assert devices[1] == SCALE
    after = file.read_bytes().decode("utf-8")
    head, tail = text.index("[[device]]" + end + 'id = "scale-1"'), text.index(end + "# the climate")
    assert after == text[:head] + device_table(SCALE).replace("\n", end) + text[tail:]


def test_the_last_table_of_a_file_without_a_last_line_end(tmp_path: Path) -> None:
    file = written(tmp_path, BEFORE + device_table(SCALE).rstrip("\n"))
    other = DeviceSettings("scale-1", "parcel_scale", "nci", "COM9", {"e": "0.002"}, "0403:6001 A1")
    assert replace_device(file, other).devices == (other,)


def test_a_table_that_is_not_there_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    file = written(tmp_path, BEFORE + OTHERS.replace("scale-1", "scale-2"))
    before = file.read_bytes()
    with pytest.raises(ConfigError) as refused:
        replace_device(file, SCALE)
    assert refused.value.key == "config.no_table"
    assert file.read_bytes() == before


def test_a_text_that_looks_like_a_table_is_none(tmp_path: Path) -> None:
    text = BEFORE + 'name = """\n[[device]]\nid = \'scale-1\'\n"""\n' + device_table(SCALE)
    file = written(tmp_path, text)
    other = DeviceSettings("scale-1", "parcel_scale", "nci", "COM9", {})
    try:
        assert replace_device(file, other).station_name == "[[device]]\nid = 'scale-1'\n"
    except ConfigError:
        assert file.read_bytes() == text.encode("utf-8")
