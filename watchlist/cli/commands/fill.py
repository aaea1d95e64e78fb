"""Filling in what is missing of films."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.filling import (
    choose,
    near_sentence,
    no_id,
    several_sentence,
    source_id,
    sources,
    split_names,
    tell_credits,
    wanted,
)
from watchlist.cli.filling_run import FillingRun, Outcome, Plan
from watchlist.cli.options import dry_run_option, many, output_format
from watchlist.cli.output import confirm, hint
from watchlist.cli.params import FILM
from watchlist.cli.source_options import from_option, offline_option, refresh_option
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.model import FilmId
from watchlist.queries.wording import join
from watchlist.render.sources import outcome_record
from watchlist.sources.filling import Filler

_COUNTS = {
    "filled": "filled in",
    "whole": "already whole",
    "not_found": "not found",
    "ambiguous": "with more than one candidate",
}


@click.command(
    "fill",
    cls=Command,
    examples=[
        "watchlist fill --all --dry-run",
        "watchlist fill heat --as tt0113277",
        "watchlist fill --all --field runtime --from wikidata",
    ],
    related=["search", "add", "catalogue"],
)
@click.argument("films", metavar="[FILM]...", nargs=-1, type=FILM)
@click.option("--all", "everything", is_flag=True, help="Fill in all films.")
@click.option(
    "--episodes", is_flag=True, help="Enter all episodes of series, with titles and dates."
)
@click.option("--as", "id_", metavar="ID", help="Which film it is, as “search” says: tt0113277.")
@many("--field", "fields", metavar="NAME", help="Fill in only this: runtime, director, ...")
@from_option
@offline_option
@refresh_option
@dry_run_option
@output_format
@pass_app
def command(
    app: App,
    /,
    films: Sequence[str],
    *,
    everything: bool,
    episodes: bool,
    id_: str | None,
    fields: Sequence[str],
    names: str | None,
    offline: bool,
    refresh: bool,
    dry_run: bool,
    output: str,
) -> None:
    """Fill in what is missing of films.

    Packs, the catalogue and the network are asked. What you said stays; what was filled in is
    marked with its source, and looked up again only with --refresh. Series get the lengths of
    their seasons, and episodes that are entered their titles and dates. Exit status 1 when a film
    that was named was not found, or can be several.
    """
    _check(films, id_, everything=everything)
    asked = sources(split_names(names), online=not offline, refresh=refresh)
    sought = wanted(fields, refresh=refresh)
    library = app.load()
    plan = Plan(_targets(library, films), Filler(asked, sought, choose), sought, id_, episodes)
    run = FillingRun(app, plan, asked, dry_run=dry_run)
    run.over(library)
    tell_credits(asked)
    _tell(output, run, dry_run=dry_run, named=not everything)
    if not everything and any(one.status in ("not_found", "ambiguous") for one in run.outcomes):
        click.get_current_context().exit(1)


def _check(films: Sequence[str], id_: str | None, *, everything: bool) -> None:
    if everything == bool(films):
        raise UsageError("Name films, or say --all.")
    if id_ is not None:
        if len(films) != 1:
            raise UsageError("--as says which film one is: name that one alone.")
        if not source_id(id_):
            raise no_id(id_)


def _targets(library: Library, named: Sequence[str]) -> list[FilmId]:
    """Return the films that are to be filled in; parts are part of theirs."""
    if not named:
        return [number for number in library.films if number not in library.parts]
    found = [references.film(library, name) for name in named]
    for number in found:
        if number not in library.films or number in library.parts:
            raise UsageError(f"{library.label(number)} is a part: fill its series in, --episodes.")
    return list(dict.fromkeys(found))


def _tell(output: str, run: FillingRun, *, dry_run: bool, named: bool) -> None:
    outcomes = run.outcomes
    for outcome in outcomes:
        if outcome.status == "ambiguous":
            hint(several_sentence(outcome.film, outcome.candidates))
        elif outcome.status == "not_found" and (named or outcome.candidates):
            hint(near_sentence(outcome.film, outcome.candidates))
        elif outcome.status == "refused":
            hint(outcome.words)
    confirm(
        output,
        _sentence(outcomes, dry_run=dry_run) + _episodes(run.episodes),
        lambda: [
            outcome_record(
                one.film, one.status, one.gained, [(c.source, c.id, c.film) for c in one.candidates]
            )
            for one in outcomes
        ],
    )


def _episodes(count: int) -> str:
    """Say of how many episodes something was filled in."""
    return f" {count} episode{'' if count == 1 else 's'} got titles or dates." if count else ""


def _sentence(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    """Say what was filled in of one film, or how it went with several."""
    if len(outcomes) == 1 and outcomes[0].status == "filled":
        verb = "Would fill in" if dry_run else "Filled in"
        return f"{verb} {outcomes[0].film.label}: {outcomes[0].words}."
    counts = [
        f"{count} {words}"
        for status, words in _COUNTS.items()
        if (count := sum(one.status == status for one in outcomes)) or status == "filled"
    ]
    films = "1 film" if len(outcomes) == 1 else f"{len(outcomes)} films"
    lead = f"Of {films}, " + ("these would be: " if dry_run else "")
    return f"{lead}{join(counts)}."
