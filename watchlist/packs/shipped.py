"""The packs that come with the program: each in a file of its own, which is read alone.

Their index (``watchlist.packs.shelf``) is written from them by ``python -m watchlist.packs``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.model import MAIN
from watchlist.packs import shelf
from watchlist.packs.model import Pack, PackFilm
from watchlist.packs.reading import read_pack
from watchlist.packs.shelf import FullEntry

DATA: Final = "data"
"""The folder of the packs, in that of the index."""


def load(slug: str) -> Pack:
    """Return a pack, reading no other one. Raises RefusedError when it cannot be read."""
    path = shelf.FOLDER / DATA / f"{slug}.toml"
    pack, findings = read_pack(path.read_bytes(), path.name)
    if pack is None:
        raise RefusedError(f"The pack {slug} cannot be read: {findings[0]}")
    return pack


def index_text() -> str:
    """Return the index of the packs: one record a line."""
    slugs = sorted(path.stem for path in (shelf.FOLDER / DATA).glob("*.toml"))
    index = sorted((_entry(slug, load(slug)) for slug in slugs), key=lambda entry: entry.name)
    lines = (msgspec.json.encode(entry, enc_hook=str).decode() for entry in index)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _all_films(pack: Pack, only: str = "") -> Iterator[PackFilm]:
    """Yield the films of a pack, or of one of its continuities, and of those that it holds."""
    for continuity in pack.all_continuities:
        if only in ("", continuity.name):
            yield from (pack.films[key] for key in continuity.films)
    for reference in pack.holds:
        slug, _, named = reference.partition(":")
        held = load(slug)
        names = [known.name for known in held.all_continuities]
        yield from _all_films(held, named or next(iter(names), ""))


def _entry(slug: str, pack: Pack) -> FullEntry:
    films = list(_all_films(pack))
    genres = Counter(genre for film in films for genre in film.genres)
    several = [known.name for known in pack.all_continuities]
    return FullEntry(
        slug=slug,
        name=pack.name,
        aliases=pack.aliases,
        films=len({film.imdb or film.label for film in films if film.whole is None})
        if pack.holds
        else pack.wholes,
        continuities=max(len(several), 1),
        genre=max(genres, key=genres.__getitem__, default=""),
        description=pack.description,
        parts=tuple(name for name in several if name != MAIN),
        orders=tuple(order.name for order in pack.orders),
        holds=pack.holds,
        facts=tuple(replace(film, story=None) for film in pack.films.values() if not film.whole),
    )
