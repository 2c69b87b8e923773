"""Video4Linux enumeration against a played kernel that fills in the structs of linux/videodev2.h byte by byte."""

from __future__ import annotations

from pathlib import Path

from station.devices.camera import v4l2
from station.devices.camera.seen import linux_cameras, path_of, tried_cameras
from station.devices.found import CameraSeen
from station.platform import ask_driver

MJPG, YUYV, GREY = 0x47504A4D, 0x56595559, 0x59455247
SIZES = {MJPG: [(1920, 1080), (1280, 720)], YUYV: [(640, 480)], GREY: [(1280, 720)]}
CAPTURE, META, BY_NODE = 0x1, 0x00800000, 0x80000000


def number(at: int, data: bytes) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def filled(data: bytes, **at: int) -> bytes:
    """The struct with 32-bit numbers written at offsets (named o12=…)."""
    out = bytearray(data)
    for name, value in at.items():
        place = int(name[1:])
        out[place : place + 4] = value.to_bytes(4, "little")
    return bytes(out)


class Kernel:
    """caps of the node; sizes by pixel format, or one range."""

    def __init__(self, caps: int = CAPTURE, ranged: bool = False) -> None:
        self._caps, self._ranged = caps, ranged

    def __call__(self, request: int, data: bytes) -> bytes | None:
        match request:
            case 0x80685600:
                assert len(data) == 104
                return filled(data, o84=BY_NODE | CAPTURE | META, o88=self._caps)
            case 0xC0405602:
                assert (len(data), number(4, data)) == (64, 1)
                formats = list(SIZES)
                return filled(data, o44=formats[number(0, data)]) if number(0, data) < len(formats) else None
            case 0xC02C564A:
                assert len(data) == 44
                return self._size(data)
        return None

    def _size(self, data: bytes) -> bytes | None:
        index, sizes = number(0, data), SIZES[number(4, data)]
        if self._ranged:
            return filled(data, o8=3, o12=160, o16=2592, o20=16, o24=120, o28=1944, o32=8) if index == 0 else None
        return filled(data, o8=1, o12=sizes[index][0], o16=sizes[index][1]) if index < len(sizes) else None


def test_a_camera_tells_its_sizes_each_once() -> None:
    assert v4l2.captures(Kernel())
    assert v4l2.sizes(Kernel()) == ((1920, 1080), (1280, 720), (640, 480))


def test_of_a_range_the_largest_is_told() -> None:
    assert v4l2.sizes(Kernel(ranged=True)) == ((2592, 1944),)


def test_a_node_for_metadata_is_no_camera_though_its_device_is_one() -> None:
    assert v4l2.captures(Kernel(META)) is False


def test_a_node_that_nobody_may_ask() -> None:
    assert v4l2.captures(lambda request, data: None) is None
    assert v4l2.sizes(lambda request, data: None) == ()


def test_a_driver_without_an_end_is_ended() -> None:
    assert v4l2.sizes(lambda request, data: data) == ((0, 0),)


def nodes(folder: Path) -> Path:
    for name, called, index in (
        ("video2", "HD Webcam", "0"),
        ("video10", "Dokumentenkamera 单据", "0"),
        ("video3", "HD Webcam", "1"),
    ):
        (folder / name).mkdir()
        (folder / name / "name").write_text(f"{called}\n", encoding="utf-8")
        (folder / name / "index").write_text(index, encoding="utf-8")
    (folder / "v4l-subdev0").mkdir()
    return folder


def test_cameras_are_listed_by_number_with_their_names(tmp_path: Path) -> None:
    def ask(node: str, request: int, data: bytes) -> bytes | None:
        return Kernel(META if node == "/dev/video3" else CAPTURE)(request, data)

    first, second = linux_cameras(nodes(tmp_path), ask)
    assert first == CameraSeen(2, "HD Webcam", "camera:///dev/video2", ((1920, 1080), (1280, 720), (640, 480)))
    assert (second.index, second.name) == (10, "Dokumentenkamera 单据")


def test_without_the_right_to_ask_the_first_node_of_each_is_listed(tmp_path: Path) -> None:
    assert [camera.index for camera in linux_cameras(nodes(tmp_path), lambda node, request, data: None)] == [2, 10]


def test_no_camera_at_all(tmp_path: Path) -> None:
    assert linux_cameras(tmp_path / "nothing") == ()


def test_a_name_becomes_the_node_that_has_it_now() -> None:
    seen = (CameraSeen(2, "HD Webcam", ""), CameraSeen(4, "HD Webcam", ""))
    assert path_of("hd webcam", lambda: seen) == "/dev/video2"
    assert path_of("another", lambda: seen) == "another"


def test_numbers_are_tried_until_two_in_a_row_are_missing() -> None:
    asked: list[int] = []

    def size_of(index: int) -> tuple[int, int] | None:
        asked.append(index)
        return (1280, 720) if index in (0, 2) else None

    assert [camera.url for camera in tried_cameras(size_of)] == ["camera://0", "camera://2"]
    assert asked == [0, 1, 2, 3, 4]


def test_the_real_call_gives_nothing_where_there_is_no_such_node(tmp_path: Path) -> None:
    assert ask_driver(str(tmp_path / "none"), v4l2.QUERYCAP, bytes(104)) is None
    plain = tmp_path / "file"
    plain.touch()
    assert ask_driver(str(plain), v4l2.QUERYCAP, bytes(104)) is None
