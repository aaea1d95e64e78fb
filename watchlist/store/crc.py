"""The CRC-32 of a text whose parts have known ones, as ``crc32_combine`` of zlib computes it.

A CRC is the remainder of a division of polynomials over two elements. Text behind another one
multiplies the remainder of that by x⁸ for each byte, so that it needs not be read again. Bits are
reversed, as in zlib: the highest is that of x⁰.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_DIVISOR: Final = 0xEDB88320
_ONE: Final = 1 << 31
_BYTE: Final = 1 << 23
"""x⁸, by which one more byte multiplies."""


def combined(first: int, second: int, length: int) -> int:
    """Return the CRC-32 of two texts in a row, of the CRC-32 of each and the length of the second.

    The length is in bytes.
    """
    return _product(first, _shift(length)) ^ second


@cache
def _shift(length: int) -> int:
    """Return by what a number of bytes multiplies."""
    if length == 0:
        return _ONE
    half = _shift(length // 2)
    whole = _product(half, half)
    return _product(whole, _BYTE) if length % 2 else whole


def _product(one: int, other: int) -> int:
    """Return the product of two remainders."""
    product = 0
    while one:
        if one & _ONE:
            product ^= other
        one = one << 1 & 0xFFFFFFFF
        other = other >> 1 ^ (_DIVISOR if other & 1 else 0)
    return product
