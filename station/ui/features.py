"""Qt for Python without its optional features (`from __feature__ import snake_case` and the like).

To know where they may apply it reads the source of every module that is imported from then on: some 430 files, an
eighth of the start's work, and 11 MB of lines that stay. This program uses none of them.
"""

from __future__ import annotations

import importlib
import sys


def use_none() -> None:
    """Before the window's modules are imported. Does nothing where Qt for Python has no such reading any more."""
    importlib.import_module("PySide6.QtCore")
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda module: False  # type: ignore[union-attr]
