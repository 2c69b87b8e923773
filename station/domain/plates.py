"""Number plates of mainland China (GA 36-2018)."""

from __future__ import annotations

import re

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
"""The characters that a plate may begin with."""
TRAILER = "挂"
"""The last character of a trailer's plate."""
MARKS = f"{TRAILER}学警港澳"
"""What a plate may end with instead of a letter or digit."""

# Province, letter, five or six (new energy) characters without I and O; or four and a mark.
_PLATE = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{{5,6}}|[A-HJ-NP-Z0-9]{{4}}[{MARKS}])")


def is_plate(text: str) -> bool:
    return _PLATE.fullmatch(text) is not None
