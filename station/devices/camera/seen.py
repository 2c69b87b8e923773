"""The cameras of this machine by number and name. On Linux none is switched on; elsewhere each one for a moment."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from station.devices.camera import v4l2
from station.devices.camera.opencv import cv2
from station.devices.camera.options import LOCAL
from station.devices.found import CameraSeen
from station.platform import VIDEO_NODES, ask_driver, lasting_video_name, video_node

TRIED = 8  # numbers that are tried where a system has no list; the first two that do not open in a row are the end

BACKENDS = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION}
BACKEND = BACKENDS.get(sys.platform, cv2.CAP_ANY)  # Media Foundation takes seconds to open, DirectShow does not

AskNode = Callable[[str, int, bytes], bytes | None]
SizeOf = Callable[[int], tuple[int, int] | None]


def cameras() -> tuple[CameraSeen, ...]:
    """Every camera of this machine that its system tells of."""
    return linux_cameras() if sys.platform == "linux" else tried_cameras()


def linux_cameras(nodes: Path = VIDEO_NODES, ask: AskNode = ask_driver) -> tuple[CameraSeen, ...]:
    """What the kernel lists. A node that may not be asked (no right to open it) is listed without sizes."""
    return tuple(sorted(_listed(nodes, ask), key=lambda camera: camera.index))


def _listed(nodes: Path, ask: AskNode) -> Iterator[CameraSeen]:
    for node in nodes.glob("video*"):
        device = video_node(node.name)
        number = re.fullmatch(r"video(\d+)", node.name)
        asked = partial(ask, device)
        captures = v4l2.captures(asked) if number else False
        if captures is None:
            captures = _text(node / "index") == "0"  # the first node of a camera is the one with the pictures
        if number and captures:
            url = LOCAL + lasting_video_name(device)
            yield CameraSeen(int(number[1]), _text(node / "name"), url, v4l2.sizes(asked))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def tried_cameras(size_of: SizeOf | None = None) -> tuple[CameraSeen, ...]:
    """Opened by number, because the system has no list that counts like OpenCV; names are not told."""
    size_of = size_of or _size_of
    found: list[CameraSeen] = []
    missing = 0
    for index in range(TRIED):
        size = size_of(index)
        missing = missing + 1 if size is None else 0
        if size is not None:
            found.append(CameraSeen(index, "", f"{LOCAL}{index}", (size,)))
        if missing == 2:
            break
    return tuple(found)


def _size_of(index: int) -> tuple[int, int] | None:
    """The size that a camera opens with; None where there is none."""
    capture = cv2.VideoCapture(index, BACKEND)
    try:
        if not capture.isOpened():
            return None
        return int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
    finally:
        capture.release()


def path_of(place: str, seen: Callable[[], tuple[CameraSeen, ...]] = linux_cameras) -> str:
    """The node of a camera that was named by its path or by what it calls itself; unknown names stay as they are."""
    if "/" in place:
        return str(Path(place).resolve())
    named = {camera.name.casefold(): camera for camera in reversed(seen())}
    found = named.get(place.casefold())
    return place if found is None else video_node(f"video{found.index}")
