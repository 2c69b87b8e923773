"""What pictures of the lens board have to say before a lens counts as calibrated."""

from __future__ import annotations

from station.domain import commands as c
from station.domain.events.site import LensCalibrated
from tests.unit.domain.harness import Dock
from tests.unit.domain.lenses import BENT, lens_found

STREAM = "device/cam-1"


def test_a_good_one_is_kept_with_the_camera_and_the_size_it_was_found_for() -> None:
    dock = Dock().to("announced")
    [event] = dock.give(lens_found(), "zhao")
    assert isinstance(event, LensCalibrated)
    kept = dock.state(STREAM).lens
    assert (kept.camera, kept.width, kept.height, kept.lens) == ("http://camera/video", 1280, 720, BENT)


def test_another_camera_in_its_place_has_no_lens_yet() -> None:
    dock = Dock().to("announced")
    dock.give(lens_found(), "zhao")
    other = c.AddDevice(device="cam-1", role="camera", driver="mjpeg", url="http://camera/video", replaces=True)
    dock.give(other, "zhao")
    assert dock.state(STREAM).lens is None


def test_a_clerk_calibrates_nothing() -> None:
    assert Dock().to("announced").refusal(lens_found(), "wang") == "role.not_yours"
