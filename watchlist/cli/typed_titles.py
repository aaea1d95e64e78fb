"""Titles as they were typed: what looks like a slip is asked about, or told when it was entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from typing import Final

from watchlist.cli.choices import chosen, remember
from watchlist.cli.filling import sources
from watchlist.cli.output import ask
from watchlist.cli.terminal import interactive
from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.names.search import Named, misspelt
from watchlist.sources.registry import Sources
from watchlist.sources.typed import Doubt, doubts, meant, named, near

_WORDS = "words"
_A_FEW: Final = (2, 3)
"""So many words are perhaps one title that nobody knows."""
_A_WORD: Final = range(3, 30)
"""So many letters has a word of a title; “A” and “B” are two."""


def _local() -> Sources:
    """Return the sources that need no network."""
    return sources(online=False)


def settled(titles: Sequence[str]) -> list[str]:
    """Return titles as a person at the terminal says they are meant; elsewhere as they are."""
    settled = list(titles)
    for doubt in doubts(titles, _local()) if interactive() else ():
        if _is_meant(doubt):
            settled = meant(settled, doubt)
    return settled


def _is_meant(doubt: Doubt) -> bool:
    """Ask whether a title was meant, once in a run of the program."""
    typed = " ".join(doubt.typed)
    answer = chosen(_WORDS, typed)
    if answer is None:
        meant_as = "" if doubt.meant == typed else f", {doubt.meant}"
        answer = ask(f"Is {typed} one film{meant_as}?")
        remember(_WORDS, typed, answer)
    return bool(answer)


def slips(library: Library, titles: Sequence[str], entered: Sequence[Film]) -> Iterator[str]:
    """Yield what titles that were entered as typed were perhaps meant to be.

    ``entered`` are the films of them of which no source knows.
    """
    told = [] if interactive() else list(doubtful(titles))
    yield from told or (_one_title(titles) if len(entered) == len(titles) else ())
    for film in entered:
        others = [known for known in library.film_names() if known.id != film.id]
        if here := misspelt(film.title, others):
            yield _near_sentence(film, here, "in the library")
        elif (known := near(film.title, _local())) and not named(film.title, _local()):
            yield _near_sentence(film, known, "known elsewhere")


def doubtful(titles: Sequence[str], command: str = "add", more: str = "") -> Iterator[str]:
    """Yield how titles that look like something else are entered by a command as what they seem.

    ``more`` is what stands behind them.
    """
    for doubt in doubts(titles, _local()):
        yield _if_one(titles, doubt, command, more)


def _if_one(titles: Sequence[str], doubt: Doubt, command: str, more: str) -> str:
    typed = " ".join(doubt.typed)
    was = "is one film" if doubt.meant == typed else f"was meant to be {doubt.meant}"
    return f"If {typed} {was}: {_way(titles, doubt, command, more)}."


def _one_title(titles: Sequence[str]) -> Iterator[str]:
    """Yield how a few single words that nobody knows are entered as one title."""
    if len(titles) in _A_FEW and all(title.isalpha() and len(title) in _A_WORD for title in titles):
        yield _if_one(titles, Doubt(tuple(titles), " ".join(titles)), "add", "")


def _way(titles: Sequence[str], doubt: Doubt, command: str, more: str) -> str:
    """Return how what was meant is entered, with nothing else of the command lost."""
    if len(doubt.typed) == 1:
        return f"“watchlist edit {quote(doubt.typed[0])} --title {quote(doubt.meant)}”"
    again = " ".join(map(quote, meant(titles, doubt)))
    return f"“watchlist undo”, then “watchlist {command} {again}{more}”"


def _near_sentence(film: Film, near: Sequence[Named], where: str) -> str:
    labels = few((known.label for known in near), "or")
    return f"Did you mean {labels}, {where}? “watchlist undo” takes {film.label} back."
