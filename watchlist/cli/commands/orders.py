"""Viewing orders: order, place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import click

from watchlist.cli.app import App, confirm, hint, pass_app, today
from watchlist.cli.commands.borrowing import load_with_pack
from watchlist.cli.commands.placing import places_of, tell_places
from watchlist.cli.options import Command, format_option, output_format, placement_options
from watchlist.cli.output import print_report, print_sections
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE, ORDER, TEXT
from watchlist.errors import RefusedError, UsageError
from watchlist.model import RELEASE, TIMELINE, FilmId, Franchise, PlacementKind
from watchlist.queries.orders import OrderRow, OrderTable, order_tables
from watchlist.queries.wording import join
from watchlist.render.orders import OrderView, compare_section, order_section
from watchlist.render.records import flat_order, full_record, order_record
from watchlist.story.kinds import ORDER_KINDS

PICTURES: Final = ("html", "svg", "mermaid", "dot")


@click.command(
    "order",
    cls=Command,
    examples=[
        'watchlist order "john wick"',
        'watchlist order "star wars" --by machete --unwatched',
        "watchlist order halloween:thorn --explain",
        'watchlist order "star wars" --format html > star-wars.html',
    ],
)
@click.argument("franchise", type=FRANCHISE)
@click.option(
    "--by", type=ORDER, metavar="ORDER", help=f"{', '.join(ORDER_KINDS)}, or one of yours."
)
@click.option(
    "--continuity", type=CONTINUITY, metavar="NAME", help="Only that branch of the franchise."
)
@click.option("--unwatched", is_flag=True, help="Only what was not watched.")
@click.option("--until", type=FILM, metavar="FILM", help="Stop behind FILM.")
@click.option("--explain", is_flag=True, help="Say why each film stands where it does.")
@click.option("--gaps", is_flag=True, help="Tell the time between story dates.")
@click.option("--compare", is_flag=True, help="Release and timeline side by side.")
@click.option("--optional", is_flag=True, help="Count the films that can be skipped.")
@format_option(*PICTURES)
@pass_app
def order_command(
    app: App,
    /,
    franchise: str,
    *,
    by: str | None,
    continuity: str | None,
    unwatched: bool,
    until: str | None,
    compare: bool,
    output: str,
    **shown: bool,
) -> None:
    """Print a franchise in watch order.

    One table for each continuity. FRANCHISE:CONTINUITY names one.
    """
    if compare and (by or unwatched or until or shown["explain"] or shown["gaps"]):
        raise UsageError(
            "--compare prints both orders whole: without --by, --until, --unwatched, --explain "
            "and --gaps."
        )
    library, scope = load_with_pack(app, franchise, app.franchise)
    found = library.franchises[scope.franchise]
    only = app.continuity(library, found.id, continuity) if continuity else scope.continuity
    order = app.order(library, found.id, by) if by else _default_order(app, found, output)
    if compare:
        order = TIMELINE
    last = app.film(library, until) if until else None
    whole = order_tables(library, found, order, only)
    if last is not None:
        whole = [table for table in whole if last in table.continuity.films]
        if not whole:
            raise RefusedError(f"{library.label(last)} is not in that order of {found.name}.")
    tables = [table._replace(rows=_chosen(table, last, unwatched)) for table in whole]
    view = OrderView(library, found, order, today(), **shown)
    if compare and output in ("table", "markdown"):
        by_release = order_tables(library, found, RELEASE, only)
        print_sections(
            output, [compare_section(view, *pair) for pair in zip(by_release, whole, strict=True)]
        )
        return

    empty = (
        f"All of {found.name} is watched."
        if whole
        else f"{found.name} has no films here yet: see “watchlist franchise add”."
    )
    if output in PICTURES:
        filled = [pair for pair in zip(whole, tables, strict=True) if pair[1].rows]
        if filled:  # as bytes: such files are UTF-8 whatever a terminal takes
            click.echo(_picture(output, view, filled).encode(), nl=False)
        else:
            hint(empty)
        return

    def record() -> dict[str, Any]:
        return order_record(library, found, order, tables, today())

    print_report(
        output,
        lambda: flat_order(record()),
        lambda: [
            order_section(view, table, shown.rows)
            for table, shown in zip(whole, tables, strict=True)
        ],
        document=record,
        empty=empty,
    )


def _default_order(app: App, franchise: Franchise, output: str) -> str:
    """Return the order of a franchise when none is asked for; what is set is for people only."""
    if output in ("json", "csv") or franchise.default_order != TIMELINE:
        return franchise.default_order
    return app.configuration.settings["order"]


def _picture(output: str, view: OrderView, tables: Sequence[tuple[OrderTable, OrderTable]]) -> str:
    """Return orders, each whole and with the rows that were asked for, as a picture."""
    if output == "html":
        from watchlist.render.pictures.orders import order_page  # noqa: PLC0415 -- one of many

        return order_page(view, tables)
    if output == "svg":
        from watchlist.render.pictures.svg import svg_document  # noqa: PLC0415 -- as above

        return svg_document(view, tables)
    from watchlist.render.pictures.diagrams import dot_text, mermaid_text  # noqa: PLC0415 -- as above

    return dot_text(view, tables) if output == "dot" else mermaid_text(view, tables)


def _chosen(table: OrderTable, last: FilmId | None, unwatched: bool) -> tuple[OrderRow, ...]:
    """Return the rows of a table that were asked for."""
    ends = (row.position for row in table.rows if row.film.id == last)
    rows = table.rows[: next(ends, len(table.rows))]
    return tuple(row for row in rows if not (unwatched and row.film.watched))


@click.command(
    "place",
    cls=Command,
    examples=[
        'watchlist place ballerina --between "chapter 3" "chapter 4"',
        'watchlist place "phantom menace" "attack of the clones" --before "a new hope"',
    ],
)
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@placement_options
@click.option("--first", is_flag=True, help="The story begins with it.")
@click.option("--last", is_flag=True, help="The story ends with it.")
@click.option("--unplaced", is_flag=True, help="It stands outside time: in its release slot.")
@click.option(
    "--in",
    "scopes",
    multiple=True,
    type=FRANCHISE,
    metavar="FRANCHISE[:CONTINUITY]",
    help="Only there.",
)
@click.option("--note", type=TEXT, help="What is known of it: six-month gap.")
@click.option("--reset", is_flag=True, help="Forget the placement.")
@output_format
@pass_app
def place_command(
    app: App,
    /,
    films: Sequence[str],
    *,
    scopes: Sequence[str],
    note: str | None,
    reset: bool,
    output: str,
    **values: Any,
) -> None:
    """Say where a film's story is set.

    Several films are a block that keeps its order. A later placement of a film replaces the
    earlier one.
    """
    given = [kind for kind in PlacementKind if values[kind]]
    if len(given) + reset != 1:
        choices = ", ".join(f"--{kind}" for kind in PlacementKind)
        raise UsageError(f"Give one of {choices} or --reset.")
    with app.edit() as library:
        numbers = app.films(library, films)
        places = [app.franchise(library, name) for name in scopes]
        labels = join([library.label(number) for number in numbers])
        anchors = app.anchors(library, values[given[0]]) if given else []
        before = places_of(library, [*numbers, *anchors])
        if reset:
            library.reset_placement(numbers, places)
            done = f"Forgot the placement of {labels}"
        else:
            kind = given[0]
            library.place(numbers, kind, anchors, scopes=places, note=note or "")
            words = join([library.label(anchor) for anchor in anchors])
            done = " ".join(word for word in (f"Placed {labels}", kind, words) if word)
        changed = library.changed
    tell_places(library, numbers, before)
    confirm(
        output,
        f"{done}." if changed else f"Nothing to change: {labels} is placed so already.",
        lambda: [full_record(library, library.films[number], today()) for number in numbers],
    )
