"""typst, with the Chinese font and nothing from the network: data goes in as JSON, never as markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

from station.assets import resource
from station.errors import DocumentError
from station.platform import cjk_font_folders


def typeset(template: str, folder: Path, name: str) -> bytes:
    """A template of resources/documents over the data.json of a folder, as PDF/A-2b. Raises DocumentError."""
    fonts = cjk_font_folders()
    if not fonts:
        raise DocumentError("documents.no_font", document=name, reason="Noto Sans CJK SC")
    compile_typst: Any = typst.compile  # its stub asks for a type parameter that nobody can infer
    try:
        pdf: bytes = compile_typst(
            resource("documents", template).read_bytes(),
            root=str(folder),
            font_paths=[str(font) for font in fonts],
            ignore_system_fonts=True,
            pdf_standards=["a-2b"],
            pdf_tags=False,
        )
    except (RuntimeError, OSError, ValueError) as error:
        raise DocumentError("documents.failed", document=name, reason=str(error)) from error
    return pdf
