"""Finding films elsewhere, with the ids by which they can be added."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli.command import Command
from watchlist.cli.filling import source_id, sources, split_names, tell_credits
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import YEAR
from watchlist.cli.source_options import from_option, offline_option, refresh_option
from watchlist.errors import SourceError, UsageError
from watchlist.names.folding import is_visible, split_year
from watchlist.render.sources import candidate_record, candidates_section
from watchlist.sources.registry import Candidate, Sources
from watchlist.sources.typed import bare_year


@click.command(
    "search",
    cls=Command,
    examples=["watchlist search heat --year 1995", "watchlist search seven samurai --offline"],
    related=["add", "fill", "catalogue"],
)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--year", type=YEAR, help="The year that it came out, give or take one.")
@from_option
@offline_option
@refresh_option
@output_format
def command(
    *,
    words: Sequence[str],
    year: int | None,
    names: str | None,
    offline: bool,
    refresh: bool,
    output: str,
) -> None:
    """Find films in packs, the catalogue and by the network.

    WORDS are a title, words of one, or an id: tt0113277, wikidata:Q42198, tmdb:949.
    "watchlist add" takes what stands in the column ID.
    """
    title, in_title = split_year(" ".join(words))
    if not is_visible(title):
        raise UsageError("Say what to look for: a title, some words of one, or an id.")
    asked = sources(split_names(names), online=not offline, refresh=refresh)
    year = year or in_title
    found, failed = _found(asked, title, year)
    if not (found or failed or year) and (bare := bare_year(title)):
        found, failed = _found(asked, *bare)
    if failed and not found:
        raise failed
    print_report(
        output,
        lambda: [candidate_record(one.source, one.id, one.film) for one in found],
        lambda: [candidates_section([(one.source, one.id, one.film) for one in found])],
        empty=f"No source knows a film “{title}”.",
    )
    tell_credits(asked)
    if failed:
        raise failed


def _found(
    asked: Sources, title: str, year: int | None
) -> tuple[list[Candidate], SourceError | None]:
    """Return what the sources have, and the first fault of one of them."""
    found: list[Candidate] = []
    failed: SourceError | None = None
    id_ = source_id(title)
    for source in asked:
        try:
            if id_ and (known := source.facts(id_)):
                found.append(Candidate(source.name, id_, known.film))
            elif not id_:
                found += _near_year(source.search(title, year, None), year)
        except SourceError as error:
            failed = failed or error
    return list({(one.source, one.id): one for one in found}.values()), failed


def _near_year(found: Sequence[Candidate], year: int | None) -> list[Candidate]:
    return [
        one
        for one in found
        if year is None or (one.film.year is not None and abs(one.film.year - year) <= 1)
    ]
