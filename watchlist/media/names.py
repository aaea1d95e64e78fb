"""What the path of a media file says of the film in it. Pure.

The styles are those of Plex, Jellyfin and Kodi, ``Title (1999) {imdb-tt0133093}/Title (1999).mkv``,
of releases, ``Title.1999.1080p.BluRay``, and of episodes, ``Series/Season 2/Series - s02e16.mkv``.
Where the name of a file says too little, the folders above it are asked.

A name that this reader is not sure of (``Reading.is_sure``) can be shown to another reader: see
``watchlist.media.guessing``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from watchlist.media.tokens import (
    ABSOLUTE,
    AKA,
    ARTICLE_BEHIND,
    BARE_IMDB,
    BARE_NUMBER,
    BRACKETS,
    DISC,
    EDITION,
    EPISODE_MARKS,
    EXTRA_FILE,
    EXTRA_FILE_OF_FILM,
    EXTRA_FOLDERS,
    EXTRA_FOLDERS_OF_FILM,
    FIRST_YEAR,
    GROUP,
    ID,
    LAST_YEAR,
    LONE_EPISODE,
    PART_BEHIND_YEAR,
    PLAIN,
    SEASON_FOLDER,
    SITE,
    SPECIALS_FOLDER,
    TECHNICAL,
    VIDEO,
    YEAR_ALONE,
    YEAR_IN_BRACKETS,
)
from watchlist.names.folding import match_key

_ANCESTORS: Final = 3
"""So many folders above a file may say something of it: season, series, and shelf."""


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a path says of a film.

    ``span`` is the piece of a series (``S02E16``, ``S01E01..E02``, ``E1071``), empty for a film.
    ``others`` are other titles that may be meant, ``disc`` counts the files of one film from 1.
    ``whole_title`` is the title where the year that was read is a piece of it (``Wonder Woman
    1984``). ``ids`` are by site, those of the series for an episode.
    """

    title: str
    year: int | None = None
    span: str = ""
    ids: dict[str, str] = {}
    others: tuple[str, ...] = ()
    whole_title: str = ""
    disc: int = 0
    edition: str = ""
    is_sure: bool = True

    @property
    def label(self) -> str:
        """The title with its year, or with which piece of it."""
        if self.span:
            return f"{self.title} {self.span}"
        return f"{self.title} ({self.year})" if self.year else self.title


def is_video(name: str) -> bool:
    """Whether a file is a video by its name."""
    return name.rpartition(".")[2].casefold() in VIDEO and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    """Whether a name is one that systems give and hide, and no title.

    “...And Justice for All” and “$9.99 (2008)” are titles.
    """
    if name.startswith("."):
        return not name.startswith("..")
    return name.startswith(("@", "$")) and not YEAR_IN_BRACKETS.search(name)


def is_left_out(parts: Sequence[str]) -> bool:
    """Whether a video below a scanned folder is none of a film: a sample, an extra, a trailer.

    ``parts`` are the names of the folders from there on and of the file.
    """
    *folders, file = (name.casefold() for name in parts)
    stem = file.rpartition(".")[0]
    if any(_is_hidden(name) or name in EXTRA_FOLDERS for name in folders):
        return True
    if EXTRA_FILE.search(stem):
        return True
    if any(mark.search(stem) for mark in EPISODE_MARKS):  # specials of a series are episodes
        return False
    dated = [YEAR_IN_BRACKETS.search(name) is not None for name in folders]
    inside = any(dated[i] and name in EXTRA_FOLDERS_OF_FILM for i, name in enumerate(folders[1:]))
    return inside or (any(dated) and EXTRA_FILE_OF_FILM.search(stem) is not None)


def read(parts: Sequence[str]) -> Reading:
    """Return what the names of the folders of a video and of itself say."""
    *folders, file = (_clean(name) for name in parts[-_ANCESTORS - 1 :])
    own = read_name(file.rpartition(".")[0])
    above = list(reversed(folders))
    season = _season(above)
    if not own.span and season is not None:
        own = _numbered(own, file.rpartition(".")[0])
    if own.span:
        return _episode(own, season, above)
    return _film(own, read_name(above[0]) if above else None)


def _clean(name: str) -> str:
    """Return a name as people write it: composed, without bytes that are no text."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1 << 10)
def read_name(stem: str) -> Reading:
    """Return what a single name says, without the ending of a file."""
    stem = SITE.sub("", stem)
    if (match := PLAIN.fullmatch(stem)) and not any(mark.search(stem) for mark in EPISODE_MARKS):
        return _titled(match["title"], int(match["year"]), is_sure=True)
    ids = dict(_ids(stem))
    text = BARE_IMDB.sub(" ", ID.sub(" ", stem))
    edition = EDITION.search(text)
    text, disc = _without_disc(EDITION.sub(" ", text))
    reading = _read_episode(text) or _read_numbered(text) or _read_film(text)
    return replace(
        reading,
        ids=ids,
        disc=disc,
        edition=edition[1].strip() if edition else "",
        is_sure=reading.is_sure or bool(ids),
    )


def _ids(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of a name by site, which are in brackets of any kind but for IMDb's."""
    for match in BARE_IMDB.finditer(text):
        yield "imdb", match[0].lower()
    for match in ID.finditer(text):
        site, number = match["site"].casefold(), match["number"].casefold()
        if (site == "imdb") == number.startswith("tt"):
            yield site, number


def _without_disc(text: str) -> tuple[str, int]:
    """Take off which of several discs it is, 0 for none."""
    match = DISC.search(text) or PART_BEHIND_YEAR.search(text)
    if not match:
        return text, 0
    mark = match["number"].casefold()
    number = int(mark) if mark.isdecimal() else ord(mark) - ord("a") + 1
    return f"{text[: match.start('disc')]} {text[match.end('disc') :]}", number


# -- episodes --------------------------------------------------------------------------------


def _read_episode(text: str) -> Reading | None:
    """Read a name that says which episode it is."""
    for pattern in EPISODE_MARKS:
        if match := pattern.search(text):
            title, year = _title_and_year(text[: match.start()])
            return Reading(title, year, _span(match), is_sure=True)
    group = GROUP.match(text)
    body = BRACKETS.sub(" ", text[group.end() :]).strip() if group else ""
    if match := ABSOLUTE.fullmatch(body):
        title, year = _title_and_year(match["title"])
        season = SEASON_FOLDER.search(title)
        if season and season.start():
            span = f"S{int(season['season']):02}E{int(match['first']):02}"
            return Reading(title[: season.start()].strip(" -("), year, span)
        return Reading(title, year, f"E{int(match['first']):02}")
    return None


def _read_numbered(text: str) -> Reading | None:
    """Read a name that has the number of an episode and no season, which may be one of a film."""
    match = LONE_EPISODE.search(text)
    if not match or YEAR_IN_BRACKETS.search(text) or not _tidy(match["title"]):
        return None
    title, year = _title_and_year(match["title"])
    span = f"E{int(match['first']):02}"
    return Reading(title, year, span, whole_title=_tidy(text), is_sure=False)


def _span(match: re.Match[str]) -> str:
    """Write the piece that a mark names."""
    found = match.groupdict()
    first, last = int(found["first"]), int(found.get("last") or found["first"])
    end = f"..E{last:02}" if last > first else ""
    if found.get("season"):
        return f"S{int(found['season']):02}E{first:02}{(found.get('half') or '').lower()}{end}"
    return f"E{first:02}{end}"


def _season(above: Sequence[str]) -> int | None:
    """Return the season that the folder of a file is of."""
    if not above:
        return None
    if SPECIALS_FOLDER.fullmatch(above[0]):
        return 0
    match = SEASON_FOLDER.search(BRACKETS.sub(" ", above[0]).strip())
    return int(match["season"]) if match else None


def _numbered(own: Reading, stem: str) -> Reading:
    """Read a name in the folder of a season, where a bare number is that of an episode."""
    if match := LONE_EPISODE.search(stem) or BARE_NUMBER.fullmatch(BRACKETS.sub(" ", stem).strip()):
        title = match.groupdict().get("title") or ""
        return replace(own, title=_tidy(title), span=f"E{int(match['first']):02}", whole_title="")
    return own


def _episode(own: Reading, season: int | None, above: Sequence[str]) -> Reading:
    """Return an episode with what the folders of its season and its series say."""
    span = own.span
    if season is not None and span.startswith("E"):
        span = f"S{season:02}{span}"
    series: Reading | None = None
    for index, folder in enumerate(above[:2]):
        is_season = index == 0 and season is not None
        name = _before_season(folder) if is_season else folder
        if name:
            series = read_name(name)
            break
    if series is None or series.span:
        return replace(own, span=span)
    same = match_key(own.title) == match_key(series.title) if own.title else True
    year = own.year or (series.year if same else None)
    # an id in the name of a file is that of the episode, or of its series
    return replace(
        own, title=own.title or series.title, year=year, span=span, ids={**series.ids, **own.ids}
    )


def _before_season(folder: str) -> str:
    """Return what stands before the season in the name of a folder: “Series” or nothing."""
    if SPECIALS_FOLDER.fullmatch(folder):
        return ""
    match = SEASON_FOLDER.search(folder)
    return folder[: match.start()].strip(" -._(") if match else folder


# -- films -----------------------------------------------------------------------------------


def _film(own: Reading, folder: Reading | None) -> Reading:
    """Return a film with what its folder says."""
    if folder is None or folder.span or not (folder.year or folder.ids):
        return own
    same = match_key(own.title) == match_key(folder.title)
    if own.ids:
        return replace(own, year=own.year or (folder.year if same else None))
    if own.year and own.is_sure:  # it says all of itself: only an id can say more
        return replace(own, ids=folder.ids)
    if same or folder.ids or folder.is_sure:
        return replace(folder, disc=own.disc or folder.disc, edition=own.edition or folder.edition)
    return own


def _read_film(text: str) -> Reading:
    """Read a name that is one of a film, with its year where that is told."""
    match = _last(YEAR_IN_BRACKETS, text)
    if match and match.start():
        return _titled(_without_brackets(text[: match.start()]), int(match["year"]), is_sure=True)
    if match and (behind := text[match.end() :].strip()):  # “(1999) Title”
        found = _read_film(behind)
        return found if found.year else replace(found, year=int(match["year"]), is_sure=True)
    body = _without_brackets(text)
    technical = _first_technical(body)
    known = body[:technical] if technical is not None else body
    match = _last(LAST_YEAR, known)
    if match and _tidy(known[: match.start()]):
        behind = _tidy(known[match.end() :])
        is_sure = technical is not None and not behind
        whole = "" if behind else _tidy(known)
        return replace(
            _titled(known[: match.start()], int(match["year"]), is_sure=is_sure), whole_title=whole
        )
    if match := FIRST_YEAR.fullmatch(known):
        return replace(
            _titled(match["title"], int(match["year"]), is_sure=False), whole_title=_tidy(known)
        )
    return _titled(known, None, is_sure=bool(YEAR_ALONE.fullmatch(_tidy(known))))


def _title_and_year(text: str) -> tuple[str, int | None]:
    """Return what stands before the mark of an episode: the series, and its year."""
    film = _read_film(text)
    return film.title, film.year


def _titled(text: str, year: int | None, *, is_sure: bool) -> Reading:
    title, *others = AKA.split(_tidy(text))
    return Reading(
        _articled(title),
        year,
        others=tuple(filter(None, map(_articled, others))),
        is_sure=is_sure,
    )


def _without_brackets(text: str) -> str:
    """Take out square and curly brackets, but for a year's and where no letter stands outside."""
    plain = BRACKETS.sub(" ", text)
    return plain if any(map(str.isalpha, plain)) else re.sub(r"[\[\]{}]", " ", text)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 -- the last one is wanted
        pass
    return found


def _first_technical(text: str) -> int | None:
    """Return where the words of a release begin; not at the beginning of a name."""
    for match in TECHNICAL.finditer(text):
        if _tidy(text[: match.start()]):
            return match.start()
    return None


def _tidy(text: str) -> str:
    """Return words as a title: dots and lines of names without blanks are blanks."""
    text = text.replace("_", " ")
    if " " not in text.strip():
        text = text.replace(".", " ")
        text = text if " " in text.strip() or text.count("-") < 2 else text.replace("-", " ")  # noqa: PLR2004
    text = re.sub(r"[(\[{][\s._-]*[)\]}]", " ", text)
    return " ".join(text.split()).rstrip(" -–—.,([{~+").lstrip(" -–—.,~+")


def _articled(title: str) -> str:
    """Return “The Matrix” for “Matrix, The”."""
    match = ARTICLE_BEHIND.fullmatch(title)
    return f"{match['article']} {match['title']}" if match else title
