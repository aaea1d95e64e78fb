"""The calls by which a change reaches the system, one after the other, to stop or fail at one."""

from __future__ import annotations

import genericpath
import io
import os
import sys
from collections.abc import Callable
from types import FrameType

from watchlist.store import backups, lock, storage, store

CALLERS = {module.__file__ for module in (backups, lock, storage, store, os, genericpath)}
"""The modules of the write path, and those of the standard library that they call."""

_MODULES = ("posix", "_io", "io", "fcntl")
_PURE = {"__enter__", "__exit__", "fspath", "fileno"}


def watch_calls(see: Callable[[str], None]) -> None:
    """Call ``see`` with the name of each call before it is made; what it raises the call raises."""

    def watch(frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and frame.f_code.co_filename in CALLERS and _is_of_system(called):
            see(_name(called))

    sys.setprofile(watch)


def _name(called: object) -> str:
    return getattr(called, "__name__", "")


def _is_of_system(called: object) -> bool:
    """Whether it is a function of ``os``, ``open``, or a method of an open file."""
    owner = getattr(called, "__self__", None)
    known = isinstance(owner, io.IOBase) or getattr(owner, "__name__", "") in _MODULES
    return known and _name(called) not in _PURE
