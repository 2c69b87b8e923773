"""Signing in to a network camera: Basic (RFC 7617) and Digest (RFC 7616, MD5 and SHA-256, qop "auth" or none).

Answered only when the camera asks, so that a password never goes in the clear to one that asks for Digest.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES: Mapping[str, Callable[[bytes], hashlib._Hash]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
COUNT = "00000001"  # each connection is challenged anew: a nonce is used once


@dataclass(frozen=True, slots=True)
class Login:
    """Who signs in, and what is asked for: the path with its query."""

    user: str
    password: str
    path: str


def authorization(challenge: str, login: Login, cnonce: str) -> str:
    """The Authorization field that answers a WWW-Authenticate field; "" where the camera wants what nobody here can.

    cnonce: random text of this side.
    """
    scheme, _, rest = challenge.strip().partition(" ")
    if scheme.lower() == "basic":
        return f"Basic {b64encode(f'{login.user}:{login.password}'.encode()).decode()}"
    wanted = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(rest)}
    return _digest(wanted, login, cnonce) if scheme.lower() == "digest" else ""


def _digest(wanted: Mapping[str, str], login: Login, cnonce: str) -> str:
    algorithm, qop = wanted.get("algorithm", "MD5"), wanted.get("qop", "")
    offered = [word.strip() for word in qop.split(",")]
    if algorithm.upper() not in _HASHES or (qop and "auth" not in offered) or "nonce" not in wanted:
        return ""
    realm, nonce = wanted.get("realm", ""), wanted["nonce"]

    def hashed(*parts: str) -> str:
        return _HASHES[algorithm.upper()](":".join(parts).encode()).hexdigest()

    between = (nonce, COUNT, cnonce, "auth") if qop else (nonce,)
    secret, asked = hashed(login.user, realm, login.password), hashed("GET", login.path)
    told = {"username": login.user, "realm": realm, "nonce": nonce, "uri": login.path}
    told |= {"response": hashed(secret, *between, asked)} | ({"cnonce": cnonce} if qop else {})
    told |= {"opaque": wanted["opaque"]} if "opaque" in wanted else {}
    bare = f", algorithm={algorithm}" + (f", qop=auth, nc={COUNT}" if qop else "")
    return "Digest " + ", ".join(f'{name}="{value}"' for name, value in told.items()) + bare
