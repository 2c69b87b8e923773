"""What stands in a film's file: the Matroska ids that are used (RFC 9559 §5), and the words of its text track."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

EBML, VERSION, READ_VERSION, ID_LENGTH, SIZE_LENGTH = 0x1A45DFA3, 0x4286, 0x42F7, 0x42F2, 0x42F3
DOC_TYPE, DOC_VERSION, DOC_READ_VERSION = 0x4282, 0x4287, 0x4285
SEGMENT, INFO, SCALE, DATE, TITLE, MUXER, WRITER = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4461, 0x7BA9, 0x4D80, 0x5741
TRACKS, TRACK, NUMBER, UID, TYPE, LACING, CODEC, NAME = 0x1654AE6B, 0xAE, 0xD7, 0x73C5, 0x83, 0x9C, 0x86, 0x536E
VIDEO, WIDTH, HEIGHT, LANGUAGE = 0xE0, 0xB0, 0xBA, 0x22B59C
CLUSTER, TIME, SIMPLE, GROUP, BLOCK, DURATION = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1, 0x9B

PICTURES, WORDS = 1, 2  # track numbers
MILLISECOND = 1_000_000  # ns: the unit of every time in the file
EPOCH = datetime(2001, 1, 1, tzinfo=UTC)  # of DateUTC (RFC 8794 §7.6)

# Why nothing was filmed for a while -> what the text track says, for ever the same words.
GAPS: Mapping[str, str] = {"paused": "PAUSED", "camera": "NO-PICTURE", "confidential": "CONFIDENTIAL"}
