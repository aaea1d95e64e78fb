"""What watching does to a film: its viewings, its current rating, its place on the watchlist.

Viewings stand in order of date, undated ones first. The one that is behind another is a rewatch;
the first one is only if that was said.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from watchlist.dates import DateKey, PartialDate
from watchlist.model import Film, Viewing


def with_viewing(film: Film, viewing: Viewing) -> Film:
    """Return a film with a viewing more, which takes it off the watchlist.

    A second viewing on the same date counts only when it is said to be a rewatch: otherwise it
    adds its rating, tags and note to the first one. The rating of the latest viewing becomes the
    film's; that of an older one, entered later, only fills.
    """
    viewings = sorted(film.viewings, key=viewing_key)
    is_latest = not viewings or viewing_key(viewing) >= viewing_key(viewings[-1])
    known = next(iter(viewings_on(film, viewing.watched_on)), None)
    if known and not viewing.rewatch:
        new = replace(
            known,
            rating=viewing.rating or known.rating,
            tags=tuple(dict.fromkeys((*known.tags, *viewing.tags))),
            note=viewing.note or known.note,
        )
        viewings = [new if kept is known else kept for kept in viewings]
    else:
        viewings = _put_in(viewings, viewing)
    rating = (viewing.rating or film.rating) if is_latest else (film.rating or viewing.rating)
    return replace(film, viewings=tuple(viewings), rating=rating, to_watch=False)


def without_viewing(film: Film, viewing: Viewing) -> Film:
    """Return a film without one of its viewings, and without the rating that came with it."""
    left = _taken_out(film.viewings, viewing)
    rating = film.rating
    if viewing.rating is not None and viewing.rating == film.rating:
        rating = newest_rating(left)
    return _with_viewings(film, left, rating)


def with_changed_viewing(film: Film, viewing: Viewing, **changes: Any) -> Film:
    """Return a film of which fields of one viewing are changed.

    On another date it stands elsewhere, and no longer at the moment that a source told. The rating
    of the film follows where it is that of its newest viewing.
    """
    viewings = sorted(film.viewings, key=viewing_key)
    if changes.get("watched_on", viewing.watched_on) != viewing.watched_on:
        rewatch = viewing.rewatch and viewings[0] is viewing  # else it was one for its place only
        moved = replace(viewing, watched_on=changes["watched_on"], instant="", rewatch=rewatch)
        others = _taken_out(viewings, viewing)
        viewings = _put_in(others, moved)
        viewing = viewings[sum(viewing_key(other) <= viewing_key(moved) for other in others)]
    viewings = [replace(kept, **changes) if kept is viewing else kept for kept in viewings]
    follows = film.rating in (None, newest_rating(film.viewings))
    rating = newest_rating(viewings) if follows else film.rating
    return replace(film, viewings=tuple(viewings), rating=rating)


def rated(film: Film, stars: float) -> Film:
    """Return a film with another current rating, which its last viewing has if it has none.

    Rated means seen: an unseen film gets an undated viewing and is off the watchlist.
    """
    last = last_viewing(film)
    if last is None:
        return with_viewing(film, Viewing(rating=stars))
    if last.rating is None:
        film = with_changed_viewing(film, last, rating=stars)
    return replace(film, rating=stars)


def without_viewings(film: Film) -> Film:
    """Return a film as it was before it was ever watched."""
    return _with_viewings(film, [], None)


def last_viewing(film: Film) -> Viewing | None:
    """Return the latest viewing, of one day the one entered last; undated ones come first."""
    return max(reversed(film.viewings), key=viewing_key, default=None)


def newest_rating(viewings: Sequence[Viewing]) -> float | None:
    """Return the rating of the newest viewing that has one."""
    return next((viewing.rating for viewing in reversed(viewings) if viewing.rating), None)


def viewings_on(film: Film, date: PartialDate | None) -> list[Viewing]:
    """Return the viewings on a date, None being the unknown one."""
    return [viewing for viewing in film.viewings if viewing.watched_on == date]


def viewing_key(viewing: Viewing) -> tuple[bool, DateKey]:
    """Return the sort key of a viewing: undated ones first, then by date."""
    date = viewing.watched_on
    return (date is not None, date.key if date else (0, 0, 0))


def _put_in(viewings: Iterable[Viewing], new: Viewing) -> list[Viewing]:
    """Return viewings with a new one in its place, behind those of its date.

    What is on a later day than one that is entered as the first time is a rewatch from now on.
    """
    key = viewing_key(new)
    earlier = [viewing for viewing in viewings if viewing_key(viewing) <= key]
    later = [viewing for viewing in viewings if viewing_key(viewing) > key]
    entered = replace(new, rewatch=new.rewatch or bool(earlier))
    if not new.rewatch:
        later = [replace(v, rewatch=v.rewatch or _is_before(new, v)) for v in later]
    return [*earlier, entered, *later]


def _is_before(one: Viewing, other: Viewing) -> bool:
    """Whether a viewing was on an earlier day for sure: one in May may have been on any of it."""
    last = one.watched_on.last_day() if one.watched_on else None
    first = other.watched_on.first_day() if other.watched_on else None
    return bool(last and first and last < first)


def _taken_out(viewings: Sequence[Viewing], old: Viewing) -> list[Viewing]:
    """Return viewings without one; where that was the first time, the next one is from now on."""
    left = [kept for kept in viewings if kept is not old]
    if left and viewings[0] is old and not old.rewatch:
        left[0] = replace(left[0], rewatch=False)
    return left


def _with_viewings(film: Film, viewings: Sequence[Viewing], rating: float | None) -> Film:
    """Without a viewing left the film is on the watchlist again and has no rating."""
    return replace(
        film,
        viewings=tuple(viewings),
        rating=rating if viewings else None,
        to_watch=film.to_watch or not viewings,
    )
