"""P12, P13 and P14: the camera's reading of codes against zxing-cpp and pyzbar by themselves, in the same run.

docs/reading-codes.md shows the table that P14 prints. CODES_FRAMES takes fewer of the 300 dock frames.
"""

from __future__ import annotations

import os
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import zxingcpp
from pyzbar import pyzbar

from station.devices.camera.codes.ladder import all_codes, first_code
from station.devices.camera.codes.pictures import as_grey
from station.devices.camera.opencv import cv2
from tests.benchmarks.figures import Figure, quantile, timed
from tests.benchmarks.shared_data import PICTURES, TOOLS, TWO_CODES, Labelled, blackbox, dock_frames, missing, photos

FRAMES = int(os.environ.get("CODES_FRAMES", "300"))
TIMED = 60  # frames of P12: the first ones
EMPTY, THOROUGHLY = 200, 4  # frames without a code; of so many one is searched the thorough way, too: it takes seconds
SIZES = {"1080p": (1920, 1080), "720p": (1280, 720)}
Reader = Callable[[np.ndarray], set[str]]


def _zxing(image: np.ndarray) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(as_grey(image), text_mode=zxingcpp.TextMode.Plain)}


def _pyzbar(image: np.ndarray) -> set[str]:
    return {found.data.decode("utf-8", "replace") for found in pyzbar.decode(as_grey(image))}


def _ours(image: np.ndarray) -> set[str]:
    return {found.text for found in all_codes(image)}


def _first(image: np.ndarray) -> set[str]:
    return {found.text for found in first_code(image)}


READERS: dict[str, Reader] = {"station": _ours, "zxing-cpp": _zxing, "pyzbar": _pyzbar}


def p12() -> list[Figure]:
    """The time to the first code in a 1080p frame, found or not; every engine on one thread and in turn."""
    if said := missing(TOOLS):
        return [_unmeasured("P12", said)]
    cv2.setNumThreads(1)
    frame, times = dock_frames().frame, defaultdict(list)
    for seed in range(min(FRAMES, TIMED)):
        image, _ = frame(seed, *SIZES["1080p"])
        for name, reader in (("station", _first), ("zxing-cpp", _zxing), ("pyzbar", _pyzbar)):
            times[name].append(timed(lambda reader=reader, image=image: reader(image)) * 1000)
    median = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = median["zxing-cpp"] / median["station"]
    told = ", ".join(f"{name} {median[name]:.1f}/{quantile(taken, 0.95):.0f}" for name, taken in times.items())
    what = "first code in a 1080p frame: zxing-cpp ÷ station, median"
    return [Figure("P12", what, ratio, "x", ">= 30", ratio >= 30, f"ms median/p95: {told}")]


def p13() -> list[Figure]:
    """Recall on dock frames: any code by the live way, the Code 128 by the thorough way and through the gate. And what
    is read in frames without a code."""
    if said := missing(TOOLS):
        return [_unmeasured("P13", said)]
    cv2.setNumThreads(1)
    return [
        figure
        for size, goals in (("1080p", (97.0, 70.0)), ("720p", (92.0, 62.0)))
        for figure in (*_dock_recall(size, *goals), _dock_empty(size))
    ]


def _dock_recall(size: str, goal_any: float, goal_128: float) -> list[Figure]:
    frame, seen, wrong = dock_frames().frame, defaultdict(int), 0
    for seed in range(FRAMES):
        image, facts = frame(seed, *SIZES[size])
        there = {facts["wb"], facts["qr"]}
        first, every = _first(image), _ours(image)
        wrong += len((first | every) - there)
        seen["any"] += bool(first & there)
        seen["128"] += facts["wb"] in every
        for name in ("zxing-cpp", "pyzbar"):
            texts = READERS[name](image)
            seen[f"{name} any"] += bool(texts & there)
            seen[f"{name} 128"] += facts["wb"] in texts
    share = {name: 100 * count / FRAMES for name, count in seen.items()}
    figures = []
    for kind, what, goal in (("any", "any code", goal_any), ("128", "Code 128", goal_128)):
        others = ", ".join(f"{name} {share[f'{name} {kind}']:.0f} %" for name in ("zxing-cpp", "pyzbar"))
        detail = f"{others}; {FRAMES} frames, {wrong} wrong texts"
        good = share[kind] >= goal and not wrong
        figures.append(Figure("P13", f"recall {size}, {what}", share[kind], "%", f">= {goal:.0f}", good, detail))
    return figures


def _dock_empty(size: str) -> Figure:
    """Clutter, stripes and lettering, and no code."""
    frame, found, count = dock_frames().frame, set[str](), min(FRAMES, EMPTY)
    for seed in range(count):
        image, _ = frame(seed, *SIZES[size], empty=True)
        found |= _first(image) | (_ours(image) if seed % THOROUGHLY == 0 else set())
    detail = f"{count} frames the live way, {-(-count // THOROUGHLY)} of them the thorough way as well"
    return Figure("P13", f"texts read in empty frames, {size}", len(found), "", "0", not found, detail)


@dataclass
class Score:
    """Of one symbology and one engine."""

    pictures: int = 0
    read: int = 0
    wrong: int = 0


def p14() -> list[Figure]:
    """Recall and wrong texts on real pictures; prints the table by symbology."""
    if said := missing(PICTURES):
        return [_unmeasured("P14", said)]
    cv2.setNumThreads(1)
    figures = []
    for name, pictures, goal in (("blackbox", blackbox(), 94.0), ("photos", photos(), 95.0)):
        scores = _scores(pictures)
        _print_table(name, scores)
        whole = {engine: _sum(score[engine] for score in scores.values()) for engine in READERS}
        share = 100 * whole["station"].read / max(1, whole["station"].pictures)
        others = ", ".join(f"{engine} {whole[engine].read}" for engine in ("zxing-cpp", "pyzbar"))
        detail = f"{whole['station'].read} of {whole['station'].pictures}; {others}"
        wrong = whole["station"].wrong
        told = ", ".join(f"{engine} {whole[engine].wrong}" for engine in ("zxing-cpp", "pyzbar"))
        figures += [
            Figure("P14", f"recall on real pictures, {name}", share, "%", f">= {goal:.0f}", share >= goal, detail),
            Figure("P14", f"wrong texts on real pictures, {name}", wrong, "", "0", wrong == 0, told),
        ]
    return figures


def _scores(pictures: Iterable[Labelled]) -> dict[str, dict[str, Score]]:
    scores: dict[str, dict[str, Score]] = defaultdict(lambda: {engine: Score() for engine in READERS})
    for picture in pictures:
        image = picture.image()
        for engine, reader in READERS.items():
            _mark(scores[picture.symbology][engine], picture, {_plain(text) for text in reader(image)})
    return scores


def _mark(score: Score, picture: Labelled, texts: set[str]) -> None:
    wanted = _plain(picture.text)
    score.pictures += bool(wanted)
    score.read += bool(wanted) and wanted in texts
    score.wrong += 0 if picture.name in TWO_CODES else len(texts - {wanted})


def _plain(text: str) -> str:
    """UPC-A is EAN-13 with a leading zero; a vehicle number may carry its data identifier; line ends are alike."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) == 12 and text.isdigit():
        return f"0{text}"
    return text[1:] if len(text) == 18 and text.startswith("I") else text


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total.pictures += score.pictures
        total.read += score.read
        total.wrong += score.wrong
    return total


def _print_table(name: str, scores: dict[str, dict[str, Score]]) -> None:
    print(f"\n| {name} | pictures | {' | '.join(f'{engine}: read, wrong' for engine in READERS)} |")
    print(f"| --- | ---: | {' | '.join('---:' for _ in READERS)} |")
    rows = {**dict(sorted(scores.items())), "all": {e: _sum(score[e] for score in scores.values()) for e in READERS}}
    for symbology, score in rows.items():
        cells = " | ".join(f"{score[engine].read}, {score[engine].wrong}" for engine in READERS)
        print(f"| {symbology} | {score['station'].pictures} | {cells} |")
    print(flush=True)


def _unmeasured(name: str, said: str) -> Figure:
    return Figure(name, "reading codes", float("nan"), "", "-", False, said)
