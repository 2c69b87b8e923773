"""The one importer of OpenCV.

`import cv2` points Qt at its own plugins and fonts (QT_QPA_PLATFORM_PLUGIN_PATH, QT_QPA_FONTDIR) and so breaks the
PySide6 of the same process: both variables are put back. Its windows (highgui) are never used.
"""

from __future__ import annotations

import os
import sys

# Media Foundation takes up to 20 s to open a camera unless this is set before the import.
if sys.platform == "win32":
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")  # seconds; ten are too long for a cable that was pulled
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")  # a camera that is searched is told by the station, not on each try

_QT = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT}

import cv2  # noqa: E402 - the environment is looked at before and after

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

__all__ = ["cv2"]
