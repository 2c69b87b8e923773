"""Signing in to a camera, with the examples of the standards."""

from __future__ import annotations

import pytest

from station.devices.camera.http_auth import Login, authorization

MUFASA = Login("Mufasa", "Circle of Life", "/dir/index.html")
CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(("algorithm", "response"), [
    ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
    ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
])  # fmt: skip
def test_the_example_of_rfc_7616(algorithm: str, response: str) -> None:
    said = authorization(CHALLENGE.format(algorithm=algorithm), MUFASA, CNONCE)
    assert f'response="{response}"' in said
    for part in ('username="Mufasa"', 'uri="/dir/index.html"', f"algorithm={algorithm}", "nc=00000001", "qop=auth,"):
        assert part in said
    assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in said
    assert MUFASA.password not in said


def test_the_example_of_rfc_7617() -> None:
    assert (
        authorization('Basic realm="foo", charset="UTF-8"', Login("test", "123£", "/"), "") == "Basic dGVzdDoxMjPCow=="
    )


def test_an_old_camera_without_qop() -> None:
    """RFC 2069, whose printed response is wrong (errata 749): the corrected one."""
    old = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'
    said = authorization(old, Login("Mufasa", "CircleOfLife", "/dir/index.html"), "")
    assert 'response="1949323746fe6a43ef61f9606e7febea"' in said
    assert "cnonce" not in said


@pytest.mark.parametrize(
    "challenge",
    ["", "Bearer x", 'Digest realm="x"', 'Digest nonce="x", algorithm=MD4', 'Digest nonce="x", qop="auth-int"'],
)
def test_what_nobody_here_can(challenge: str) -> None:
    assert authorization(challenge, MUFASA, CNONCE) == ""
