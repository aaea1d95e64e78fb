"""Yamtrack: its CSV of films, series, games and books, told apart by ``media_type``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import EPISODES, SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, Texts, left_out
from watchlist.formats.parsing.sites import positive
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "Yamtrack export"
OPTIONS: Final = frozenset({"about", "date_order", "series", "time_zone"})

_LIST: Final = "list"
_NO_KIND: Final = "nokind"


def _derived(texts: Texts) -> tuple[str, str, str]:
    """Return the id at TMDB, what the row is, and how often it was watched.

    ``repeats`` of old exports are the times beyond the first; a list and its rows have no kind.
    """
    tmdb = texts["mediaid"] if texts["source"].casefold() == "tmdb" else ""
    is_list = _LIST in (texts.get("rowtype", ""), texts["mediatype"])
    repeats = positive(texts.get("repeats", ""))
    sort = _LIST if is_list else texts["mediatype"] or _NO_KIND
    return tmdb, sort, str(repeats + 1) if repeats else ""


_FORM: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("mediaid", "source", "mediatype", "title", "status"),
        usual=(
            *("image", "seasonnumber", "episodenumber", "startdate", "progress", "createdat"),
            *("progressedat", "mediatype", "rowtype", "repeats"),
        ),
        fields={"title": "title", "tmdb": "ourstmdb", "note": "notes"},
        rating="score",
        best=10,
        watched_on="enddate",
        dates=Dates.UTC,
        state="status",
        plays="oursplays",
        season="seasonnumber",
        episode="episodenumber",
        sort="ourskind",
        sorts={
            "movie": "",
            "tv": SERIES,
            "season": "TV seasons",
            "episode": EPISODES,
            "anime": "anime",
            "manga": "books",
            "book": "books",
            "comic": "books",
            "game": "games",
            "boardgame": "games",
            "music": "albums",
            "podcast": "podcasts",
            _LIST: "lists",
            _NO_KIND: "records of no kind",
        },
    ),
    added=("ours tmdb", "ours kind", "ours plays"),
    derive=_derived,
)


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the tables that have its columns."""
    return best_claim(map(_FORM.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield the films; what is no film is counted by what it is."""
    members = [member for member in source.members if _FORM.claims(member)]
    if not members:
        raise RefusedError(f"{source.name} holds no table of Yamtrack.")
    for member in members:
        yield from _FORM.read(member, options)
    yield from left_out(source, members)
