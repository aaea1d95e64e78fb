"""Films as a check list in Markdown, which ``watchlist.formats.readers.markdown`` reads."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from watchlist.formats.parsing.cells import visible
from watchlist.library.library import Library
from watchlist.model import Film, Viewing
from watchlist.quantities import format_rating

SEPARATOR: Final = " · "
"""What stands between a film and its dates and ratings."""

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~]|^(?=[-+]\s))")
_NUMBERED: Final = re.compile(r"^(\d+)(?=[.)]\s)")


def export(_library: Library, films: Sequence[Film], _moment: datetime.datetime) -> str:
    """Return films as lists in Markdown."""
    return markdown_text(films)


def markdown_text(films: Sequence[Film]) -> str:
    """Return films as a check list: what is to watch, what was watched, and the others."""
    return "\n".join(_lines(films)) + "\n"


def _lines(films: Sequence[Film]) -> Iterator[str]:
    yield "# Films"
    sections = {
        "To watch": [film for film in films if film.to_watch],
        "Watched": [film for film in films if film.watched and not film.to_watch],
        "Others": [film for film in films if not film.watched and not film.to_watch],
    }
    for heading, chosen in sections.items():
        if chosen:
            yield from ("", f"## {heading}", "")
            yield from map(_line, chosen)


def _line(film: Film) -> str:
    box = "[x] " if film.watched else "[ ] " if film.to_watch else ""
    facts = list(map(_viewing, film.viewings))
    known = [viewing.rating for viewing in film.viewings if viewing.rating]
    if film.rating and film.rating not in known[-1:]:
        facts.append(format_rating(film.rating))
    rest = "; ".join(fact for fact in facts if fact)
    return f"- {box}{escaped(film.label)}{SEPARATOR if rest else ''}{rest}"


def _viewing(viewing: Viewing) -> str:
    parts = (
        str(viewing.watched_on or ""),
        format_rating(viewing.rating) if viewing.rating else "",
    )
    return " ".join(part for part in parts if part)


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    special = _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))
    return _NUMBERED.sub(r"\1\\", special)
