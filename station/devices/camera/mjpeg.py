"""MJPEG over HTTP: a response of type multipart/x-mixed-replace, taken apart into the camera's exact JPEG bytes.

Sans-I/O and total: any bytes in any split are taken, never more than LIMIT of them are kept, nothing is raised.
RFC 2046 §5.1 says how parts are delimited; cameras in the field say otherwise, so these are understood as well:

- the declared boundary already starts with the dashes, or is not the one that is sent: the first line decides;
- parts without Content-Length end at the next delimiter; a Content-Length that lied once is not believed again;
- bare LF for CRLF, parts without any header, zero bytes after the picture, chunked transfer coding.

A part that is no whole JPEG (start of image to end of image) is dropped and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from station.devices.camera.http_body import MAX_HEAD, Dechunker, end_of_head, header_fields, response_head

LIMIT = 8 * 1024 * 1024
_FIRST_LINE = 1024
_SLICE = 64 * 1024
_PADDING = b"\0\r\n "
_BOUNDARY = re.compile(r'boundary\s*=\s*(?:"([^"]*)"|([^;\s]*))', re.IGNORECASE)


def is_whole_jpeg(data: bytes) -> bool:
    """Start of image … end of image (ITU-T T.81 B.2.1); cameras may pad after it."""
    return data.startswith(b"\xff\xd8\xff") and data.rstrip(_PADDING).endswith(b"\xff\xd9")


class MjpegReader:
    """Give it what the socket gave; it gives the pictures.

    problem is a text key once the answer turned out to be no MJPEG stream (detail has the status or type): the
    connection is of no use any more. challenge is what a camera that wants a password asks for. dropped counts the
    parts that were no picture.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.problem = ""
        self.detail = ""
        self.challenge = ""
        self.dropped = 0
        self._limit = limit
        self._buffer = bytearray()
        self._pictures: list[bytes] = []
        self._state: Callable[[], bool] = self._head
        self._dechunker: Dechunker | None = None
        self._believe_length = True
        self._length = 0
        self._scanned = 0
        self._expect_boundary("")

    def feed(self, data: bytes) -> list[bytes]:
        """Takes bytes, gives the pictures that they completed."""
        for start in range(0, len(data), _SLICE):
            self._take(data[start : start + _SLICE])
        pictures, self._pictures = self._pictures, []
        return pictures

    def kept(self) -> int:
        """How many bytes wait for their end."""
        return len(self._buffer)

    def _take(self, data: bytes) -> None:
        if self.problem:
            return
        self._buffer += self._dechunker.feed(data) if self._dechunker else data
        while not self.problem and self._state():
            pass
        if self._dechunker and self._dechunker.broken and not self.problem:
            self._give_up("camera.cut_off", "chunked")

    def _give_up(self, problem: str, detail: str) -> bool:
        self.problem, self.detail = problem, detail
        self._buffer.clear()
        return False

    def _cut(self, end: int) -> bytes:
        data = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._scanned = 0
        return data

    # The states. Each says whether it got on; the loop in _take calls them until one waits for more bytes.

    def _head(self) -> bool:
        found = end_of_head(self._buffer)
        if found is None or found[1] > MAX_HEAD:
            return len(self._buffer) > MAX_HEAD and self._give_up("camera.not_http", "")
        head = response_head(self._cut(found[1]))
        if head is None:
            return self._give_up("camera.not_http", "")
        self.challenge = head.fields.get("www-authenticate", "")
        if head.status != 200:
            return self._give_up("camera.status", str(head.status))
        return self._open_body(head.fields.get("content-type", ""), head.fields.get("transfer-encoding", ""))

    def _open_body(self, content_type: str, coding: str) -> bool:
        if not content_type.lower().startswith("multipart/"):
            return self._give_up("camera.not_mjpeg", content_type)
        declared = _BOUNDARY.search(content_type)
        self._expect_boundary((declared[1] or declared[2] or "") if declared else "")
        if "chunked" in coding.lower():
            self._dechunker = Dechunker()
            self._buffer[:] = self._dechunker.feed(bytes(self._buffer))
        self._state = self._first_line
        return True

    def _first_line(self) -> bool:
        """The delimiter that is really sent, whatever was declared."""
        blank = len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))
        if blank:
            self._cut(blank)
        end = self._buffer.find(b"\n", 0, _FIRST_LINE)
        if end < 0 and len(self._buffer) < _FIRST_LINE:
            return False
        line = bytes(self._buffer[: max(end, 0)]).strip()
        if line.startswith(b"--") and line.strip(b"-"):
            self._expect_boundary(line.decode("latin-1"))
        if not self._boundary:
            return self._give_up("camera.not_mjpeg", "boundary")
        self._state = self._seek
        return True

    def _expect_boundary(self, declared: str) -> None:
        self._boundary = declared.encode("latin-1", "replace").lstrip(b"-")
        self._delimiter = re.compile(rb"-{2,8}" + re.escape(self._boundary) + rb"(?:--)?[ \t]{0,8}\r?\n")
        self._longest = len(self._boundary) + 20

    def _seek(self) -> bool:
        """Passes over everything up to the next delimiter."""
        found = self._delimiter.search(self._buffer)
        if found is None:
            self._cut(max(0, len(self._buffer) - self._longest))
            return False
        self._cut(found.end())
        self._state = self._part_head
        return True

    def _part_head(self) -> bool:
        if self._buffer[:1] == b"\n" or self._buffer[:2] == b"\r\n":
            return self._open_part(self._cut(self._buffer.index(b"\n") + 1))
        found = end_of_head(self._buffer)
        if found is not None and found[1] <= MAX_HEAD:
            return self._open_part(self._cut(found[1]))
        return len(self._buffer) > MAX_HEAD and self._drop()

    def _open_part(self, block: bytes) -> bool:
        length = header_fields(block).get("content-length", "")
        known = self._believe_length and length.isascii() and length.isdigit() and len(length) <= 9
        if known and int(length) > self._limit:
            return self._drop()
        self._length = int(length) if known else 0
        self._state = self._body_of_length if self._length else self._body_to_delimiter
        return True

    def _body_of_length(self) -> bool:
        if len(self._buffer) < self._length:
            return False
        self._believe_length = self._deliver(self._cut(self._length))
        self._state = self._seek
        return True

    def _body_to_delimiter(self) -> bool:
        found = self._delimiter.search(self._buffer, self._scanned)
        if found is None:
            self._scanned = max(0, len(self._buffer) - self._longest)
            return len(self._buffer) > self._limit + self._longest and self._drop()
        if found.start() > self._limit:
            return self._drop()
        body = self._cut(found.end())[: found.start()]
        self._deliver(body[: -2 if body.endswith(b"\r\n") else -1 if body.endswith(b"\n") else None])
        self._state = self._part_head
        return True

    def _deliver(self, body: bytes) -> bool:
        whole = is_whole_jpeg(body)
        if whole:
            self._pictures.append(body)
        else:
            self.dropped += 1
        return whole

    def _drop(self) -> bool:
        self.dropped += 1
        self._scanned = 0
        self._state = self._seek
        return True
