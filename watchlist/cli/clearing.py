"""The option ``--clear``: which field, or which one value of it, is to be emptied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import click

from watchlist.names.folding import fold


class Cleared(NamedTuple):
    """What ``--clear`` empties: the field of an option, or one value of it."""

    option: str
    value: str


class ClearType(click.ParamType[Cleared]):
    """One of some names of options, or ``NAME=VALUE`` for one value of one that repeats.

    ``also`` are further names of options, such as those in the data file.
    """

    name = "field"

    def __init__(self, options: Iterable[str], also: Mapping[str, str]) -> None:
        self._options = tuple(options)
        self._also = also

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Cleared:
        """Read what to clear; the plural of an option means the option: tags, countries."""
        name, _, one = str(value).partition("=")
        option = self._also.get(name) or next((o for o in self._options if name in _forms(o)), None)
        if option is None:
            self.fail(f"“{name}” is not one of {', '.join(self._options)}", param, ctx)
        return Cleared(option, one)


def _forms(option: str) -> Collection[str]:
    """Return an option and its plural: “country”, “countries”."""
    return (option, f"{option}s", f"{option}es", f"{option.removesuffix('y')}ies")


def left_of(values: Iterable[str], value: str) -> tuple[str, ...]:
    """Return values without the one that is to be cleared, however it is spelled."""
    return tuple(kept for kept in values if not is_same(kept, value))


def is_same(text: str, value: str) -> bool:
    """Whether a text is the value to be cleared."""
    return fold(text) == fold(value)
