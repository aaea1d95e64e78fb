"""Franchises and who belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli.app import App, ask, confirm, interactive, pass_app
from watchlist.cli.commands.details import named_franchise
from watchlist.cli.options import Command, WithExamples, many, output_format
from watchlist.cli.output import print_page, print_report
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE, NAME, ORDER, PACK, TEXT
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.model import Franchise
from watchlist.names.folding import fold
from watchlist.queries.wording import join
from watchlist.render.pages import franchise_page
from watchlist.render.records import franchise_record
from watchlist.render.views import franchise_table

franchise_argument = click.argument("franchise", type=FRANCHISE)
films_argument = click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
continuity_option = many("--continuity", type=CONTINUITY, metavar="NAME", help="Only that branch.")


class Group(WithExamples, click.Group):
    """A group whose commands ask which of several candidates is meant."""

    command_class = Command


@click.group(
    "franchise",
    cls=Group,
    examples=[
        'watchlist franchise add "Mad Max" "Mad Max (1979)" "Fury Road"',
        "watchlist franchise list",
    ],
)
def franchise_command() -> None:
    """Manage franchises and their films."""


def _confirm(output: str, sentence: str, library: Library, franchise: Franchise) -> None:
    confirm(output, sentence, lambda: [franchise_record(library, franchise)])


def whole_franchise(app: App, library: Library, reference: str) -> int:
    """Return the franchise that a name means, for what is done to all of it."""
    number, branch = app.franchise(library, reference)
    if branch:
        name = library.franchises[number].name
        raise UsageError(f"This is about all of {name}: write it without “:{branch}”.")
    return number


@franchise_command.command("list", examples=["watchlist franchise list"])
@output_format
@pass_app
def list_franchises(app: App, *, output: str) -> None:
    """List the franchises."""
    library = app.load()
    found = sorted(library.franchises.values(), key=lambda franchise: fold(franchise.name))
    records = [franchise_record(library, franchise) for franchise in found]
    print_report(
        output,
        lambda: records,
        lambda: [
            franchise_table(
                (franchise, record["watched"])
                for franchise, record in zip(found, records, strict=True)
            )
        ],
        empty="There is no franchise yet: see “watchlist franchise add --help”.",
    )


@franchise_command.command("show", examples=['watchlist franchise show "mad max"'])
@franchise_argument
@output_format
@pass_app
def show_franchise(app: App, franchise: str, *, output: str) -> None:
    """Show the films and facts of a franchise."""
    library = app.load()
    found = library.franchises[app.franchise(library, franchise).franchise]
    print_page(output, franchise_record(library, found), lambda: franchise_page(library, found))


@franchise_command.command(
    "add", examples=['watchlist franchise add "Mad Max" "Mad Max (1979)" "Fury Road"']
)
@click.argument("name", metavar="FRANCHISE", type=FRANCHISE)
@films_argument
@continuity_option
@click.option("--optional", is_flag=True, help="Members that can be skipped.")
@output_format
@pass_app
def add_to_franchise(
    app: App,
    name: str,
    films: Sequence[str],
    *,
    continuity: Sequence[str],
    optional: bool,
    output: str,
) -> None:
    """Make films members of a franchise, which is made if it is new."""
    with app.edit() as library:
        numbers = app.films(library, films)
        found, branch = named_franchise(library, name)
        branches = continuity or ([branch] if branch else [])
        found = library.enter(found.id, numbers, branches, optional=optional)
        changed = library.changed
    labels = join([library.label(number) for number in numbers])
    _confirm(
        output,
        f"Added {labels} to {found.name}."
        if changed
        else f"Nothing to change: {labels} is in {found.name} already.",
        library,
        found,
    )


@franchise_command.command(
    "remove", examples=['watchlist franchise remove "mad max" "mad max (1979)"']
)
@franchise_argument
@films_argument
@continuity_option
@output_format
@pass_app
def remove_from_franchise(
    app: App, franchise: str, films: Sequence[str], *, continuity: Sequence[str], output: str
) -> None:
    """Take films out of a franchise; they stay in the library."""
    with app.edit() as library:
        scope = app.franchise(library, franchise)
        numbers = app.films(library, films)
        branches = [app.continuity(library, scope.franchise, name) for name in continuity]
        if scope.continuity:
            branches.append(scope.continuity)
        found = library.leave(scope.franchise, numbers, branches)
    labels = join([library.label(number) for number in numbers])
    places = join([f"{found.name}:{name}" for name in branches]) if branches else found.name
    _confirm(output, f"Took {labels} out of {places}.", library, found)


@franchise_command.command(
    "rename", examples=['watchlist franchise rename "mad max" "The Wasteland"']
)
@franchise_argument
@click.argument("name", type=NAME)
@output_format
@pass_app
def rename_franchise(app: App, franchise: str, name: str, *, output: str) -> None:
    """Give a franchise another name."""
    with app.edit() as library:
        number = whole_franchise(app, library, franchise)
        old = library.franchises[number].name
        found = library.rename_franchise(number, name)
    _confirm(output, f"Renamed {old} to {found.name}.", library, found)


@franchise_command.command(
    "edit",
    examples=['watchlist franchise edit "mad max" --alias wasteland --default-order release'],
)
@franchise_argument
@many("--alias", help="Another name to find it by.")
@click.option(
    "--default-order", type=ORDER, metavar="ORDER", help="What “order” prints when it is not told."
)
@output_format
@pass_app
def edit_franchise(
    app: App, franchise: str, *, alias: Sequence[str], default_order: str | None, output: str
) -> None:
    """Change what is known of a franchise."""
    if not alias and not default_order:
        raise UsageError("Say what to change: --alias or --default-order.")
    with app.edit() as library:
        found = library.franchises[whole_franchise(app, library, franchise)]
        found = library.change_franchise(
            found.id,
            aliases=tuple(dict.fromkeys((*found.aliases, *alias))),
            default_order=(
                app.order(library, found.id, default_order)
                if default_order
                else found.default_order
            ),
        )
        changed = library.changed
    sentence = f"Changed {found.name}." if changed else f"Nothing to change in {found.name}."
    _confirm(output, sentence, library, found)


@franchise_command.command("track", examples=['watchlist franchise track "john wick"'])
@click.argument("pack", metavar="PACK", type=PACK)
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@output_format
@pass_app
def track_franchise(app: App, pack: str, *, dry_run: bool, output: str) -> None:
    """Add a franchise pack, and put what was not watched on the watchlist.

    See "watchlist pack list" for the packs; PACK can be a file as well.
    """
    from watchlist.cli.commands.tracking import add_pack  # noqa: PLC0415 -- the others need no packs

    add_pack(app, pack, output, dry_run=dry_run, watch=True)


@franchise_command.command(
    "continuity",
    examples=[
        'watchlist franchise continuity halloween thorn "halloween ii"',
        'watchlist franchise continuity halloween thorn --describe "The curse of Thorn"',
    ],
)
@franchise_argument
@click.argument("name", metavar="NAME", type=CONTINUITY)
@click.argument("films", metavar="[FILM]...", nargs=-1, type=FILM)
@click.option("--optional", is_flag=True, help="The films can be skipped in it.")
@click.option("--rename", type=NAME, metavar="NEW", help="Give it another name.")
@click.option("--describe", type=TEXT, metavar="TEXT", help="Say what it is about.")
@click.option("--delete", is_flag=True, help="Forget it; the films stay in the library.")
@output_format
@pass_app
def change_continuity(
    app: App,
    /,
    franchise: str,
    name: str,
    films: Sequence[str],
    *,
    optional: bool,
    rename: str | None,
    describe: str | None,
    delete: bool,
    output: str,
) -> None:
    """Make, fill, rename, describe or forget a continuity."""
    if delete and (films or rename or describe):
        raise UsageError("--delete stands alone: there is nothing to change then.")
    with app.edit() as library:
        number = whole_franchise(app, library, franchise)
        if known := library.franchises[number].continuity(name):
            name = known.name
        elif delete or rename:
            name = app.continuity(library, number, name)
        if delete:
            found = library.delete_continuity(number, name)
        else:
            numbers = app.films(library, films)
            found = library.enter(number, numbers, [name], optional=optional)
            if describe:
                found = library.describe_continuity(number, name, describe)
            if rename:
                found = library.rename_continuity(number, name, rename)
        changed = library.changed
    done = "Forgot" if delete else "Changed"
    sentence = f"{done} the continuity {rename or name} of {found.name}."
    _confirm(output, sentence if changed else "Nothing to change.", library, found)


@franchise_command.command(
    "arrange",
    examples=['watchlist franchise arrange "star wars" machete "a new hope" "empire"'],
)
@franchise_argument
@click.argument("name", metavar="ORDERNAME", type=NAME)
@films_argument
@output_format
@pass_app
def arrange_franchise(
    app: App, /, franchise: str, name: str, films: Sequence[str], *, output: str
) -> None:
    """Make an order by hand; films can be left out of it."""
    with app.edit() as library:
        number = whole_franchise(app, library, franchise)
        found = library.arrange(number, name, app.films(library, films))
        name = app.order(library, number, name)
        changed = library.changed
    _confirm(
        output,
        f"Arranged the order {name} of {found.name}: “watchlist order … --by {name}” prints it."
        if changed
        else f"Nothing to change: {found.name} is arranged so already.",
        library,
        found,
    )


@franchise_command.command(
    "disarrange", examples=['watchlist franchise disarrange "star wars" machete']
)
@franchise_argument
@click.argument("name", metavar="ORDERNAME", type=ORDER)
@output_format
@pass_app
def disarrange_franchise(app: App, /, franchise: str, name: str, *, output: str) -> None:
    """Forget an order made by hand."""
    with app.edit() as library:
        number = whole_franchise(app, library, franchise)
        order = app.order(library, number, name)
        found = library.disarrange(number, order)
    _confirm(output, f"Forgot the order {order} of {found.name}.", library, found)


@franchise_command.command("delete", examples=['watchlist franchise delete "mad max"'])
@franchise_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@output_format
@pass_app
def delete_franchise(app: App, franchise: str, *, yes: bool, output: str) -> None:
    """Forget a franchise and its placements; its films stay."""
    if interactive() and not yes:
        library = app.load()
        name = library.franchises[whole_franchise(app, library, franchise)].name
        if not ask(f"Forget the franchise {name}?"):
            raise RefusedError("Nothing was forgotten.")
    with app.edit() as library:
        gone = library.delete_franchise(whole_franchise(app, library, franchise))
    _confirm(output, f"Forgot the franchise {gone.name}; its films stay.", library, gone)
