"""What the sources knew of films that were added, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchlist.model import Film, Job
from watchlist.quantities import format_duration
from watchlist.queries.wording import join


def known_sentence(known: Sequence[tuple[Film, str]]) -> str:
    """Say what packs knew of films: (film, pack)."""
    if len(known) == 1:
        film, pack = known[0]
        said = f"{film.label} is known from the pack {pack}: {', '.join(_facts(film))}."
    else:
        labels = join([film.label for film, _ in known])
        packs = join(list(dict.fromkeys(pack for _, pack in known)))
        several = "packs" if len({pack for _, pack in known}) > 1 else "pack"
        said = f"Facts of {labels} were filled in from the {several} {packs}."
    return f"{said} “--bare” leaves that out."


def _facts(film: Film) -> Iterator[str]:
    yield str(film.released_on or "no date yet")
    if film.runtime:
        yield format_duration(film.runtime)
    yield from (credit.name for credit in film.credits if credit.job is Job.DIRECTOR)
    if film.imdb:
        yield film.imdb
