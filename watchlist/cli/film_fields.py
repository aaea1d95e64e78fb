"""The options of ``add`` and ``edit`` for what is known of a film, from the table of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from shlex import quote
from typing import Any, Final

import click
from msgspec.structs import replace

from watchlist.cli.clearing import Cleared, ClearType, is_same, left_of
from watchlist.cli.clock import today
from watchlist.cli.options import F, many, options
from watchlist.cli.output import hint
from watchlist.cli.params import (
    CAST,
    COUNTRY,
    GENRE,
    LANGUAGE,
    PLACE,
    RELEASE_DATE,
    TAG,
    TITLE,
    Parsed,
)
from watchlist.dates import PartialDate
from watchlist.errors import UsageError
from watchlist.library.fields import FIELDS, Field
from watchlist.library.identity import SITES
from watchlist.model import Credit, Film, Job, Kind, Note

Values = Mapping[str, Any]
"""The values of options, by the names of their parameters."""

_TYPES: Final[dict[str, click.ParamType[Any]]] = {
    "release": RELEASE_DATE,
    "tags": TAG,
    "genres": GENRE,
    "where": PLACE,
    "languages": LANGUAGE,
    "countries": COUNTRY,
    "aliases": TITLE,
    "original_title": TITLE,
}
"""Fields that can be typed in more ways, are completed, or are bounded as titles are."""

_WORDS: Final = ("tags", "genres", "languages", "countries", "where")
"""Fields of single words, in which a comma hardly belongs."""

_BY_OPTION: Final = {field.option: field for field in FIELDS.values() if field.option}
_CREDITS: Final = ("director", "cast")
CLEAR: Final = ClearType(
    (*_BY_OPTION, "note", "rating", *_CREDITS),
    {field.name: field.option for field in _BY_OPTION.values()},
)
"""What ``edit --clear`` can empty."""


def _option(field: Field) -> Callable[[F], F]:
    """Return the option of a field; it can be repeated where the field holds several values."""
    names = (f"--{field.option}", field.name)
    if field.choices:
        return click.option(*names, type=click.Choice(field.choices), help=field.help)
    kind = _TYPES.get(field.name) or Parsed(field.metavar or "text", field.read)
    if not field.many:
        return click.option(*names, type=kind, help=field.help)
    told = _tell_commas if field.name in _WORDS else None
    return many(*names, type=kind, help=field.help, callback=told)


def _tell_commas(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> Sequence[str]:
    """Say how several values are written that were perhaps meant by one with a comma in it."""
    name = option.opts[0]
    for value in () if context.resilient_parsing else values:
        if several := [word.strip() for word in value.split(",") if word.strip()][1:]:
            ways = " ".join(f"{name} {quote(word)}" for word in (value.split(",")[0], *several))
            hint(f"“{value}” is one value: {ways} are {len(several) + 1}.")
    return values


film_options = options(
    *map(_option, _BY_OPTION.values()),
    many("--director", metavar="NAME", help="Who directed it."),
    many("--cast", type=CAST, metavar="NAME[:ROLE]", help="Who plays in it."),
    many("--note", help="A dated note."),
)


allow_duplicate_option = click.option(
    "--allow-duplicate", is_flag=True, help="Keep apart from a film of the same title and year."
)


def refuse_ids(values: Values) -> None:
    """Raise UsageError when a title or a site's id is given, for what is said of several films."""
    for name in ("title", "span", *SITES):
        if values.get(name) is not None:
            raise UsageError(f"--{name} belongs to one film: name that one alone.")


def cleared(film: Film, clear: Sequence[Cleared]) -> Film:
    """Return a film without what is to be cleared."""
    left = film
    for option, value in clear:
        left = _without(left, option, value)
    marks = {
        name: s for name, s in film.sources.items() if getattr(left, name) == getattr(film, name)
    }
    return replace(left, sources=marks)


def _without(film: Film, option: str, value: str) -> Film:
    if option in _CREDITS:
        kept = [
            c for c in film.credits if c.job != option or (value and not is_same(c.name, value))
        ]
        return replace(film, credits=tuple(kept))
    if option == "note":
        notes = tuple(note for note in film.notes if value and not is_same(note.text, value))
        return replace(film, notes=notes)
    if option == "rating":
        return replace(film, rating=None)
    field = _BY_OPTION[option]
    if value and field.many:
        return replace(film, **{field.name: left_of(getattr(film, field.name), value)})
    return replace(film, **{field.name: field.empty})


def changes_from(film: Film, values: Values) -> dict[str, Any]:
    """Return the fields of a film that the options change; what repeats is added to."""
    changes: dict[str, Any] = {}
    for field in _BY_OPTION.values():
        value = values[field.name]
        if field.many and value:
            changes[field.name] = (*getattr(film, field.name), *value)
        elif not field.many and value is not None:
            changes[field.name] = field.read(value) if field.choices else value
    if values["seasons"] and not values["kind"] and film.kind is Kind.FILM:
        changes["kind"] = Kind.SERIES
    if values["note"]:
        notes = (Note(text=text, on=PartialDate.of(today())) for text in values["note"])
        changes["notes"] = (*film.notes, *notes)
    return changes


def credits_of(values: Values) -> Iterator[Credit]:
    """Yield the people that the options name."""
    for name in values["director"]:
        yield Credit(name=name, job=Job.DIRECTOR)
    for name, role in values["cast"]:
        yield Credit(name=name, job=Job.CAST, role=role)
