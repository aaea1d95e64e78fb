"""Pages that tell all of one film or franchise, as lines; nothing is shortened."""

from __future__ import annotations

from collections.abc import Iterator

from watchlist.library.library import Library
from watchlist.model import (
    MAIN,
    Credit,
    Film,
    FilmId,
    Franchise,
    Kind,
    Viewing,
)
from watchlist.quantities import format_duration
from watchlist.queries.wording import (
    join,
    placement_words,
)
from watchlist.render.columns import Line
from watchlist.render.style import date_text, rating_text
from watchlist.render.views import part_words


def film_page(library: Library, film: Film) -> list[Line]:
    """Return everything known of a film, as lines; nothing is shortened."""
    lines = [Line("", f"{film.label} · number {film.id}")]
    for label, values in _facts(library, film):
        texts = [line for value in values for line in value.splitlines() or [""]]
        lines += [
            Line(f"  {label if index == 0 else '':<12}", text) for index, text in enumerate(texts)
        ]
    return lines


def _facts(library: Library, film: Film) -> Iterator[tuple[str, list[str]]]:
    """Yield (label, values) of what is known of a film; a label without values says nothing."""

    def one(value: object) -> list[str]:
        return [str(value)] if value else []

    yield "Kind", one("" if film.kind is Kind.FILM else film.kind)
    yield "Original", one(film.original_title)
    yield "Alias", list(film.aliases)
    yield "Release", one(date_text(film.release) if film.release else "")
    yield "Runtime", one(format_duration(film.runtime) if film.runtime else "")
    yield "Set", one(film.story)
    yield "IMDb", one(film.imdb)
    yield "TMDB", one(film.tmdb)
    yield "Letterboxd", one(film.letterboxd)
    yield "Tags", one(", ".join(film.tags))
    yield "Where", one(film.where)
    yield "Added", one(date_text(film.added) if film.added else "")
    yield "State", one(_where_it_stands(film))
    yield "Rating", one(rating_text(film.rating) if film.rating else "")
    yield "Viewings", [_viewing_words(viewing) for viewing in film.viewings]
    yield (
        "Franchise",
        [
            _membership_words(library, franchise, film.id)
            for franchise in library.franchises_of(film.id)
        ],
    )
    yield (
        "Links",
        [
            f"{link.kind.words if link.film == film.id else link.kind.inverse} "
            f"{library.label(link.other if link.film == film.id else link.film)}"
            for link in library.links_of(film.id)
        ],
    )
    yield "Credits", [_credit_words(credit) for credit in film.credits]
    yield (
        "Notes",
        [
            " ".join(
                part for part in (note.on and date_text(note.on), note.text, note.source) if part
            )
            for note in film.notes
        ],
    )


def _credit_words(credit: Credit) -> str:
    return " ".join(
        word for word in (f"{credit.name}, {part_words(credit)}", credit.source) if word
    )


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


def _membership_words(library: Library, franchise: Franchise, film: FilmId) -> str:
    branches = [
        f"{branch.name}{' (optional)' if film in branch.optional else ''}"
        for branch in franchise.continuities_of(film)
    ]
    name = franchise.name if branches == [MAIN] else f"{franchise.name}: {', '.join(branches)}"
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
    for branch in franchise.continuities:
        about = f": {branch.description}" if branch.description else ""
        yield Line("  ", f"{branch.name}{about}")
        for number in branch.films:
            optional = " (optional)" if number in branch.optional else ""
            yield Line("    ", f"{library.label(number)}{optional}")
    for placement in franchise.placements:
        subjects = join([library.title(number) for number in placement.films])
        where = f" in {placement.continuity}" if placement.continuity else ""
        note = f" ({placement.note})" if placement.note else ""
        words = placement_words(placement, library.title)
        yield Line("  Placed: ", f"{subjects} {words}{where}{note}")
    for order in franchise.orders:
        yield Line("  Order: ", f"{order.name}, {len(order.films)} films")
