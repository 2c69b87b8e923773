"""The documents' own process: rendering holds Python's lock for a tenth of a second, loading the signer for one.

One JSON line asks: {"document": {…}, "folder": …, "pkcs12": …, "password_file": …, "out": …}; one answers:
{"out": …, "pages": …, "test": …} or {"error": key, "params": {…}}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from station.documents.model import Document
from station.documents.pdf import render
from station.documents.signing import Signer, page_count
from station.errors import DocumentError
from station.fault_points import passing


def main() -> None:
    """Answers until standard input ends."""
    known: dict[tuple[str, str], Signer] = {}
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), known), ensure_ascii=False), flush=True)


def answer(asked: dict[str, Any], known: dict[tuple[str, str], Signer]) -> dict[str, Any]:
    try:
        return _made(asked, known)
    except DocumentError as error:
        return {"error": error.key, "params": {name: str(value) for name, value in error.params.items()}}
    except OSError as error:
        number = str(asked.get("document", {}).get("number", ""))
        return {"error": "documents.failed", "params": {"document": number, "reason": str(error)}}


def _made(asked: dict[str, Any], known: dict[tuple[str, str], Signer]) -> dict[str, Any]:
    document = msgspec.convert(asked["document"], Document)
    place = (asked["pkcs12"], asked.get("password_file") or "")
    if place not in known:
        known[place] = Signer(Path(place[0]), Path(place[1]) if place[1] else None)
    signer = known[place]
    pdf = render(document, Path(asked["folder"]))
    passing("receipt-rendered")
    Path(asked["out"]).write_bytes(signer.sign(pdf, document.number))
    return {"out": asked["out"], "pages": page_count(pdf), "test": signer.test}
