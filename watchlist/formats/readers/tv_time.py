"""TV Time: what its export extension saved, as CSV or JSON, and the data that the site handed out.

A folder that has the same films in two of these is read once: JSON before CSV before the site's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import EPISODES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, JsonTable, Texts, left_out, text
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.sites import positive
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.parsing.titles import with_article
from watchlist.formats.parsing.trees import json_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "TV Time export"
OPTIONS: Final = frozenset({"about", "date_order", "series", "time_zone"})

_FILM: Final = ""
_SERIES: Final = "TV series"
_TOTALS: Final = "records of no film"
_SORTS: Final = {
    "film": _FILM,
    "episode": EPISODES,
    "series": _SERIES,
    "totals": _TOTALS,
}


_YEAR: Final = re.compile(r"(\d{4})-")
_FIRST_YEAR: Final = 1971
_YES: Final = ("true", "1", "wahr", "vrai", "verdadero", "vero")
_NO: Final = ("false", "0", "falsch", "faux", "falso")
"""What stands in a box, also after a spreadsheet has saved it in another language."""


def _watched_film(texts: Texts) -> tuple[str, str, str]:
    """Return the title, the moment of the first watching, and how often it was watched."""
    again = positive(texts.get("rewatchcount", "").removesuffix(".0")) or 0
    seen = texts["iswatched"].casefold() in _YES
    return with_article(texts["title"]), _known(texts["watchedat"]), str(again + 1) * seen


def _known(moment: str) -> str:
    """Return a moment; empty for the one that stands for none (``0001-01-01 00:00:00``)."""
    year = _YEAR.match(moment)
    return "" if year and int(year[1]) < _FIRST_YEAR else moment


def _watched_episode(texts: Texts) -> tuple[str, str, str, str, str]:
    """Return that it is an episode, of which series, whether it was watched, when, how often."""
    series = texts.get("seriesname") or texts.get("seriestitle") or texts["title"]
    seen = texts["iswatched"].casefold() in _YES
    state = "watched" if seen else "none"
    again = positive(texts.get("rewatchcount", "").removesuffix(".0")) or 0
    return "episode", series, state, _known(texts["watchedat"]) * seen, str(again + 1) * seen


_FILMS: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("title", "watchedat", "iswatched", "rewatchcount"),
        usual=("uuid", "tvdbid", "createdat", "isfavorite", "title", "watchedat"),
        fields={"title": "ourstitle", "year": "year", "imdb": "imdbid"},
        watched_on="oursday",
        dates=Dates.UTC,
        state="iswatched",
        states=dict.fromkeys(_YES, State.WATCHED) | dict.fromkeys(_NO, State.TO_WATCH),
        plays="oursplays",
    ),
    added=("ours title", "ours day", "ours plays"),
    derive=_watched_film,
    never=frozenset({"episode", "season", "seriestvdbid", "seriesuuid", "seriesname"}),
)
_SERIES_FILE: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("uuid", "tvdbid", "title", "status", "createdat"),
        usual=("isfavorite",),
        fields={"title": "title", "imdb": "imdbid"},
        sort="ourskind",
        sorts=_SORTS,
    ),
    added=("ours kind",),
    derive=lambda _texts: ("series",),
    never=frozenset({"iswatched", "watchedat"}),
)
_EPISODES_FILE: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("title", "season", "episode", "iswatched", "watchedat"),
        usual=(
            *("seriestvdbid", "seriesimdbid", "seriesuuid", "tvdbid", "rewatchcount", "special"),
            *("seriesname", "seriestitle"),
        ),
        fields={"title": "oursseries", "imdb": "seriesimdbid"},
        watched_on="oursday",
        dates=Dates.UTC,
        state="oursstate",
        plays="oursplays",
        season="season",
        episode="episode",
        sort="ourskind",
        sorts=_SORTS,
    ),
    added=("ours kind", "ours series", "ours state", "ours day", "ours plays"),
    derive=_watched_episode,
)
_EVENT_COLUMNS: Final = ("typeuuidn", "type", "entitytype", "moviename", "createdat")
_EVENTS: Final = DeclaredTable(
    title=TITLE,
    required=_EVENT_COLUMNS,
    usual=(
        *("uuid", "updatedat", "userid", "rewatchcount", "totalmoviesruntime", "seriesname"),
        *("watchcount", "watches", "alpharangekey", "releasedaterangekey", "followdaterangekey"),
        *("country", "watchdaterangekey", "seriesid", "seriesuuid", "watchdate", "runtime"),
        *("episodenumber", "episodeid", "seasonnumber", "totalseriesruntime", "unitarian"),
        *("watchedepisoderangekey", "bulktype", "releasedate"),
    ),
    fields={
        "title": "moviename",
        "year": "oursyear",
        "release": "oursrelease",
        "runtime": "oursminutes",
    },
    watched_on="oursday",
    dates=Dates.UTC,
    state="oursstate",
    plays="oursplays",
    sort="ourskind",
    sorts=_SORTS,
)
_EVENT_CELLS: Final = (
    *("ours kind", "ours state", "ours day", "ours plays"),
    *("ours year", "ours release", "ours minutes"),
)
_STATES: Final = {
    "watch": "watched",
    "rewatch": "watched",
    "rewatch_count": "watched",
    "towatch": "to watch",
    "follow": "none",
}
_EPISODE_EVENTS: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("key", "seriesname", "sid", "episodenumber", "createdat"),
        usual=(
            *("epwatchcount", "updatedat", "moviewatchcount", "totalmoviesruntime", "gsi"),
            *("seriesfollowcount", "userid", "totalseriesruntime", "isarchived", "isforlater"),
            *("isfollowed", "uuid", "mostrecentepwatched", "followedat", "epno", "epid"),
            *("rewatchcount", "sno", "isunitary", "episodeid", "seasonnumber", "runtime"),
            *("bulktype", "isspecial"),
        ),
        fields={"title": "seriesname"},
        watched_on="createdat",
        dates=Dates.UTC,
        season="oursseason",
        episode="episodenumber",
        sort="ourskind",
        sorts=_SORTS,
    ),
    added=("ours kind", "ours season"),
    derive=lambda texts: (
        "episode" if "episode" in texts["key"] else "totals",
        texts.get("seasonnumber") or texts.get("sno", ""),
    ),
)
_WATCHED_AT: Final = re.compile(r"watch-date-(\d{9,10})")
_RECORDS: Final = re.compile(
    r'\s*\[\s*\{(?=.{0,4000}"title"\s*:)(?=.{0,4000}"id"\s*:\s*\{[^{}]*"tvdb"\s*:)'
    r'(?=.{0,4000}"(?:is_watched|seasons|watched_at)"\s*:)',
    re.DOTALL,
)
_KEYS: Final = ("title", "year", "imdb_id", "watched_at", "is_watched", "rewatch_count")
_COUNTED: Final = (_SERIES_FILE, _EPISODES_FILE, _EPISODE_EVENTS)


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the files of a site or of the extension."""
    forms = (_FILMS, *_COUNTED, Form(_EVENTS))
    tables = (form.claims(member) for member in source.members for form in forms)
    records = (Claim(len(_KEYS)) for m in source.members if _RECORDS.match(m.start))
    return best_claim((*tables, *records))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield the films; series and episodes are counted."""
    records = [member for member in source.members if _RECORDS.match(member.start)]
    films = [member for member in source.members if _FILMS.claims(member)]
    events = [member for member in source.members if _EVENTS.claims(member)]
    counted = [(form, m) for m in source.members for form in _COUNTED if form.claims(m)]
    if not (records or films or events or counted):
        raise RefusedError(f"{source.name} holds no file of TV Time.")
    if records:
        films, events, counted = [], [], []
    elif films:
        events = []
    for member in records:
        yield from _FILMS.read_table(_records(member), options)
    for member in films:
        yield from _FILMS.read(member, options)
    for member in events:
        yield from _events(member.table()).read(member, options)
    for form, member in counted:
        yield from form.read(member, options)
    yield from left_out(source, [*records, *films, *events, *(m for _, m in counted)])


def _records(member: SourceFile) -> CellTable:
    """Return the records of JSON as the table of films that the extension writes as well."""
    found = json_of(member)
    rows = enumerate(found if isinstance(found, list) else [], start=1)
    return JsonTable(member.path, _KEYS, ((number, _cells(row)) for number, row in rows))


def _cells(row: Any) -> list[str] | str:
    if not isinstance(row, dict):
        return "it is no record."
    if "seasons" in row or "is_watched" not in row:
        return _SERIES
    ids = row.get("id")
    imdb = ids.get("imdb") if isinstance(ids, dict) else ""
    return [text(imdb if key == "imdb_id" else row.get(key)) for key in _KEYS]


def _events(cells: CellTable) -> Form:
    """Return the form of the site's own records, of which several may be about one film."""
    watched = _last_watched(cells)

    def derived(texts: Texts) -> tuple[str, ...]:
        event = texts["type"]
        again = positive(texts.get("rewatchcount", "")) or 0
        day = _moment(texts) if event in ("watch", "rewatch") else ""
        state = _STATES.get(event, "none")
        if event == "towatch" and watched.get(_film(texts), "") >= texts["createdat"]:
            state = "none"  # it was watched since
        plays = str(again + 1) if state == "watched" else ""
        released = "" if texts.get("releasedate", "").startswith("0") else texts.get("releasedate")
        release = (released or "")[:10]
        seconds = positive(texts.get("runtime", ""))
        minutes = str(round(seconds / 60)) if seconds else ""
        return _kind(texts), state, day, plays, release[:4], release, minutes

    return Form(_EVENTS, added=_EVENT_CELLS, derive=derived)


def _kind(texts: Texts) -> str:
    """Return what a record is of: a film, an episode, or totals."""
    event = texts["type"]
    if texts["entitytype"] == "episode" or (texts.get("seriesname") and not texts["moviename"]):
        return "episode"
    if not texts["moviename"] or event not in _STATES:
        return "totals"
    if event == "rewatch_count" and not positive(texts.get("rewatchcount", "")):
        return "totals"
    return "film"


def _film(texts: Texts) -> tuple[str, str]:
    return texts["moviename"], texts.get("releasedate", "")


def _moment(texts: Texts) -> str:
    """Return the moment of a watching: the one in its key, else when the record was made."""
    match = _WATCHED_AT.fullmatch(texts.get("watchdaterangekey", ""))
    return match[1] if match and moment_of(match[1], None) else _known(texts["createdat"])


def _last_watched(cells: CellTable) -> dict[tuple[str, str], str]:
    """Return when each film was marked as watched last."""
    last: dict[tuple[str, str], str] = {}
    for row in cells.rows():
        if isinstance(row, TableRow):
            texts = dict(zip(cells.header, map(str.strip, row.cells), strict=True))
            if texts["type"] in ("watch", "rewatch"):
                last[_film(texts)] = max(last.get(_film(texts), ""), texts["createdat"])
    return last
