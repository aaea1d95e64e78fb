"""Yamtrack: its CSV of films, series, games and books, told apart by ``media_type``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import EPISODES, SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, Texts, left_out
from watchlist.formats.parsing.site_records import cells_of
from watchlist.formats.parsing.sites import positive
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "Yamtrack export"
OPTIONS: Final = frozenset({"about", "date_order", "series", "time_zone"})

_LIST: Final = "list"
_NO_KIND: Final = "nokind"
_SEASON: Final = "season"
_EPISODE: Final = "episode"


def _mark(texts: Texts) -> str:
    """Return what an entry goes by at the site: its film, and the moment when it was made."""
    created = "T".join(texts.get("createdat", "").split())
    return f"{texts['source']}:{texts['mediaid']}:{created}" if created else ""


class _AboutPart(NamedTuple):
    """Which part a row is about, as it is written, and the word for its state."""

    written: str = ""
    state: str = ""


def _derived(texts: Texts, part: _AboutPart | None = None) -> tuple[str, ...]:
    """Return the id at TMDB, what the row is, how often it was watched, its part and its state.

    ``repeats`` of old exports are the times beyond the first; a list and its rows have no kind.
    """
    tmdb = texts["mediaid"] if texts["source"].casefold() == "tmdb" else ""
    is_list = _LIST in (texts.get("rowtype", ""), texts["mediatype"])
    repeats = positive(texts.get("repeats", ""))
    sort = _EPISODE if part else _LIST if is_list else texts["mediatype"] or _NO_KIND
    of, state = part or _AboutPart(state=texts["status"])
    return tmdb, sort, str(repeats + 1) if repeats else "", of, state


def _part(texts: Texts, in_episodes: Collection[tuple[str, str]]) -> _AboutPart | None:
    """Return which part a row is about; of a season of which there are episodes, these tell."""
    season, episode = texts.get("seasonnumber", ""), texts.get("episodenumber", "")
    if texts["mediatype"] == _EPISODE:  # one that is there was watched
        return _AboutPart(f"s{season}e{episode}", texts["status"] or "Completed")
    if texts["mediatype"] != _SEASON or (texts["mediaid"], season) in in_episodes:
        return None
    if state_of(texts["status"]) is State.WATCHED:
        return _AboutPart(f"s{season}", texts["status"])
    seen = positive(texts.get("progress", ""))
    return _AboutPart(f"s{season}e1-{seen}", "Completed") if seen else None


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
        state="oursstate",
        plays="oursplays",
        site="yamtrack",
        mark="oursmark",
        episode="ourspart",
        progress="progress",
        sort="ourskind",
        sorts={
            "movie": "",
            "tv": SERIES,
            _SEASON: "TV seasons",
            _EPISODE: EPISODES,
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
    added=("ours tmdb", "ours kind", "ours plays", "ours part", "ours state", "ours mark"),
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
        table = member.table()
        yield from _form(table, options).read_table(table, options)
    yield from left_out(source, members)


def _form(table: CellTable, options: Options) -> Form:
    """Return the form of a table, in which rows of seasons and episodes may be taken as parts.

    Entries that were made at one moment, by an import, have no mark that tells them apart.
    """
    rows = (row for row in table.rows() if isinstance(row, TableRow))
    texts = [{key: cell.strip() for key, cell in cells_of(table, row).items()} for row in rows]
    times = Counter(map(_mark, texts))
    in_episodes = {
        (row["mediaid"], row.get("seasonnumber", ""))
        for row in texts
        if row["mediatype"] == _EPISODE
    }

    def derived(row: Texts) -> tuple[str, ...]:
        part = _part(row, in_episodes) if options.takes_episodes else None
        mark = _mark(row)
        return *_derived(row, part), mark if times[mark] == 1 else ""

    return _FORM._replace(derive=derived)
