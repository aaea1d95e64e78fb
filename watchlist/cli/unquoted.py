"""Names of several words that were typed without quotes: each word is taken for a name then.

``remove alien 3`` names two films, and *Alien 3* was perhaps meant. Where words that stand side by
side are in one name of the library, they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import Any, Final

import click

from watchlist.cli.invocation import Invocation
from watchlist.cli.params import FILM, FRANCHISE, FRANCHISE_OR_FILM, LIST, TITLE
from watchlist.errors import UnquotedError
from watchlist.library.library import Library
from watchlist.names.listing import few
from watchlist.names.search import Named, with_words

_REFERENCES: Final = (FILM, FRANCHISE, FRANCHISE_OR_FILM, LIST)


def refuse_unquoted(library: Library) -> None:
    """Raise UnquotedError where words of the running command are in one name of the library."""
    for words in _runs(click.get_current_context()):
        for begin, end in combinations(range(len(words) + 1), 2):
            if end - begin > 1:
                _refuse_if_name(library, words[begin:end])


def _refuse_if_name(library: Library, words: Sequence[str]) -> None:
    """Raise UnquotedError where words are in a name; numbers or signs alone are in none."""
    if all(word.isdecimal() for word in words) or not all(map(_has_letters, words)):
        return
    text = " ".join(words)
    if films := with_words(text, list(library.film_names())):
        labels = few((f"{film.label} [id:{film.id}]" for film in films), "or")
        raise UnquotedError(
            f"“{text}” without quotes is {len(words)} names, in quotes it would be {labels}: write "
            "the quotes, or id:NUMBER for each film."
        )
    if others := with_words(text, _other_names(library)):
        labels = few((one.label for one in others), "or")
        raise UnquotedError(f"“{text}” is perhaps one name, {labels}: put it in quotes.")


def _other_names(library: Library) -> list[Named]:
    lists = (Named(number, (one.name,)) for number, one in library.lists.items())
    return [*library.franchise_names(), *lists]


def advice(context: click.Context) -> str:
    """Return what to do if words of a command were meant as one name; empty for none."""
    runs = [" ".join(words) for words in _runs(context)]
    return f"If “{runs[0]}” is one name, it stands in quotes." if runs else ""


def _runs(context: click.Context) -> Iterator[tuple[str, ...]]:
    """Yield single words that stand side by side and are names each, not all of them new ones."""
    references = set(_words_of(context, _REFERENCES))
    names = references.union(_words_of(context, (TITLE,)))
    invocation = context.find_object(Invocation)
    for are_names, run in groupby(invocation.typed if invocation else (), names.__contains__):
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


def _has_letters(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _is_word(text: Any) -> bool:
    return isinstance(text, str) and len(text.split()) == 1
