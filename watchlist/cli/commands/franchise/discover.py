"""Finding a franchise elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import click
from msgspec.structs import replace

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.files import check_target, write_file
from watchlist.cli.filling import sources, tell_credits
from watchlist.cli.formats import is_for_programs
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm, hint, print_report, print_text, say
from watchlist.cli.source_options import refresh_option
from watchlist.errors import NotFoundError, UsageError
from watchlist.library.library import Library
from watchlist.model import FilmId
from watchlist.names.folding import is_visible
from watchlist.names.listing import few
from watchlist.packs.matching import match_films
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.model import Pack
from watchlist.packs.toml import write_pack
from watchlist.render.packs import merged_record, merged_sentence
from watchlist.render.sources import discovered_document, discovered_section
from watchlist.sources.franchise_packs import pack_of_found, story_dates
from watchlist.sources.registry import FoundFranchise, Sources


@click.command(
    "discover",
    cls=Command,
    examples=[
        'watchlist franchise discover "evil dead"',
        'watchlist franchise discover "evil dead" --add',
        'watchlist franchise discover "evil dead" --output evil-dead.toml',
    ],
    related=["franchise track", "pack add", "search"],
)
@click.argument("name")
@click.option("--add", "add", is_flag=True, help="Make the franchise, with the films in it.")
@click.option(
    "--output", "target", type=click.Path(), metavar="FILE", help="Write it there, as a pack."
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@click.option("--story", is_flag=True, help="Take the periods for story dates.")
@refresh_option
@output_format
@pass_app
def command(
    app: App,
    /,
    name: str,
    *,
    add: bool,
    target: str | None,
    force: bool,
    story: bool,
    refresh: bool,
    output: str,
) -> None:
    """Find a franchise in Wikidata, by the network.

    Shows its films with dates and ids, what follows what, and what was left out. Films that are in
    the library are found there; new ones are not put on the watchlist. The order of the story
    cannot be had there: periods become story dates only with --story. What Wikidata does not have
    is looked for among the collections of TMDB, if you have a key.
    """
    if not is_visible(name):
        raise UsageError("Say what to look for: the name of a franchise, or of a film of it.")
    if target is not None:
        check_target(target, app.store.path, force=force)
    asked = sources(refresh=refresh)
    found = _found(asked, name)
    stories = story_dates(found)
    pack = pack_of_found(found, today(), stories if story else {})
    if target is not None:
        _write(target, pack, output, add=add)
    if add or target is None:
        _show_or_add(app, found, pack, output, add=add)
    for sentence in _asides(found, with_story=story):
        hint(sentence)
    tell_credits(asked)


def _write(target: str, pack: Pack, output: str, *, add: bool) -> None:
    """Write a franchise as a pack; it is the reply where nothing is added as well."""
    write_file(target, write_pack(pack).encode())
    sentence = f"Wrote {pack.name} to {target}."
    if add:
        hint(sentence)
    else:
        confirm(output, sentence, lambda: [{"franchise": pack.name, "path": target}])


def _found(asked: Sources, name: str) -> FoundFranchise:
    """Return the franchise of the first source that has it. Raises NotFoundError."""
    for source in asked:
        if (found := source.franchise(name)) and found.films:
            return found
    raise NotFoundError(f"No source has a franchise “{name}” with films.")


def _show_or_add(app: App, found: FoundFranchise, pack: Pack, output: str, *, add: bool) -> None:
    if not add:
        library = app.load()
        here = match_films(library, found.films, {}).numbers
        _show(library, found, here, output)
        return
    with app.edit() as library:
        report = merge(library, pack)
        _mark_stories(library, report, pack, found.source)
        changed = library.changed
    record = merged_record(library, pack.name, report, (), changed=changed)
    if is_for_programs(output):
        print_report(output, lambda: [record], list, empty="", document=lambda: record)
    else:
        say(merged_sentence(record, what="franchise"))
    for difference in report.differences:
        hint(f"Kept as it is: {difference}")


def _mark_stories(library: Library, report: MergeReport, pack: Pack, source: str) -> None:
    """Mark story dates that came along with their source."""
    dated = {str(film.story) for film in pack.films.values() if film.story}
    for number in (*report.entered, *report.updated):
        film = library.films[number]
        if film.story and str(film.story) in dated and "story" not in film.sources:
            marks = {**film.sources, "story": source}
            library.replace_film(replace(film, sources=marks))


def _show(library: Library, found: FoundFranchise, here: dict[str, FilmId], output: str) -> None:
    labels = {key: library.label(number) for key, number in here.items()}
    document = discovered_document(found, here)
    print_report(
        output,
        lambda: document["films"],
        lambda: [discovered_section(found, labels)],
        empty="",
        document=lambda: document,
    )
    if not is_for_programs(output):
        print_text("\n".join(_relations(found)))


def _relations(found: FoundFranchise) -> Iterator[str]:
    """Yield the sub-series, and what follows what."""
    label = {key: film.label for key, film in found.films.items()}
    for name, keys in found.series.items():
        yield f"Series {name}: {few(label[key] for key in keys)}."
    for film, kind, other in found.links:
        yield f"{label[film]} is {kind.replace('-', ' ')} {label[other]}."


def _asides(found: FoundFranchise, *, with_story: bool) -> Iterator[str]:
    """Yield what was left out, and periods that could be story dates."""
    yield from found.left_out
    for key, periods in found.periods.items():
        label = found.films[key].label
        if not with_story:
            yield f"{label} may be set in {few(periods)}: --story takes that for its story date."
        elif key not in story_dates(found):
            yield f"{label}: its period, {few(periods)}, is no story date."
