"""Names of several words that were typed without quotes: each word is taken for a name then.

``remove alien 3`` names two films, and *Alien 3* was perhaps meant. Where words that stand side by
side are in one name of the library, they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import click

from watchlist.cli.invocation import typed_behind
from watchlist.cli.other_words import option_for
from watchlist.cli.params import FILM, FRANCHISE, FRANCHISE_OR_FILM, LIST, TITLE
from watchlist.errors import UnquotedError
from watchlist.library.library import Library
from watchlist.names.listing import few
from watchlist.names.search import Named, with_words

_MOST_WORDS: Final = 12
"""A longer command line is no name that lacks its quotes."""
_LONG: Final = 4
"""So many letters has a word that is more than “the” or “of”."""
_REFERENCES: Final = (FILM, FRANCHISE, FRANCHISE_OR_FILM, LIST)


def refuse_unquoted(library: Library) -> None:
    """Raise UnquotedError where words of the running command are in one name of the library."""
    context = click.get_current_context()
    runs = [run for run in _runs(context) if len(run) <= _MOST_WORDS]
    if not runs:
        return
    films, others = list(library.film_names()), _other_names(library)
    named_first = set(_words_of(context, (FRANCHISE, LIST)))
    for run in runs:
        for begin, word in enumerate(run):
            in_front, behind = (others, films) if word in named_first else (films, others)
            if found := _longest(run[begin:], in_front) or _longest(run[begin:], behind):
                raise _unquoted(*found, are_films=found[1][0] in films)


def _longest(words: Sequence[str], candidates: Sequence[Named]) -> tuple[str, list[Named]] | None:
    """Return the longest beginning of words, two or more, that is in names, and whose these are.

    One that says something has a word of some letters, and no sign alone: “of the” is in many.
    """
    found = None
    for end in range(2, len(words) + 1):
        if not any(map(_says_something, words[:end])) or not all(map(_has_letters, words[:end])):
            continue
        text = " ".join(words[:end])
        named = with_words(text, candidates)
        if not named:
            break
        found = text, named
    return found


def _unquoted(text: str, found: Sequence[Named], *, are_films: bool) -> UnquotedError:
    if not are_films:
        labels = few((one.label for one in found), "or")
        return UnquotedError(f"“{text}” is perhaps one name, {labels}: put it in quotes.")
    labels = few((f"{film.label} [id:{film.id}]" for film in found), "or")
    return UnquotedError(
        f"“{text}” without quotes is {len(text.split())} names, in quotes it would be {labels}: "
        "write the quotes, or id:NUMBER for each film."
    )


def _other_names(library: Library) -> list[Named]:
    lists = (Named(number, (one.name,)) for number, one in library.lists.items())
    return [*library.franchise_names(), *lists]


def advice(context: click.Context) -> str:
    """Return what to do if words of a command were meant as an option or one name; "" for none."""
    options = {name for option in context.command.params for name in option.opts}
    references = set(_words_of(context, _REFERENCES))
    for word in references.intersection(typed_behind(context)[1:]):
        if option := option_for(word, options):
            return f"If “{word}” is the option, it is written {option}."
    runs = [" ".join(words) for words in _runs(context)]
    return f"If “{runs[0]}” is one name, it stands in quotes." if runs else ""


def _runs(context: click.Context) -> Iterator[tuple[str, ...]]:
    """Yield single words that stand side by side and are names each, not all of them new ones."""
    references = set(_words_of(context, _REFERENCES))
    names = references.union(_words_of(context, (TITLE,)))
    for are_names, run in groupby(typed_behind(context), names.__contains__):
        words = tuple(run)
        if are_names and len(words) > 1 and not references.isdisjoint(words):
            yield words


def _words_of(context: click.Context, types: Sequence[click.ParamType[Any]]) -> Iterator[str]:
    """Yield what was typed for the parameters of some types, as far as it is single words."""
    for parameter in context.command.params:
        if parameter.type in types:
            value = context.params.get(parameter.name or "") or ()
            yield from (
                word for word in ((value,) if isinstance(value, str) else value) if _is_word(word)
            )


def _says_something(word: str) -> bool:
    return len(word) >= _LONG and not word.isdecimal()


def _has_letters(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _is_word(text: Any) -> bool:
    return isinstance(text, str) and len(text.split()) == 1
