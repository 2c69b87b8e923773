"""A station's own pitch: four stations in one hall, and each clerk hears which of them has spoken.

The tones that come with the program are those of station 1; the others are the same, a whole tone higher each.
"""

from __future__ import annotations

import wave
from pathlib import Path

from station.platform import replace_durably

STEP = 2 ** (2 / 12)  # a whole tone, equal temperament
NUMBERS = range(1, 9)


def own_tone(source: Path, number: int, folder: Path) -> Path:
    """The file of a tone for the station of a number (1–8); made in folder once. Raises OSError.

    The samples stay, the rate they are played at is another one: higher and a little shorter.
    """
    if number == 1:
        return source
    target = folder / f"{source.stem}-{number}.wav"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        replace_durably(target, _faster(source, STEP ** (number - 1)))
    return target


def _faster(source: Path, factor: float) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - only at the first start with a new number

    with wave.open(str(source), "rb") as read:
        shape, samples = read.getparams(), read.readframes(read.getnframes())
    made = BytesIO()
    with wave.open(made, "wb") as write:
        write.setparams(shape)
        write.setframerate(round(shape.framerate * factor))
        write.writeframes(samples)
    return made.getvalue()
