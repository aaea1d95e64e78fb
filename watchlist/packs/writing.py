"""A franchise of a library as a pack, and a pack as TOML. Nothing personal goes into it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from watchlist.dates import PartialDate
from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.merging.threeway import directors
from watchlist.model import MAIN, Film, FilmId
from watchlist.names.folding import fold
from watchlist.packs.model import (
    Pack,
    PackContinuity,
    PackFilm,
    PackLink,
    PackOrder,
    PackPlacement,
    Part,
)

if TYPE_CHECKING:
    from tomlkit.items import Item, Table

_NO_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY: Final = 40
_LONGEST_LINE: Final = 88


def pack_of(library: Library, number: int) -> Pack:
    """Return a franchise of a library as a pack. Films stand in order of entry."""
    franchise = library.franchises[number]
    members = sorted(film for film in franchise.members() if film in library.films)
    films = {film: library.films[film] for film in members}
    keys = _keys(films.values())

    def of(numbers: Iterable[FilmId]) -> tuple[str, ...]:
        return tuple(keys[film] for film in numbers if film in keys)

    branches = tuple(
        PackContinuity(
            name=branch.name,
            films=of(branch.films),
            optional=of(branch.optional),
            description=branch.description,
        )
        for branch in franchise.continuities
    )
    only_main = len(branches) == 1 and branches[0] == PackContinuity(
        name=MAIN, films=branches[0].films
    )
    return Pack(
        name=franchise.name,
        aliases=franchise.aliases,
        default_order=franchise.default_order,
        films={keys[film.id]: _pack_film(film) for film in films.values()},
        continuities=() if only_main else branches,
        links=tuple(
            PackLink(film=keys[link.film], kind=link.kind, other=keys[link.other])
            for link in library.links.values()
            if link.film in keys and link.other in keys
        ),
        placements=tuple(
            PackPlacement(
                films=of(placement.films),
                kind=placement.kind,
                anchors=of(placement.anchors),
                continuity=placement.continuity,
                note=placement.note,
            )
            for placement in franchise.placements
        ),
        orders=tuple(
            PackOrder(name=order.name, films=of(order.films))
            for order in franchise.orders
            if of(order.films)
        ),
    )


def _pack_film(film: Film) -> PackFilm:
    facts = {field.name: getattr(film, field.name) for field in FIELDS.values() if field.given}
    return PackFilm(directors=tuple(credit.name for credit in directors(film)), **facts)


def _keys(films: Iterable[Film]) -> dict[FilmId, str]:
    """Return a key for each film: its title, then with the year, then with a number."""
    keys: dict[FilmId, str] = {}
    taken: set[str] = set()
    for film in films:
        key = slug(film.title) or f"film-{film.id}"
        if key in taken and film.year:
            key = f"{key}-{film.year}"
        if key in taken:
            key = f"{key}-{film.id}"
        taken.add(key)
        keys[film.id] = key
    return keys


def slug(name: str) -> str:
    """Return a name in small letters, digits and hyphens; empty when it has none of them."""
    return _NO_KEY.sub("-", fold(name)).strip("-")[:_LONGEST_KEY].strip("-")


# -- TOML ------------------------------------------------------------------------------------


def write_pack(pack: Pack) -> str:
    """Return a pack as TOML, laid out as people write it."""
    import tomlkit  # noqa: PLC0415 -- slow, and only an export needs it

    document = tomlkit.document()
    fields = _fields(pack)
    for key, value in fields.items():
        match value:
            case dict() if key == "films":
                films = tomlkit.table(is_super_table=True)
                for film, facts in value.items():
                    films.add(film, _table(facts))
                document.add(key, films)
            case dict():
                document.add(key, _table(value))
            case (Part(), *_):
                tables = tomlkit.aot()
                for facts in value:
                    tables.append(_table(facts))
                document.add(key, tables)
            case _:
                document.add(key, _item(value))
    return tomlkit.dumps(document)


def _fields(part: Part) -> dict[str, Any]:
    """Return what a part says, by the keys of the format."""
    found = {}
    for field in msgspec.structs.fields(type(part)):
        value = getattr(part, field.name)
        if value and value != field.default:
            found[field.encode_name] = value
    return found


def _table(facts: Part | Mapping[str, Any]) -> Table:
    import tomlkit  # noqa: PLC0415 -- as above

    table = tomlkit.table()
    for key, value in (_fields(facts) if isinstance(facts, Part) else facts).items():
        table.add(key, _item(value))
    return table


def _item(value: Any) -> Item:
    import tomlkit  # noqa: PLC0415 -- as above

    if isinstance(value, PartialDate) and value.is_full:
        return tomlkit.item(value.first_day())
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(str(text) for text in value)
        return array.multiline(len(array.as_string()) > _LONGEST_LINE)
    if isinstance(value, int | datetime.date):
        return tomlkit.item(value)
    return tomlkit.string(str(value))
