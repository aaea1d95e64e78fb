"""The records that the JSON and CSV formats print. Fields are added, never renamed or removed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from watchlist.dates import PartialDate, StoryDate
from watchlist.library.codec import encode
from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.library.passes import current_pass
from watchlist.library.shown import NO_RECORD, Shown
from watchlist.library.viewings import viewing_key
from watchlist.model import Credit, Film, FilmId, FilmList, Franchise, Link, Viewing
from watchlist.queries.orders import OrderRow, OrderTable
from watchlist.queries.wording import placement_words, unmet_sentence
from watchlist.render.json import JsonRecord


def film_record(film: Film, today: datetime.date) -> JsonRecord:
    """Return what ``list`` and its kin print of a film: its fields, and its state."""
    return {
        **{name: _json(getattr(film, name)) for name in _IN_JSON},
        "id": number_of(film),
        "part": film.span or None,
        "progress": progress_record(film),
        "watched": film.watched,
        "released": None if film.may_be_out(today) else film.is_released(today),
    }


def number_of(film: Film) -> FilmId | None:
    """Return the number of a film; None for a piece of which there is no record."""
    return film.id if film.id < NO_RECORD else None


def part_record(film: Film) -> JsonRecord:
    """Return which piece of which film a part is; nothing for any other film."""
    return {} if film.whole is None else {"part": film.span, "whole": film.whole}


def _piece_of_order(film: Film) -> JsonRecord:
    """Return what an order says of a part, and how much is seen of what has parts."""
    known = isinstance(film, Shown) and film.progress and film.progress != (0, None)
    return {**part_record(film), **({"progress": progress_record(film)} if known else {})}


def progress_record(film: Film) -> JsonRecord | None:
    """Return how much of a film that has parts is seen; None for any other."""
    progress = film.progress if isinstance(film, Shown) else None
    return {"seen": progress.seen, "of": progress.of} if progress else None


_IN_JSON: Final = [name for name, field in FIELDS.items() if field.in_json]


def _json(value: Any) -> Any:
    """Return the value of a field for JSON: null where nothing is known, arrays for sets."""
    match value:
        case PartialDate():
            return date_of(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            return list(value)
        case StoryDate():
            return str(value)
    return None if value == "" else value


def date_of(date: PartialDate | None) -> str | None:
    """Return a date as far as it is known; None for TBA."""
    return None if date is None or date.is_tba else str(date)


def full_record(library: Library, film: Film, today: datetime.date) -> JsonRecord:
    """Return everything that is known of a film."""
    return {
        **film_record(film, today),
        "sources": film.sources,
        "franchises": [
            franchise_part(library, franchise, film.id)
            for franchise in library.franchises_of(film.id)
        ],
        "links": list(link_records(library, film.id)),
        "credits": [credit_record(credit) for credit in film.credits],
        "viewings": [full_viewing_record(viewing) for viewing in film.viewings],
        "notes": [
            {
                "text": note.text,
                "on": str(note.on) if note.on else None,
                "source": note.source or None,
            }
            for note in film.notes
        ],
    }


def franchise_part(library: Library, franchise: Franchise, film: FilmId) -> JsonRecord:
    """Return what a film is in a franchise."""
    return {
        "name": franchise.name,
        "continuities": [known.name for known in franchise.continuities_of(film)],
        "optional": [
            continuity.name for continuity in franchise.continuities if film in continuity.optional
        ],
        "placements": [
            {
                "placement": placement_words(placement, library.title),
                "continuity": placement.continuity or None,
                "note": placement.note or None,
            }
            for placement in franchise.placements
            if film in placement.films
        ],
    }


def link_records(library: Library, film: FilmId) -> Iterator[JsonRecord]:
    """Yield the links of a film from its own end: the relation in words, and the other film."""
    for link in library.links_of(film):
        yield link_record(library, link, film)


def link_record(library: Library, link: Link, film: FilmId) -> JsonRecord:
    """Return a link seen from one of its ends."""
    own = link.film == film
    other, together = (link.other, link.together) if own else (link.film, ())
    return {
        "relation": link.kind.words if link.film == film else link.kind.inverse,
        "kind": link.kind,
        "inverse": link.film != film,
        "id": other,
        "film": library.label(other),
        "together": [{"id": one, "film": library.label(one)} for one in together],
    }


def credit_record(credit: Credit) -> JsonRecord:
    """Return a person's part in a film."""
    return {
        "name": credit.name,
        "as": credit.job,
        "role": credit.role or None,
        "cameo": credit.cameo,
        "status": credit.status,
        "on": str(credit.on) if credit.on else None,
        "source": credit.source or None,
        "earlier": [
            {
                "status": said.status,
                "on": str(said.on) if said.on else None,
                "source": said.source or None,
            }
            for said in credit.earlier
        ],
    }


def person_record(film: Film, credits_: Iterable[Credit], today: datetime.date) -> JsonRecord:
    """Return a film with a person's parts in it."""
    return {**film_record(film, today), "credits": [credit_record(c) for c in credits_]}


def viewing_record(viewing: Viewing) -> JsonRecord:
    """Return one viewing, without what only machines compare it by."""
    return {
        "watched_on": str(viewing.watched_on) if viewing.watched_on else None,
        "rating": viewing.rating,
        "rewatch": viewing.rewatch,
        "tags": list(viewing.tags),
        "note": viewing.note or None,
    }


def full_viewing_record(viewing: Viewing) -> JsonRecord:
    """Return everything that is known of a viewing."""
    return {
        **viewing_record(viewing),
        "instant": viewing.instant or None,
        "mark": viewing.mark or None,
    }


def diary(library: Library, numbers: Iterable[FilmId] | None = None) -> list[tuple[Film, Viewing]]:
    """Return the viewings of films, of all without ``numbers``; newest first, undated ones last."""
    films = (library.films[number] for number in (library.films if numbers is None else numbers))
    entries = [
        (library.shown[film.id] if film.whole else film, viewing)
        for film in films
        for viewing in film.viewings
    ]
    return sorted(entries, key=lambda entry: viewing_key(entry[1]), reverse=True)


def diary_record(film: Film, viewing: Viewing) -> JsonRecord:
    """Return a viewing as a line of the diary."""
    return {
        "film": film.id,
        "title": film.title,
        "year": film.year,
        **part_record(film),
        **viewing_record(viewing),
    }


def _pass_record(franchise: Franchise) -> JsonRecord:
    """Return since when a franchise is watched again, and which time that is; nothing otherwise."""
    now = current_pass(franchise)
    if now is None:
        return {}
    return {"pass": {"since": now.since.isoformat(), "time": len(franchise.passes) + 1}}


def order_record(
    library: Library,
    franchise: Franchise,
    order: str,
    tables: Sequence[OrderTable],
    today: datetime.date,
) -> JsonRecord:
    """Return the orders of a franchise, one table for each continuity."""
    return {
        "franchise": franchise.name,
        "order": order,
        **_pass_record(franchise),
        "tables": [
            {
                "continuity": table.continuity.name,
                "entries": [row_record(library, row, today) for row in table.rows],
                "unmet": [unmet_sentence(unmet, library.title) for unmet in table.unmet],
                "left_out": [library.title(film) for film in table.left_out],
                **({"without": dict(table.without)} if table.without else {}),
            }
            for table in tables
        ],
    }


def row_record(library: Library, row: OrderRow, today: datetime.date) -> JsonRecord:
    """Return a film in an order."""
    film, placement = row.film, row.entry.placement
    return {
        "position": row.position,
        "id": number_of(film),
        "title": film.title,
        "year": film.year,
        "kind": film.kind,
        **_piece_of_order(film),
        "release": date_of(film.released_on),
        "release_position": row.release_position,
        "story": str(film.story) if film.story else None,
        "placement": placement_words(placement, library.title) if placement else None,
        "reason": row.entry.reason,
        "runtime": film.runtime,
        "released": None if film.may_be_out(today) else film.is_released(today),
        "watched": film.watched,
        "optional": row.optional,
        "weight": row.weight or None,
        "alternatives": [
            {"id": other, "title": library.title(other), "year": library.films[other].year}
            for option in row.alternatives
            for other in option
        ],
        "skipped": row.skipped,
        "assumes": [library.title(other) for other in row.assumes],
    }


def flat_order(record: JsonRecord) -> list[JsonRecord]:
    """Return the entries of an order record as rows that name their continuity."""
    return [
        {"continuity": table["continuity"], **entry}
        for table in record["tables"]
        for entry in table["entries"]
    ]


def list_record(found: FilmList, watched: int) -> JsonRecord:
    """Return a named list, without its films."""
    return {
        "id": found.id,
        "name": found.name,
        "films": len(found.films),
        "watched": watched,
        "description": found.description or None,
        "url": found.url or None,
    }


def listed_record(position: int, film: Film, note: str, today: datetime.date) -> JsonRecord:
    """Return a film on a list."""
    return {"position": position, **film_record(film, today), "list_note": note or None}


def _held(library: Library, franchise: Franchise) -> list[JsonRecord]:
    """Return the franchises that a universe holds."""
    return [
        {"franchise": held.name, "continuity": holding.continuity or None}
        for holding in franchise.holds
        if (held := library.franchises.get(holding.franchise))
    ]


def franchise_record(library: Library, franchise: Franchise) -> JsonRecord:
    """Return a franchise with its members and facts."""

    def films(numbers: Iterable[FilmId]) -> list[Mapping[str, Any]]:
        return [{"id": number, "film": library.label(number)} for number in numbers]

    members = library.parts.outside(library.all_members(franchise))
    return {
        "name": franchise.name,
        "aliases": list(franchise.aliases),
        "default_order": franchise.default_order,
        "films": len(members),
        "watched": sum(1 for number in members if (f := library.shown.get(number)) and f.watched),
        "continuities": [
            {
                "name": continuity.name,
                "description": continuity.description or None,
                "films": films(library.parts.outside(continuity.films)),
                "optional": list(continuity.optional),
                "essential": list(continuity.essential),
                "filler": list(continuity.filler),
            }
            for continuity in franchise.continuities
        ],
        "placements": [
            {
                "films": films(placement.films),
                "placement": placement_words(placement, library.title),
                "continuity": placement.continuity or None,
                "note": placement.note or None,
            }
            for placement in franchise.placements
        ],
        "orders": [encode(order) for order in franchise.orders],
        "holds": _held(library, franchise),
        "preferred": films(franchise.preferred),
        "skipped": films(franchise.skipped),
    }
