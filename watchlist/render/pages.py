"""Pages that tell all of one film or franchise, as lines; nothing is shortened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from watchlist.dates import PartialDate
from watchlist.library.credits import statements
from watchlist.library.fields import FIELDS, Field
from watchlist.library.franchises import marks_of
from watchlist.library.library import Library
from watchlist.library.parts import is_episodic
from watchlist.library.shown import Shown
from watchlist.library.universes import branch_of
from watchlist.model import (
    MAIN,
    Credit,
    Film,
    FilmId,
    Franchise,
    Kind,
    Link,
    Note,
    Viewing,
)
from watchlist.queries.wording import (
    join,
    placement_words,
)
from watchlist.render.columns import Line
from watchlist.render.records import number_of
from watchlist.render.style import date_text, rating_text
from watchlist.render.views import part_words


def film_page(library: Library, film: Film) -> list[Line]:
    """Return everything known of a film, as lines; nothing is shortened."""
    number = f" · number {film.id}" if number_of(film) else ""
    lines = [Line("", f"{film.label}{number}")]
    for label, values in _facts(library, film):
        texts = [line for value in values for line in value.splitlines() or [""]]
        lines += [
            Line(f"  {label if index == 0 else '':<12}", text) for index, text in enumerate(texts)
        ]
    return lines


def _facts(library: Library, film: Film) -> Iterator[tuple[str, list[str]]]:
    """Yield (label, values) of what is known of a film; a label without values says nothing."""
    for field in FIELDS.values():
        if field.label:
            yield field.label, value_lines(field, getattr(film, field.name))
    if isinstance(film, Shown) and film.progress:
        counted = is_episodic(film) or film.kind is Kind.EPISODE
        yield "Episodes" if counted else "Parts", [str(film.progress)]
    yield "State", [_where_it_stands(film)]
    yield "Rating", [rating_text(film.rating)] if film.rating else []
    yield "Viewings", [_viewing_words(viewing) for viewing in film.viewings]
    franchises = library.franchises_of(film.id)
    yield "Franchise", [_membership_words(library, found, film.id) for found in franchises]
    yield "Links", [link_words(library, link, film.id) for link in library.links_of(film.id)]
    yield "Credits", ["\n".join(_credit_lines(credit)) for credit in film.credits]
    yield "Notes", [_note_words(note) for note in film.notes]


def value_lines(field: Field, value: Any) -> list[str]:
    """Return the lines that say a value of a field; none when it says nothing."""
    if value == field.empty:
        return []
    if field.name == "aliases":
        return list(value)
    if field.many:
        return [", ".join(value)]
    return [
        date_text(value) if isinstance(value, PartialDate | datetime.date) else field.words(value)
    ]


def link_words(library: Library, link: Link, film: FilmId) -> str:
    """Return a link seen from one of its ends: “sequel to Alien (1979)”."""
    if link.film == film:
        return f"{link.kind.words} {join(map(library.label, (link.other, *link.together)))}"
    return f"{link.kind.inverse} {library.label(link.film)}"


def _note_words(note: Note) -> str:
    words = (note.on and date_text(note.on), note.text, note.source)
    return " ".join(word for word in words if word)


def _credit_lines(credit: Credit) -> Iterator[str]:
    """Yield a person's part; of one that was said of more than once also when, and where."""
    part = f"{credit.name}, {part_words(credit)}"
    yield f"{part} {credit.source}".rstrip()
    if credit.earlier:
        yield "  " + ", ".join(
            f"{one.status} {date_text(one.on)}" if one.on else one.status
            for one in statements(credit)
        )
        yield from (f"  {one.status}: {one.source}" for one in credit.earlier if one.source)


def _where_it_stands(film: Film) -> str:
    words = ["watched" if film.watched else "not watched"]
    if film.to_watch:
        words.append("on the watchlist")
    return ", ".join(words)


def _viewing_words(viewing: Viewing) -> str:
    words = [
        date_text(viewing.watched_on) if viewing.watched_on else "on an unknown date",
        rating_text(viewing.rating) if viewing.rating else "",
        "again" if viewing.rewatch else "",
        ", ".join(viewing.tags),
        viewing.note,
    ]
    return " ".join(word for word in words if word)


def _in_brackets(mark: str | None) -> str:
    return f" ({mark})" if mark else ""


def _membership_words(library: Library, franchise: Franchise, film: FilmId) -> str:
    names = [
        f"{known.name}{_in_brackets(marks_of(known).get(film))}"
        for known in franchise.continuities_of(film)
    ]
    name = franchise.name if names in ([], [MAIN]) else f"{franchise.name}: {', '.join(names)}"
    placements = [
        placement_words(placement, library.title)
        + (f" in {placement.continuity}" if placement.continuity else "")
        + (f" ({placement.note})" if placement.note else "")
        for placement in franchise.placements
        if film in placement.films
    ]
    return "; ".join([name, *placements])


def franchise_page(library: Library, franchise: Franchise) -> list[Line]:
    """Return everything known of a franchise, as lines."""
    return [Line("", franchise.name), *_franchise_facts(library, franchise)]


def _franchise_facts(library: Library, franchise: Franchise) -> Iterator[Line]:
    if franchise.aliases:
        yield Line("  Aliases: ", ", ".join(franchise.aliases))
    yield Line("  Default order: ", franchise.default_order)
    for holding in franchise.holds:
        if held := library.franchises.get(holding.franchise):
            named = f":{holding.continuity}" if holding.continuity else ""
            branch = branch_of(held, holding)
            films = library.whole(held, branch.name).films if branch else ()
            count = len(library.parts.outside(films))
            said = f"{held.name}{named}, {count} film{'' if count == 1 else 's'}"
            yield Line("  Holds: ", said)
    for continuity in franchise.continuities:
        about = f": {continuity.description}" if continuity.description else ""
        yield Line("  ", f"{continuity.name}{about}")
        weights = marks_of(continuity)
        for number in library.parts.outside(continuity.films):
            weight = _in_brackets(weights.get(number))
            yield Line("    ", f"{library.label(number)}{weight}")
    for placement in franchise.placements:
        subjects = join([library.title(number) for number in placement.films])
        where = f" in {placement.continuity}" if placement.continuity else ""
        note = f" ({placement.note})" if placement.note else ""
        words = placement_words(placement, library.title)
        yield Line("  Placed: ", f"{subjects} {words}{where}{note}")
    if franchise.preferred:
        yield Line("  Preferred: ", join(map(library.label, franchise.preferred)))
    if franchise.skipped:
        yield Line("  Skipped: ", join(map(library.label, franchise.skipped)))
    for order in franchise.orders:
        yield Line("  Order: ", f"{order.name}, {len(order.films)} films")
