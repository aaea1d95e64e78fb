"""Keeping a package from importing an optional one that it can do without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def hidden(name: str) -> Iterator[None]:
    """Let a module seem not to be installed, by the way that Python has for it."""
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    loaded = modules.get(name)
    modules[name] = None
    try:
        yield
    finally:
        if loaded is None:
            del modules[name]
        else:
            modules[name] = loaded
