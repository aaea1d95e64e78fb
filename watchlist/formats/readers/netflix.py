"""Netflix: the viewing history of a profile, and the long one of a data request.

Neither says what is a film: an episode is told by the words of its title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import EPISODES, SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, Texts, left_out
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.parsing.values import is_episode
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Notice

TITLE: Final = "Netflix viewing history"
OPTIONS: Final = frozenset({"about", "date_order", "series", "time_zone"})

_SEASON: Final = (
    r"season|series|staffel|saison|temporada|stagione|sezon[aul]*|seizoen|säsong|sæson|sesong"
    r"|kausi|évad|bölüm|série|řada|séria|сезон|κύκλος|σεζόν|musim|mùa|ซีซั่น|ปี|الموسم|עונה"
    r"|シーズン|시즌|第|part|partie|parte|teil|deel|część|часть|del|osa|volume|vol\.|volumen|band"
    r"|book|livre|libro|buch|chapter|collection"
)
_MINISERIES: Final = (
    r"limited series|miniserie[sn]?|mini-?séries?|série limit(?:ée|ada)|serie limitada"
    r"|serie limitata|miniserial|мини-сериал|リミテッドシリーズ|리미티드 시리즈|限定剧|迷你剧"
)
_EPISODE_WORD: Final = (
    r"episode|épisode|episodio|episódio|folge|kapitel|capítulo|chapitre|capitolo|afsnit|avsnitt"
    r"|aflevering|odcinek|jakso|epizód|bölüm|серия|эпизод|エピソード|에피소드|第"
)
_IN_SEASON: Final = re.compile(
    rf"[:：]\s*(?:(?:{_SEASON})\s*(?:\d+|one|two|three|four|five)\s*(?:季|期|部|화|회)?"
    rf"|\d+\.?\s*(?:{_SEASON})|{_MINISERIES})\s*(?:[-–(][^:：]{{0,30}})?[:：]\s*\S",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    rf"[:：]\s*(?:(?:{_EPISODE_WORD})\s*\d+\s*[話集话화회]?|\d+\.?\s*(?:{_EPISODE_WORD}))\s*$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    rf"(?:.*\()?(?:(?:{_EPISODE_WORD})\s*(\d+)|(\d+)\.?\s*(?:{_EPISODE_WORD}))", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_NUMBERS: Final = ("ours title", "ours season", "ours episode")
_PARTS: Final = re.compile(r"(?:(?<!\s)\s+)?[:：]\s+")
_THREE: Final = 3
_DOZEN: Final = 12
_KOREAN_DAY: Final = re.compile(r"(\d\d)\. (\d{1,2})\. (\d{1,2})\.?")
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*","[^",]{4,12}"\s*')

_NOT_WATCHED: Final = {
    "film": "",
    "episode": EPISODES,
    "again": "titles that are there twice on one day",
}
_HISTORY: Final = DeclaredTable(
    title=TITLE,
    required=("title", "date"),
    fields={"title": "ourstitle"},
    season="oursseason",
    episode="oursepisode",
    watched_on="oursday",
    sort="ourskind",
    sorts=_NOT_WATCHED,
)
_ACTIVITY: Final = DeclaredTable(
    title=TITLE,
    required=("title", "starttime", "duration", "supplementalvideotype", "latestbookmark"),
    usual=("profilename", "attributes", "devicetype", "bookmark", "country"),
    fields={"title": "ourstitle"},
    season="oursseason",
    episode="oursepisode",
    watched_on="starttime",
    dates=Dates.UTC,
    sort="ourskind",
    sorts=_NOT_WATCHED
    | {
        "clip": "trailers and hooks",
        "sitting": "sittings before the latest one",
        "begun": "titles that were only begun",
    },
)
_WISHES: Final = DeclaredTable(
    title=TITLE,
    required=("titlename", "utctitleadddate"),
    usual=("profilename", "country"),
    fields={"title": "ourstitle", "added": "utctitleadddate"},
    otherwise=State.TO_WATCH,
    sort="ourskind",
    sorts=_NOT_WATCHED | {"series": SERIES},
)
_THUMBS: Final = DeclaredTable(
    title=TITLE,
    required=("titlename", "thumbsvalue", "eventutcts"),
    usual=("profilename", "ratingtype", "starvalue", "devicemodel", "regionviewdate"),
    fields={"title": "ourstitle", "tags": "ourstags"},
    rating="starvalue",
    best=5,
    sort="ourskind",
    sorts=_NOT_WATCHED | {"series": SERIES},
)
_LISTS: Final = (_WISHES, _THUMBS)
"""My List, and the ratings: thumbs, or stars of old."""
_TAGS: Final = {"1": "disliked", "2": "liked", "3": "liked"}
"""What becomes of a thumb down, up, and of two up: they are no stars, and no proof of watching."""
_LEAST: Final = 600
"""Seconds: who left earlier has only begun a film."""


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    long = (Form(_ACTIVITY).claims(member) for member in source.members)
    short = (Claim(2) for member in source.members if _is_history(member))
    lists = (Form(table).claims(member) for member in source.members for table in _LISTS)
    return best_claim((*long, *short, *lists))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield the films; episodes, trailers and what was only begun are counted."""
    long = [member for member in source.members if Form(_ACTIVITY).claims(member)]
    short = [member for member in source.members if set(member.header) == {"title", "date"}]
    listed = [(m, t) for t in _LISTS for m in source.members if Form(t).claims(m)]
    if not (long or short or listed):
        raise RefusedError(f"{source.name} holds no viewing history of Netflix.")
    series = {
        _series_of(title) for member in (*long, *short) for title in _episodes(member.table())
    }
    if long:
        short = []  # the same viewings, without the time
    for member in short:
        yield from _history(member.table()).read(member, options)
    for member in long:
        yield from _profiles(member.table())
        yield from _activity(member.table()).read(member, options)
    for member, table in listed:
        yield from _profiles(member.table())
        yield from _titles(table, series).read(member, options)
    if listed:
        yield Notice(
            "My List and the ratings do not tell series from films: only series of which episodes "
            "were watched are left out."
        )
    yield from left_out(source, [*short, *long, *(member for member, _ in listed)])


def _is_history(member: SourceFile) -> bool:
    """Whether a table of titles and dates is Netflix's, which many another one may resemble.

    It is when its rows are quoted as Netflix quotes them, or there are episodes among its titles.
    """
    if not member.is_table or sorted(member.header) != ["date", "title"]:
        return False
    lines = member.start.splitlines()
    header, rows = lines[0], [line for line in lines[1:-1] or lines[1:] if line.strip()]
    if '"' not in header and rows and all(map(_QUOTED.fullmatch, rows[:50])):
        return True
    table = CellTable(member.path, member.start)
    index = table.column("title") or 0
    return any(is_part(row.cells[index]) for row in table.rows() if isinstance(row, TableRow))


def is_part(title: str) -> bool:
    """Whether a title names an episode: its season, its number, or its series twice."""
    if is_episode(title) or _IN_SEASON.search(title) or _NUMBERED.search(title):
        return True
    parts = _PARTS.split(title)
    return len(parts) >= _THREE and parts[1].startswith(parts[0])


def _episodes(cells: CellTable) -> frozenset[str]:
    """Return the titles in a table that are episodes.

    A title of three parts is one too where its first part is a series, by another title, or where
    three titles share the first two: a colon alone makes no episode. A dozen titles that share
    their first part are a series that the site lists without seasons: no row of films is so long.
    """
    titles = set(_column(cells, "title"))
    found = set(filter(is_part, titles))
    series = {_PARTS.split(title)[0] for title in found}
    seasons, shared = defaultdict(list), defaultdict(list)
    for title in titles - found:
        parts = _PARTS.split(title)
        shared[parts[0]].append(title)
        if len(parts) >= _THREE:
            seasons[parts[0], parts[1]].append(title)
    for (name, _), several in seasons.items():
        if name in series or len(several) >= _THREE:
            found.update(several)
    found.update(
        title for several in shared.values() if len(several) >= _DOZEN for title in several
    )
    return frozenset(found)


def _series_of(title: str) -> str:
    """Return the series that an episode is of."""
    name: str = _PARTS.split(title)[0]
    return name


def _titles(table: DeclaredTable, series: Collection[str]) -> Form:
    """Return the form of a list of titles, of which some are known to be series."""

    def derived(texts: Texts) -> tuple[str, str, str]:
        title = texts["titlename"]
        kind = "series" if title in series else "episode" if is_part(title) else "film"
        return kind, title, _TAGS.get(texts.get("thumbsvalue", ""), "")

    return Form(table, added=("ours kind", "ours title", "ours tags"), derive=derived)


def _column(cells: CellTable, key: str) -> Iterator[str]:
    index = cells.column(key)
    if index is not None:
        yield from (row.cells[index].strip() for row in cells.rows() if isinstance(row, TableRow))


def _history(cells: CellTable) -> Form:
    episodes = _episodes(cells)
    met: set[tuple[str, str]] = set()

    def derived(texts: Texts) -> tuple[str, ...]:
        title, day = texts["title"], _KOREAN_DAY.sub(r"20\1-\2-\3", texts["date"])
        if title in episodes:
            return "episode", day, *_numbers(title)
        kind = "again" if (title, day) in met else "film"  # it was paused
        met.add((title, day))
        return kind, day, title, "", ""

    return Form(_HISTORY, added=("ours kind", "ours day", *_NUMBERS), derive=derived)


def _numbers(title: str) -> tuple[str, str, str]:
    """Return the series of an episode, and the numbers of season and episode if it tells them."""
    series, *rest = _PARTS.split(title)
    season = next((match[0] for part in rest[:1] if (match := _DIGITS.search(part))), "")
    if rest and not season and re.fullmatch(_MINISERIES, rest[0], re.IGNORECASE):
        season = "1"
    number = next((match for part in rest[-2:] if (match := _NUMBER.match(part))), None)
    if len(rest) == 1 and number:
        season = ""
    return series, season, (number[1] or number[2]) if number else ""


def _activity(cells: CellTable) -> Form:
    episodes = _episodes(cells)

    def kind(texts: Texts) -> str:
        if texts["supplementalvideotype"]:
            return "clip"
        if texts["title"] in episodes:
            return "episode"
        if "not latest" in texts["latestbookmark"].casefold():
            return "sitting"
        reached = (texts["latestbookmark"], texts.get("bookmark", ""), texts["duration"])
        return "film" if max(map(_seconds, reached)) >= _LEAST else "begun"

    def derived(texts: Texts) -> tuple[str, ...]:
        found, title = kind(texts), texts["title"]
        return found, *(_numbers(title) if found == "episode" else (title, "", ""))

    return Form(_ACTIVITY, added=("ours kind", *_NUMBERS), derive=derived)


def _seconds(text: str) -> int:
    """Return how long ``01:40:00`` is; 0 for what is no length."""
    parts = text.split(":")
    if len(parts) != _THREE or not all(map(str.isdecimal, parts)):
        return 0
    hours, minutes, seconds = map(int, parts)
    return (hours * 60 + minutes) * 60 + seconds


def _profiles(cells: CellTable) -> Iterable[Notice]:
    """Yield what is to be said when several people's viewings are in one file."""
    names = sorted(set(_column(cells, "profilename")) - {""})
    if len(names) > 1:
        said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > _THREE else "")
        yield Notice(
            f"The viewings of all profiles were taken ({said}): leave the rows of others out of "
            "the file where they are not yours."
        )
