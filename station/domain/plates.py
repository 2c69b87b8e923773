"""Number plates of mainland China (GA 36-2018)."""

from __future__ import annotations

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
"""The characters that a plate may begin with."""
TRAILER = "挂"
"""The last character of a trailer's plate."""
