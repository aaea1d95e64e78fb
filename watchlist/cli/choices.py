"""What a person chose among several candidates, for as long as one command runs."""

from __future__ import annotations

from typing import Final

import click

Choices = dict[tuple[str, str], int]
_CHOICES: Final = "watchlist.choices"
"""Where the contexts of a command keep them."""


def _choices() -> Choices:
    choices: Choices = click.get_current_context().meta.setdefault(_CHOICES, {})
    return choices


def remember(what: str, reference: str, number: int) -> None:
    """Remember the number of the film or franchise, say (``what``), that a reference means."""
    _choices()[what, reference] = number


def chosen(what: str, reference: str) -> int | None:
    """Return which of several candidates was meant; None if nobody was asked."""
    return _choices().get((what, reference))
