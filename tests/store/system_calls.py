"""The calls by which a change reaches the system, one after the other, to stop or fail at one."""

from __future__ import annotations

import genericpath
import io
import os
import sys
from collections.abc import Callable
from types import FrameType

from watchlist.files import reading, writing
from watchlist.store import backups, lock, storage, store

CALLERS = {
    module.__file__ for module in (backups, lock, reading, storage, store, writing, os, genericpath)
}
"""The modules of the write path, and those of the standard library that they call."""

_MODULES = ("posix", "_io", "io", "fcntl")
_PURE = {"__enter__", "__exit__", "fspath", "fileno"}


def watch_calls(see: Callable[[str], None]) -> None:
    """Call ``see`` with the name of each call before it is made; what it raises the call raises."""

    def watch(frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and _is_of_write_path(frame) and _is_of_system(called):
            see(_name(called))

    sys.setprofile(watch)


def _is_of_write_path(frame: FrameType | None) -> bool:
    """Whether a call is made there, or in ``reading`` for it and not for the configuration."""
    while frame and frame.f_code.co_filename == reading.__file__:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename in CALLERS


def _name(called: object) -> str:
    return getattr(called, "__name__", "")


def _is_of_system(called: object) -> bool:
    """Whether it is a function of ``os``, ``open``, or a method of an open file."""
    owner = getattr(called, "__self__", None)
    known = isinstance(owner, io.IOBase) or getattr(owner, "__name__", "") in _MODULES
    return known and _name(called) not in _PURE
