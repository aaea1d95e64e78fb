"""What the statements of an item of Wikidata say of a film. Pure.

The numbers are those of https://www.wikidata.org: ``P577`` is a date of publication, ``Q11424`` a
film. A statement may say that nothing is known (``somevalue``) and be known to be wrong (its rank
is ``deprecated``); an item may have no name, and its number is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from watchlist.dates import PartialDate
from watchlist.library.fields import read_imdb, read_number
from watchlist.model import Film, Kind
from watchlist.sources.values import minutes_of, name_of, names_of, read_if_good

LANGUAGES: Final = (
    "en|mul|de|fr|es|it|pt|nl|sv|da|nb|fi|is|pl|cs|sk|hu|ro|bg|sl|hr|sr|lt|lv|et|tr|el|ru|uk|ja|zh|"
    "ko|hi|bn|ta|te|ml|ur|ar|fa|he|hy|ka|th|vi|id|ca|eu|ga"
)
"""Languages in which a film may be called; ``mul`` is for names that are the same in all.

The API takes fifty at once.
"""

KINDS: Final = {
    "Q11424": Kind.FILM,
    "Q24869": Kind.FILM,  # feature film
    "Q202866": Kind.FILM,  # animated film
    "Q29168811": Kind.FILM,  # animated feature film
    "Q20650540": Kind.FILM,  # anime film
    "Q506240": Kind.FILM,  # television film
    "Q226730": Kind.FILM,  # silent film
    "Q229390": Kind.FILM,  # 3D film
    "Q18011172": Kind.FILM,  # film project, which is not out yet
    "Q93204": Kind.FILM,  # documentary film
    "Q24862": Kind.SHORT,
    "Q17517379": Kind.SHORT,  # animated short film
    "Q5398426": Kind.SERIES,
    "Q1259759": Kind.SERIES,  # miniseries
    "Q581714": Kind.SERIES,  # animated series
    "Q63952888": Kind.SERIES,  # anime television series
    "Q117467246": Kind.SERIES,  # animated television series
}
"""Classes (P31) of what can be watched."""

OTHERS: Final = {
    "Q21191270": "an episode",
    "Q3464665": "a season",
    "Q7889": "a game",
    "Q482994": "an album",
    "Q7725634": "a book",
    "Q8261": "a book",
    "Q571": "a book",
    "Q5": "a person",
    "Q95074": "a character",
    "Q15632617": "a character",
    "Q24856": "a series of films",
    "Q196600": "a franchise",
    "Q559618": "a fictional universe",
    "Q4167410": "a page that tells namesakes apart",
}
"""Classes of what cannot, with what to call it."""

DOCUMENTARY: Final = "Q93204"
PARODY: Final = "Q170539"
_MINUTES: Final = {"Q7727": 1.0, "Q25235": 60.0, "Q11574": 1 / 60}
"""Units of a running time in minutes."""

_DAY, _MONTH, _YEAR = 11, 10, 9
"""Precisions of a date; a lower one is a decade and more."""

_GENRE_END: Final = re.compile(r"\s+(?:film|movie|television series|series)$")


class DataValue(msgspec.Struct):
    """The value of a statement, in whatever type it is."""

    value: Any


class Snak(msgspec.Struct):
    """What a statement says; without a value where that is not known, or there is none."""

    snaktype: str
    datavalue: DataValue | None = None


class ItemStatement(msgspec.Struct):
    """One of the statements of a property."""

    mainsnak: Snak
    rank: str = "normal"
    qualifiers: dict[str, list[Snak]] | list[Any] = {}


class ItemLabel(msgspec.Struct):
    """A name in a language."""

    value: str
    language: str = ""


class WikiItem(msgspec.Struct):
    """An item; what it has none of may be a list in place of an object."""

    id: str = ""
    missing: str | None = None
    labels: dict[str, ItemLabel] | list[Any] = {}
    aliases: dict[str, list[ItemLabel]] | list[Any] = {}
    claims: dict[str, list[ItemStatement]] | list[Any] = {}

    @property
    def is_there(self) -> bool:
        """Whether there is such an item."""
        return self.missing is None

    def values(self, property_: str) -> Iterator[Any]:
        """Yield what is said of a property, the preferred first, without what is wrong."""
        known = self.claims.get(property_, ()) if isinstance(self.claims, dict) else ()
        good = [s for s in known if s.rank != "deprecated" and s.mainsnak.datavalue]
        for statement in sorted(good, key=lambda s: s.rank != "preferred"):
            if statement.mainsnak.datavalue:
                yield statement.mainsnak.datavalue.value

    def items(self, property_: str) -> list[str]:
        """Return the numbers of the items that are said of a property."""
        found = (v.get("id") for v in self.values(property_) if isinstance(v, dict))
        return [id_ for id_ in found if isinstance(id_, str)]

    def text(self, property_: str) -> str:
        """Return the first text that is said of a property."""
        return next((v for v in self.values(property_) if isinstance(v, str)), "")


def film_of(item: WikiItem, called: str = "") -> Film | None:
    """Return what an item says of a film, without what other items name; None for no film.

    ``called`` is the name by which it was found, which may be in a language of its own.
    """
    kind = kind_of(item)
    title = label_of(item) or _original_title(item) or name_of(called) or _any_label(item)
    if kind is None or not title:
        return None
    release = first_release(item)
    slug = item.text("P6127")
    return Film(
        id=0,
        title=title,
        kind=kind,
        year=release.year if release else None,
        release=release,
        runtime=_runtime(item),
        original_title=_original_title(item),
        aliases=names_of((*_names(item), called)),
        imdb=read_if_good(read_imdb, item.text("P345")) or "",
        tmdb=read_if_good(read_number, item.text("P4983" if kind is Kind.SERIES else "P4947")),
        letterboxd=f"https://letterboxd.com/film/{slug}/" if re.fullmatch(r"[\w-]+", slug) else "",
        wikidata=item.id,
    )


def kind_of(item: WikiItem) -> Kind | None:
    """Return what sort of film an item is, None when it is none.

    A class that is not known is a subclass of one: of which, an id at TMDB tells.
    """
    classes = item.items("P31")
    if any(class_ in OTHERS for class_ in classes):
        return None
    if known := next((KINDS[class_] for class_ in classes if class_ in KINDS), None):
        return known
    if item.text("P4983"):
        return Kind.SERIES
    return Kind.FILM if item.text("P4947") else None


def label_of(item: WikiItem) -> str:
    """Return the name of an item in English, or the one for all languages; "" for none."""
    return _label(item, ("en", "mul"))


def _any_label(item: WikiItem) -> str:
    """Return the name of an item in whatever language has one."""
    return _label(item, LANGUAGES.split("|"))


def _label(item: WikiItem, languages: Iterable[str]) -> str:
    """Return the first name of an item in some languages; a number is none."""
    labels = item.labels if isinstance(item.labels, dict) else {}
    found = (name_of(labels[code].value) for code in languages if code in labels)
    return next((name for name in found if name and not is_number(name)), "")


def is_number(name: str) -> bool:
    """Whether a label is only the number of an item, which stands where there is no name."""
    return bool(re.fullmatch(r"Q[1-9]\d*", name.strip(), re.ASCII))


def _original_title(item: WikiItem) -> str:
    titles = (v.get("text") for v in item.values("P1476") if isinstance(v, dict))
    return next(filter(None, (name_of(t) for t in titles if isinstance(t, str))), "")


def _names(item: WikiItem) -> Iterator[str]:
    """Yield the names of an item in all languages."""
    if isinstance(item.labels, dict):
        yield from (text.value for text in item.labels.values() if not is_number(text.value))
    if isinstance(item.aliases, dict):
        for texts in item.aliases.values():
            yield from (text.value for text in texts)


def first_release(item: WikiItem) -> PartialDate | None:
    """Return the earliest date of publication, or of a series its first day."""
    dates = [
        date
        for property_ in ("P577", "P580")
        for value in item.values(property_)
        if isinstance(value, dict) and (date := date_of(value.get("time"), value.get("precision")))
    ]
    return earliest(dates)


def earliest(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the earliest of dates; of a year and a day in it, the day."""
    return min(dates, key=lambda date: date.key, default=None)


def date_of(time: object, precision: object) -> PartialDate | None:
    """Return a date as it is written there (``+1994-10-00T00:00:00Z``), as far as it is precise.

    None for one that is less precise than a year, or in no calendar of ours.
    """
    match = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)T", time) if isinstance(time, str) else None
    if not match or not isinstance(precision, int) or precision < _YEAR:
        return None
    parts = [int(part) for part in match.groups()[: min(precision, _DAY) - _YEAR + 1]]
    try:
        return PartialDate(*parts)
    except ValueError:
        return None


def _runtime(item: WikiItem) -> int | None:
    """Return the running time in minutes; a number without a unit says nothing."""
    for value in item.values("P2047"):
        if isinstance(value, dict) and (minutes := _minutes(value)):
            return minutes
    return None


def _minutes(value: Mapping[str, Any]) -> int | None:
    unit = str(value.get("unit", "")).rpartition("/")[2]
    try:
        amount = float(str(value.get("amount")))
    except ValueError:
        return None
    return minutes_of(amount * _MINUTES.get(unit, 0))


def directors(item: WikiItem) -> list[str]:
    """Return the items of the directors."""
    return item.items("P57")


def genres(item: WikiItem) -> list[str]:
    """Return the items of the genres."""
    return item.items("P136")


def countries(item: WikiItem) -> list[str]:
    """Return the items of the countries that it was made in."""
    return item.items("P495")


def languages(item: WikiItem) -> list[str]:
    """Return the items of the languages of the original."""
    return item.items("P364")


def genre_name(label: str) -> str:
    """Return a genre as people say it: “drama film” is drama."""
    return _GENRE_END.sub("", label)
