"""Which addresses may be asked: https only, except for a program on this machine. Pure."""

from __future__ import annotations

import re
from typing import Final

_PATH: Final = r"(?::\d{1,5})?(?:/[!-~]*)?"
_SAFE: Final = re.compile(rf"https://[\w.-]+{_PATH}", re.ASCII)
_LOOPBACK: Final = re.compile(
    rf"http://(?:localhost|127(?:\.\d{{1,3}}){{3}}|\[::1\]){_PATH}", re.ASCII
)


def is_safe_address(text: str) -> bool:
    """Whether nobody on the way can read or change what is asked there."""
    return bool(_SAFE.fullmatch(text) or _LOOPBACK.fullmatch(text))
