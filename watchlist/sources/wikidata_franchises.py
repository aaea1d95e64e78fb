"""A franchise as Wikidata has it: its members, sub-series, neighbours and periods.

The members come from the query service, one row for each combination of what is said of one; what
else is known of them from the API. Who belongs to it, when it came out and what follows what can be
had there; the order of the story cannot: what follows a film becomes a link, a period a suggestion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import AmbiguousError
from watchlist.library.fields import read_imdb, read_number
from watchlist.library.identity import SITES
from watchlist.model import Film, Kind, LinkKind
from watchlist.names.folding import match_key
from watchlist.names.listing import few
from watchlist.sources.registry import FoundFranchise
from watchlist.sources.values import name_of, read_if_good
from watchlist.sources.web import Question, Site
from watchlist.sources.wikidata_items import (
    DOCUMENTARY,
    KINDS,
    OTHERS,
    PARODY,
    WikiItem,
    date_of,
    earliest,
    is_number,
    label_of,
)

if TYPE_CHECKING:
    from watchlist.sources.wikidata import WikidataSource

_PAGE: Final = "https://www.wikidata.org/wiki/"
_ENTITY: Final = "http://www.wikidata.org/entity/"
_ANCHORS: Final = ("Q196600", "Q559618", "Q24856", "Q7725310")
"""Classes of franchises: the widest first."""
_BELONGS: Final = ("P8345", "P1434", "P179")
"""How a film says what franchise it is of."""

_QUERY: Final = """
SELECT ?item ?itemLabel ?tmdbMovie ?tmdbTv ?imdb ?date ?precision ?start ?series ?seriesLabel
       ?ordinal ?follows ?followedBy ?basedOn ?period ?type ?genre WHERE {
  { ?item wdt:P8345 wd:ANCHOR } UNION { ?item wdt:P1434 wd:ANCHOR }
  UNION { ?item wdt:P179/wdt:P361* wd:ANCHOR }
  OPTIONAL { ?item p:P577/psv:P577 [ wikibase:timeValue ?date;
                                     wikibase:timePrecision ?precision ] }
  OPTIONAL { ?item wdt:P580 ?start }
  OPTIONAL { ?item wdt:P345 ?imdb }
  OPTIONAL { ?item wdt:P4947 ?tmdbMovie }
  OPTIONAL { ?item wdt:P4983 ?tmdbTv }
  OPTIONAL { ?item p:P179 ?part . ?part ps:P179 ?series . OPTIONAL { ?part pq:P1545 ?ordinal } }
  OPTIONAL { ?item wdt:P155 ?follows }
  OPTIONAL { ?item wdt:P156 ?followedBy }
  OPTIONAL { ?item wdt:P144 ?basedOn }
  OPTIONAL { ?item wdt:P2408/rdfs:label ?period FILTER(LANG(?period) = "en") }
  OPTIONAL { ?item wdt:P31 ?type }
  OPTIONAL { ?item wdt:P136 ?genre }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul" }
}"""


class _Cell(msgspec.Struct):
    value: str


_Row = dict[str, _Cell]


class _Bindings(msgspec.Struct):
    bindings: list[_Row]


class _QueryAnswer(msgspec.Struct):
    results: _Bindings


class _FoundMember:
    """What all rows of one item say, by the names of the columns, each value once."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.said: dict[str, dict[str, None]] = defaultdict(dict)
        self.dates: list[tuple[str, str]] = []
        self.series: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def take(self, row: Mapping[str, str]) -> None:
        """Take what a row says."""
        for name, value in row.items():
            self.said[name][value] = None
        if "date" in row:
            self.dates.append((row["date"], row.get("precision", "11")))
        if label := name_of(row.get("seriesLabel")):
            self.series[label] = row.get("ordinal", "")
            self.names[row.get("series", "")] = label

    def one(self, name: str) -> str:
        """Return the first value of a column."""
        return next(iter(self.said[name]), "")


def found_franchise(source: WikidataSource, name: str) -> FoundFranchise | None:
    """Return a franchise by its name. Raises SourceError, and AmbiguousError for several."""
    anchor = _anchor(source, name)
    if anchor is None:
        return None
    members = _members(source, anchor[0])
    items = dict(zip(members, source.items(list(members)), strict=True))
    left_out: list[str] = []
    films = _films(source, members, items, left_out)
    return FoundFranchise(
        source=source.name,
        where="Wikidata (CC0)",
        page=f"{_PAGE}{anchor[0]}",
        name=_name(anchor, members.values()),
        id=anchor[0],
        films=films,
        links=list(_links(members.values(), films)),
        series=_series(members.values(), films),
        periods={
            number: list(members[number].said["period"])
            for number in films
            if members[number].said["period"]
        },
        left_out=left_out,
    )


def _name(anchor: tuple[str, str], members: Iterable[_FoundMember]) -> str:
    """Return what a franchise is called where its films name it, or else as it was found."""
    return next((m.names[anchor[0]] for m in members if anchor[0] in m.names), anchor[1])


# -- which franchise -------------------------------------------------------------------------


def _anchor(source: WikidataSource, name: str) -> tuple[str, str] | None:
    """Return the item of a franchise and its name: by its own name, or by that of a film of it.

    Its number is taken for its name, alone or as ``search`` shows it.
    """
    number = name.strip().upper().removeprefix(source.name.upper() + ":")
    if is_number(number):
        item = source.items([number])[0]
        return (item.id, label_of(item) or number) if item else None
    found = source.labelled(name)
    items = {
        item.id: item for item in source.items(list(dict.fromkeys(i for i, _ in found))) if item
    }
    called = dict(found)
    for class_ in _ANCHORS:
        same = [
            item
            for item in items.values()
            if class_ in item.items("P31")
            and match_key(name) in map(match_key, (label_of(item), called.get(item.id, "")))
        ]
        if same:
            return _only(name, same)
    for item in items.values():
        for property_ in _BELONGS:
            if anchors := item.items(property_):
                return anchors[0], source.labels(anchors[:1]).get(anchors[0], name)
    return None


def _only(name: str, items: Sequence[WikiItem]) -> tuple[str, str]:
    if len(items) > 1:
        labels = [f"{label_of(item) or name} ({item.id})" for item in items]
        candidates = list(enumerate(labels, start=1))
        raise AmbiguousError(
            "franchise elsewhere",
            name,
            candidates,
            f"“{name}” can mean {few(labels, 'or')}: “watchlist franchise discover {items[0].id}” "
            "settles it.",
        )
    return items[0].id, label_of(items[0]) or name


# -- members ---------------------------------------------------------------------------------


def _members(source: WikidataSource, anchor: str) -> dict[str, _FoundMember]:
    site = Site(
        "Wikidata's query service",
        source.reach.addresses["wikidata_query_url"],
        "https://query.wikidata.org/sparql",
    )
    query = {"query": _QUERY.replace("ANCHOR", anchor), "format": "json"}
    headers = {"Accept": "application/sparql-results+json"}
    table = source.web.get(Question(site, "", query, headers=headers), _QueryAnswer)
    members: dict[str, _FoundMember] = {}
    for cells in table.results.bindings:
        row = {name: cell.value.removeprefix(_ENTITY) for name, cell in cells.items()}
        if is_number(number := row.get("item", "")):
            members.setdefault(number, _FoundMember(number)).take(row)
    return members


def _films(
    source: WikidataSource,
    members: Mapping[str, _FoundMember],
    items: Mapping[str, WikiItem | None],
    left_out: list[str],
) -> dict[str, Film]:
    """Return the members that are films, each once; what is left out is named with the reason."""
    films: dict[str, Film] = {}
    taken: dict[tuple[str, object], str] = {}
    for number, member in sorted(members.items(), key=lambda pair: int(pair[0][1:])):
        item = items[number]
        film = source.film_with_names(item) if item else None
        film = _with_row(film, member)
        reason = _reason(member, item, film)
        ids = [(site, getattr(film, site)) for site in SITES if film and getattr(film, site)]
        if not reason and (other := next((taken[i] for i in ids if i in taken), "")):
            reason = f"it is {other} once more"
        if reason or film is None:
            left_out.append(f"{_label(member, film)} is left out: {reason}.")
            continue
        films[number] = film
        taken.update(dict.fromkeys(ids, film.label))
    return films


def _label(member: _FoundMember, film: Film | None) -> str:
    return film.label if film else member.one("itemLabel") or member.number


def _with_row(film: Film | None, member: _FoundMember) -> Film | None:
    """Return a film with what the rows of it say, where the item does not."""
    label = name_of(member.one("itemLabel"))
    if film is None and (not label or is_number(label)):
        return None
    television = bool(member.one("tmdbTv") or member.one("start"))
    kinds = [KINDS[class_] for class_ in member.said["type"] if class_ in KINDS]
    kind = kinds[0] if kinds else Kind.SERIES if television else Kind.FILM
    film = film or Film(id=0, title=label, kind=kind, wikidata=member.number)
    release = film.release or _release(member)
    number = member.one("tmdbTv" if film.kind is Kind.SERIES else "tmdbMovie")
    return replace(
        film,
        release=release,
        year=film.year or (release.year if release else None),
        imdb=film.imdb or read_if_good(read_imdb, member.one("imdb")) or "",
        tmdb=film.tmdb or read_if_good(read_number, number),
    )


def _release(member: _FoundMember) -> PartialDate | None:
    dates = [
        date_of(time, int(precision) if precision.isdecimal() else None)
        for time, precision in [*member.dates, *((start, "11") for start in member.said["start"])]
    ]
    return earliest(date for date in dates if date)


def _reason(member: _FoundMember, item: WikiItem | None, film: Film | None) -> str:
    """Return why a member is none of the films; "" for one that is."""
    classes = {*member.said["type"], *(item.items("P31") if item else ())}
    if what := next((OTHERS[class_] for class_ in OTHERS if class_ in classes), ""):
        return f"it is {what}"
    if DOCUMENTARY in classes:
        return "it is a documentary"
    if PARODY in {*member.said["genre"], *(item.items("P136") if item else ())}:
        return "it is a parody"
    if film is None:
        return "it has no title there"
    if not (film.imdb or film.tmdb or item):
        return "it is not known what it is"
    return ""


# -- what relates them -----------------------------------------------------------------------


def _links(
    members: Iterable[_FoundMember], films: Mapping[str, Film]
) -> Iterator[tuple[str, str, str]]:
    """Yield (film, relation, film), each once; what is said in both directions says nothing."""
    follows: dict[tuple[str, str], None] = {}
    for member in members:
        follows |= {(member.number, other): None for other in member.said["follows"]}
        follows |= {(other, member.number): None for other in member.said["followedBy"]}
        for other in member.said["basedOn"]:
            if member.number in films and other in films and other != member.number:
                yield member.number, LinkKind.INSPIRED_BY.value, other
    for film, other in follows:
        if film in films and other in films and film != other and (other, film) not in follows:
            yield film, LinkKind.SEQUEL_TO.value, other


def _series(members: Iterable[_FoundMember], films: Mapping[str, Film]) -> dict[str, list[str]]:
    """Return the sub-series with their films, by their places there and then by date."""
    series: dict[str, list[tuple[float, object, str]]] = defaultdict(list)
    for member in members:
        if member.number in films:
            for name, ordinal in member.series.items():
                if not is_number(name):
                    place = float(ordinal) if ordinal.isdecimal() else float("inf")
                    key = films[member.number].release_key
                    series[name].append((place, key, member.number))
    return {name: [number for *_, number in sorted(found)] for name, found in series.items()}
