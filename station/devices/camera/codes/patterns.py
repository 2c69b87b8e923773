"""The modules of linear symbologies as text, "1" a bar and "0" a space.

Code 128: ISO/IEC 15417 table 1. EAN/UPC: GS1 General Specifications §5.2.2 (= ISO/IEC 15420 tables 1 to 4).
"""

from __future__ import annotations

_WIDTHS_128 = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
_EAN_ODD = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"


def modules(widths: str) -> str:
    """The modules of bars and spaces in turn, a bar first: "212" is "11011" with its space between."""
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(widths))


def _mirrored(pattern: str) -> str:
    return pattern[::-1]


def _inverted(pattern: str) -> str:
    return pattern.translate(str.maketrans("01", "10"))


CODE_128 = tuple(modules(widths) for widths in _WIDTHS_128.split())  # values 0-102, then starts A, B, C
STOP_128 = modules("2331112")
START_A, START_B, START_C = 103, 104, 105

EAN_A = tuple(_EAN_ODD.split())  # number set A: left half, odd parity
EAN_C = tuple(_inverted(pattern) for pattern in EAN_A)  # right half
EAN_B = tuple(_mirrored(pattern) for pattern in EAN_C)  # left half, even parity
GUARD, CENTRE = "101", "01010"
# The first digit of EAN-13 by the number sets of the six left digits.
_SETS = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA"
FIRST_DIGIT = {sets: digit for digit, sets in enumerate(_SETS.split())}
