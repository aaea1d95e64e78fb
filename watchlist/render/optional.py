"""Keeping a package from importing what it can do without, and what takes longer than itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def hidden(name: str, instead: ModuleType | None = None) -> Iterator[None]:
    """Let a module seem not to be installed, by the way that Python has for it.

    With ``instead`` that one is imported in its place, unless the real one is there already.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    loaded = modules.get(name)
    modules[name] = loaded if loaded and instead else instead
    try:
        yield
    finally:
        if loaded is None:
            del modules[name]
        else:
            modules[name] = loaded
