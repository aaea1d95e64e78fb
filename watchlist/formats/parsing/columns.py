"""What the columns of a table of films are about, by the names that people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from watchlist.errors import UsageError
from watchlist.formats.parsing.states import MEANINGS, State
from watchlist.formats.parsing.tables import column_key
from watchlist.library.fields import FIELDS

_OTHERS: Final[dict[str, tuple[str, ...]]] = {
    # how fields are called in the tables of other languages and sites
    "title": (
        *("titel", "titre", "título", "titulo", "titolo", "название", "назва", "标题", "片名"),
        *("filmtitel", "movietitle", "filmtitle", "primarytitle", "tytuł", "název", "nimi", "cím"),
        *("otsikko", "tittel", "titlu", "filmadı", "τίτλος", "judul"),
        *("タイトル", "作品名", "映画名"),
        *("제목", "영화", "영화제목", "電影", "电影", "片名称", "影片", "電影名稱", "电影名"),
    ),
    "year": (
        *("yr", "yearmade", "movieyear", "filmyear", "productionyear", "yearofproduction"),
        *("jahr", "erscheinungsjahr", "année", "annee", "annéedesortie", "año", "ano", "anno"),
        *("год", "годвыпуска", "рік", "jaar", "rok", "år", "yıl", "vuosi", "év", "an", "έτος"),
        *("年", "年份", "公開年", "製作年", "연도", "년도", "개봉연도", "tahun", "năm"),
    ),
    "runtime": ("runtimemins", "runtimeminutes"),
    "original_title": ("originaltitle", "originaltitel", "оригинальноеназвание"),
}

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    # ours: the names that others have for it, as keys
    **{
        field.columns[0]: (*field.columns[1:], *_OTHERS.get(field.columns[0], ()))
        for field in FIELDS.values()
        if field.columns
    },
    "rating": (
        *("myrating", "yourrating", "userrating", "personalrating", "ownrating", "score"),
        *("myscore", "stars", "bewertung", "meinebewertung", "manote", "оценка", "мояоценка"),
    ),
    "rating10": (
        *("ratingoutof10", "rating110", "myrating10", "myratingoutof10", "yourratingoutof10"),
        "scoreoutof10",
    ),
    "watched_on": (
        "watcheddate",
        "datewatched",
        "watchdate",
        "watchedat",
        "dateseen",
        "seenon",
        "seendate",
        "lastwatched",
        "lastwatchedat",
        "lastseen",
        "lastviewed",
        "firstwatched",
        "firstseen",
        "zuletztgesehen",
        "viewedon",
        "dateviewed",
        "viewingdate",
        "gesehenam",
        "datumgesehen",
        "vule",
        "vistoel",
        "vistoil",
        "датапросмотра",
        "观看日期",
    ),
    "watched": (
        "seen",
        "viewed",
        "watchedyn",
        "seenyn",
        "gesehen",
        "vu",
        "visto",
        "watchedit",
        "iswatched",
        "isseen",
    ),
    "state": (
        *("status", "watchstatus", "mystatus", "watchedstatus", "liststatus", "liste"),
        *("état", "statut", "estado", "situação", "stato", "статус", "состояние", "zustand"),
        *("durum", "stan", "tila", "stav", "állapot", "stare"),
        *("状态", "状況", "ステータス", "狀態", "상태"),
    ),
    "to_watch": ("watchlist", "wanttosee", "wanttowatch", "towatch"),
    "plays": (
        *("playcount", "timeswatched", "timesseen", "timesviewed", "views", "viewings", "watches"),
        *("watchcount", "viewcount", "seencount", "numberofviews", "numberofviewings"),
        *("numberoftimeswatched", "numberoftimesseen", "nooftimeswatched", "anzahlgesehen"),
    ),
    "rewatch": ("rewatched", "rewatchyn"),
    "tags": ("tag", "labels"),
    "note": (
        *("notes", "comment", "comments", "review", "memo", "mynote", "mynotes", "myreview"),
        *("thoughts", "mythoughts", "remarks"),
        *("notiz", "notizen", "kommentar", "notas", "commentaire", "комментарий"),
    ),
    "director": ("directors", "directedby", "regie", "regisseur", "réalisateur"),
    "franchise": ("franchises",),
    "lists": (),
    "film_rating": (),
    "film_tags": (),
    "film_note": (),
}
"""What a column can be about: a field of a film, or what a row says of watching it."""


class Roles(NamedTuple):
    """Which column is about what.

    ``others`` are the indexes of those about nothing known; ``left`` those that nothing is to be
    taken from on purpose. ``words`` are those of states that the user explained.
    """

    indexes: Mapping[str, int]
    others: tuple[int, ...]
    left: tuple[int, ...] = ()
    words: Mapping[str, State] = {}

    @property
    def tell_films(self) -> bool:
        """Whether a film can be told by them."""
        return not {"title", "imdb", "tmdb", "letterboxd"}.isdisjoint(self.indexes)


def roles(names: Iterable[str], mapped: Mapping[str, str], *, known: bool = True) -> Roles:
    """Return what columns are about, by their names too when these are ``known`` to tell.

    What is mapped and is no column is taken for a word of a state. Raises UsageError for a mapping
    that means nothing.
    """
    names = tuple(names)
    keys = [column_key(name) for name in names]
    indexes: dict[str, int] = {}
    left: list[int] = []
    words: dict[str, State] = {}
    for name, role in mapped.items():
        index = _index(names, keys, name)
        if index is None:
            words[name] = _meaning(name, role)
        elif role:
            indexes[_role(role)] = index
        else:
            left.append(index)
    for ours, theirs in COLUMNS.items() if known else ():
        for key in (column_key(ours), *map(column_key, theirs)):
            taken = (*indexes.values(), *left)
            if ours not in indexes and key in keys and keys.index(key) not in taken:
                indexes[ours] = keys.index(key)
    taken = (*indexes.values(), *left)
    others = (index for index, name in enumerate(names) if name and index not in taken)
    return Roles(indexes, tuple(others), tuple(left), words)


def _role(text: str) -> str:
    """Return what a column is said to be about. Raises UsageError when there is no such thing."""
    ours = next((known for known in COLUMNS if column_key(known) == column_key(text)), None)
    if ours is None:
        raise UsageError(f"“{text}” is none of {', '.join(COLUMNS)}.")
    return ours


def _meaning(word: str, text: str) -> State:
    """Return what the user says that a word means. Raises UsageError: it may be no word at all."""
    if text not in MEANINGS:
        raise UsageError(f"There is no column “{word}” to map.")
    return MEANINGS[text]


def _index(names: tuple[str, ...], keys: list[str], name: str) -> int | None:
    """Return where a column stands that the user named; None when it is not there."""
    if name in names:
        return names.index(name)
    key = column_key(name)
    return keys.index(key) if key and key in keys else None
