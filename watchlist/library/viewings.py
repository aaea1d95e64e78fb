"""What watching does to a film: its viewings, its current rating, its place on the watchlist."""

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from watchlist.dates import DateKey, PartialDate
from watchlist.model import Film, Viewing


def with_viewing(film: Film, viewing: Viewing) -> Film:
    """Return a film with a viewing more; its rating becomes the film's, and it was watched now.

    A second viewing on the same date counts only when it is said to be a rewatch: otherwise it
    adds its rating, tags and note to the first one. A viewing of a seen film is a rewatch.
    """
    viewings = list(film.viewings)
    known = next((v for v in viewings if v.watched_on == viewing.watched_on), None)
    if known and not viewing.rewatch:
        viewings[viewings.index(known)] = replace(
            known,
            rating=viewing.rating or known.rating,
            tags=tuple(dict.fromkeys((*known.tags, *viewing.tags))),
            note=viewing.note or known.note,
        )
    else:
        viewings.append(replace(viewing, rewatch=viewing.rewatch or film.watched))
    return replace(
        film,
        viewings=tuple(sorted(viewings, key=viewing_key)),
        rating=viewing.rating or film.rating,
        to_watch=False,
    )


def without_viewing(film: Film, viewing: Viewing) -> Film:
    """Return a film without one of its viewings, and without the rating that came with it."""
    left = [kept for kept in film.viewings if kept is not viewing]
    rating = film.rating
    if viewing.rating is not None and viewing.rating == film.rating:
        rating = next((v.rating for v in reversed(left) if v.rating is not None), None)
    return _with_viewings(film, left, rating)


def without_viewings(film: Film) -> Film:
    """Return a film as it was before it was ever watched."""
    return _with_viewings(film, [], None)


def last_viewing(film: Film) -> Viewing | None:
    """Return the latest viewing, of one day the one entered last; undated ones come first."""
    return max(reversed(film.viewings), key=viewing_key, default=None)


def viewings_on(film: Film, date: PartialDate | None) -> list[Viewing]:
    """Return the viewings on a date, None being the unknown one."""
    return [viewing for viewing in film.viewings if viewing.watched_on == date]


def viewing_key(viewing: Viewing) -> tuple[bool, DateKey]:
    """Return the sort key of a viewing: undated ones first, then by date."""
    date = viewing.watched_on
    return (date is not None, date.key if date else (0, 0, 0))


def viewing_at(moment: datetime.datetime, zone: datetime.tzinfo | None = None) -> Viewing:
    """Return a viewing at a moment: its instant, and the day that this is in a time zone.

    ``zone`` is the one where the user is, when there is none the local one. A moment that does not
    tell its own zone is one of UTC.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    day = PartialDate.of(moment.astimezone(zone).date())
    instant = moment.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    return Viewing(watched_on=day, instant=f"{instant.isoformat()}Z")


def _with_viewings(film: Film, viewings: Sequence[Viewing], rating: float | None) -> Film:
    """Without a viewing left the film is on the watchlist again and has no rating."""
    return replace(
        film,
        viewings=tuple(viewings),
        rating=rating if viewings else None,
        to_watch=film.to_watch or not viewings,
    )
