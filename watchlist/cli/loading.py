"""Names in tables, turned into what they name: how a registry stays free of imports."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """Return what ``module:attribute`` names, importing the module.

    Raises ImportError or AttributeError for a name that names nothing: a table has such only by
    mistake.
    """
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
