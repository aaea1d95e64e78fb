"""Trakt: the CSVs that the site gives its paying members, one for each of its pages.

What a file lists is told by its column of moments. Watchlist and lists have the same columns, so
that only their names tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.about import LIST, told
from watchlist.formats.parsing.declared import EPISODES, SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, Texts, left_out
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item

_TITLE: Final = "Trakt export"
_WATCHLIST_FILE: Final = re.compile(r".*\bwatchlist(?:-\d+)?(?: ?\(\d+\))?\.csv")
_FAVORITES_FILE: Final = re.compile(r".*\bfavou?rites(?:-\d+)?(?: ?\(\d+\))?\.csv")
_MOMENTS: Final = ("watchedat", "ratedat", "collectedat", "listedat")
_USUAL: Final = (
    *("action", "traktrating", "tvdbid", "url", "rank", "seasonnumber", "seasontraktid"),
    *("seasontmdbid", "seasontvdbid", "episodenumber", "episodetitle", "episodereleased"),
    *("episodetraktrating", "episodetraktid", "episodeimdbid", "episodetmdbid"),
    *("episodetvdbid", "mediatype", "resolution", "3d", "hdr", "audio", "audiochannels"),
    *("genres", "notes", "lastwatchedat"),
)


def _derived(texts: Texts) -> tuple[str, str]:
    """Return the genres parted as in our tables, and what the row is, which must be said."""
    genres = ";".join(map(str.strip, texts.get("genres", "").split(",")))
    return genres, texts["type"] or "nokind"


def _form(moment: str, **more: Any) -> Form:
    """Return the file with a column of moments, and none of the others."""
    fields = {
        "title": "title",
        "year": "year",
        "imdb": "imdbid",
        "tmdb": "tmdbid",
        "release": "released",
        "runtime": "runtime",
        "genres": "oursgenres",
        "part_title": "episodetitle",
    }
    table = DeclaredTable(
        title=_TITLE,
        required=("type", "title", "traktid", moment),
        usual=_USUAL,
        fields=fields | ({"added": "listedat", "note": "notes"} if moment == "listedat" else {}),
        rating="rating",
        sort="ourskind",
        sorts={
            "movie": "",
            "show": SERIES,
            "season": "TV seasons",
            "episode": EPISODES,
            "person": "people",
            "nokind": "records of no kind",
        },
    )
    return Form(
        table._replace(**more),
        added=("ours genres", "ours kind"),
        derive=_derived,
        never=frozenset(_MOMENTS) - {moment},
        alone=True,
    )


_OF_PARTS: Final = {"season": "seasonnumber", "episode": "episodenumber"}
_HISTORY: Final = _form("watchedat", watched_on="watchedat", dates=Dates.UTC, **_OF_PARTS)
_LISTED: Final = _form("listedat")
_FORMS: Final = (_HISTORY, _form("ratedat", **_OF_PARTS), _form("collectedat"), _LISTED)
_COLLECTION: Final = _FORMS[2]


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    return best_claim(form.claims(member) for member in source.members for form in _FORMS)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say. Raises RefusedError for a list that does not say what it is."""
    files = [(form, m) for m in source.members for form in _FORMS if form.claims(m)]
    if not files:
        raise RefusedError(f"{source.name} holds no file of a Trakt export.")
    for form, member in files:
        if form is _LISTED:
            yield from _listed(member, options, is_alone=len(source.members) == 1)
        elif form is _COLLECTION:
            yield from (_tagged(item, "collected") for item in form.read(member, options))
        else:
            yield from form.read(member, options)
    yield from left_out(source, [member for _, member in files])


def _listed(member: SourceFile, options: Options, *, is_alone: bool) -> Iterator[Item]:
    if _WATCHLIST_FILE.fullmatch(member.name):
        form = _LISTED._replace(table=_LISTED.table._replace(otherwise=State.TO_WATCH))
        yield from form.read(member, options)
    elif _FAVORITES_FILE.fullmatch(member.name):
        yield from (_tagged(item, "favorite") for item in _LISTED.read(member, options))
    elif options.about:
        yield from _LISTED.read(member, options)
    elif is_alone:
        raise RefusedError(
            f"{member.path} lists films of Trakt, and does not say what for: say --as watchlist "
            "or --as list:NAME."
        )
    else:
        name = member.name.removesuffix(".csv").replace("-", " ").title()
        yield from told(_LISTED.read(member, options), f"{LIST}{name}", member.path)


def _tagged(item: Item, tag: str) -> Item:
    return replace(item, tags=(*item.tags, tag)) if isinstance(item, Entry) else item
