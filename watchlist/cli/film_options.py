"""What the options of ``add`` and ``edit`` say of a film itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import click
from msgspec.structs import replace

from watchlist.cli.clock import today
from watchlist.cli.options import many, options
from watchlist.cli.params import CAST, DATE, DURATION, IMDB, STORY_DATE, TAG, TEXT, YEAR
from watchlist.model import Credit, Film, Job, Kind, Note
from watchlist.names.folding import fold

Values = Mapping[str, Any]

film_options = options(
    click.option("--year", type=YEAR, help="Year that tells it from its namesakes."),
    click.option("--release", type=DATE, help="Release date, as far as it is known, or TBA."),
    click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="What it is."),
    click.option("--runtime", type=DURATION, help="Running time: 101, 1h41 or 1:41."),
    click.option("--original-title", type=TEXT, help="Title in its own language."),
    many("--alias", help="Another title to find it by."),
    click.option("--imdb", type=IMDB, help="IMDb id, such as tt0133093."),
    click.option("--tmdb", type=click.IntRange(1, 2**31 - 1), help="TMDB number."),
    click.option("--set", "story", type=STORY_DATE, help="When its story is set: 1973, 19 BBY."),
    many("--director", metavar="NAME", help="Who directed it."),
    many("--cast", type=CAST, metavar="NAME[:ROLE]", help="Who plays in it."),
    many("--tag", type=TAG, help="A word of your own to sort it under."),
    many("--note", help="A dated note."),
    click.option("--where", type=TEXT, help="Where it can be watched."),
)

allow_duplicate_option = click.option(
    "--allow-duplicate", is_flag=True, help="Keep apart from a film of the same title and year."
)

_SINGLE: Final = ("year", "release", "runtime", "original_title", "imdb", "tmdb", "story", "where")
_FIELDS: Final[dict[str, tuple[str, Any]]] = {
    # option: (the field it fills, what that holds when nothing is known)
    "year": ("year", None),
    "release": ("release", None),
    "kind": ("kind", Kind.FILM),
    "runtime": ("runtime", None),
    "original-title": ("original_title", ""),
    "alias": ("aliases", ()),
    "imdb": ("imdb", ""),
    "tmdb": ("tmdb", None),
    "set": ("story", None),
    "tag": ("tags", ()),
    "note": ("notes", ()),
    "where": ("where", ""),
    "rating": ("rating", None),
    "director": ("credits", ()),
    "cast": ("credits", ()),
}


class Cleared(NamedTuple):
    """What ``--clear`` empties: the field of an option, or one value of it."""

    option: str
    value: str


class ClearType(click.ParamType[Cleared]):
    """The name of an option, or ``NAME=VALUE`` for one value of one that repeats."""

    name = "field"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Cleared:
        """Read what to clear; a plural is as good."""
        name, _, one = str(value).partition("=")
        option = next((o for o in _FIELDS if name in (o, f"{o}s", f"{o}es")), None)
        if option is None:
            self.fail(f"“{name}” is not one of {', '.join(_FIELDS)}", param, ctx)
        return Cleared(option, one)


def cleared(film: Film, clear: Sequence[Cleared]) -> Film:
    """Return a film without what is to be cleared."""
    for option, value in clear:
        field, empty = _FIELDS[option]
        if field == "credits":
            kept = [c for c in film.credits if c.job != option or (value and not _is(c, value))]
            film = replace(film, credits=tuple(kept))
        elif value and isinstance(empty, tuple):
            kept = [item for item in getattr(film, field) if not _is(item, value)]
            film = replace(film, **{field: tuple(kept)})
        else:
            film = replace(film, **{field: empty})
    return film


def _is(item: str | Note | Credit, value: str) -> bool:
    text = item.text if isinstance(item, Note) else item.name if isinstance(item, Credit) else item
    return fold(text) == fold(value)


def facts(film: Film, values: Values) -> dict[str, Any]:
    """Return the fields of a film that the options change; what repeats is added to."""
    changes = {name: values[name] for name in _SINGLE if values[name] is not None}
    if values["kind"]:
        changes["kind"] = Kind(values["kind"])
    if values["alias"]:
        changes["aliases"] = (*film.aliases, *values["alias"])
    if values["tag"]:
        changes["tags"] = (*film.tags, *values["tag"])
    if values["note"]:
        changes["notes"] = (*film.notes, *(Note(text=text, on=today()) for text in values["note"]))
    return changes


def credits_of(values: Values) -> Iterator[Credit]:
    """Yield the people that the options name."""
    for name in values["director"]:
        yield Credit(name=name, job=Job.DIRECTOR)
    for name, role in values["cast"]:
        yield Credit(name=name, job=Job.CAST, role=role)
