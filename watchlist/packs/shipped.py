"""The packs that come with the program: each in a file of its own, which is read alone.

Their index (``watchlist.packs.shelf``) is written from them by ``python -m watchlist.packs``.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.packs import shelf
from watchlist.packs.model import Pack
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


def _entry(slug: str, pack: Pack) -> FullEntry:
    return FullEntry(
        slug=slug,
        name=pack.name,
        aliases=pack.aliases,
        films=pack.wholes,
        continuities=len(pack.all_continuities),
        facts=tuple(replace(film, story=None) for film in pack.films.values()),
    )
