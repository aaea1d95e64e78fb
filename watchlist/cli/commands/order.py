"""Printing a franchise in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.config.current import configuration
from watchlist.cli.loading import load
from watchlist.cli.options import format_option
from watchlist.cli.output import hint, print_bytes, print_report, print_sections
from watchlist.cli.packs.lookup import load_with_pack
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE, ORDER
from watchlist.errors import RefusedError, UsageError
from watchlist.model import RELEASE, TIMELINE, Franchise
from watchlist.queries.filters import rows_until
from watchlist.queries.orders import TablePair, order_table, order_tables
from watchlist.queries.orders.folding import one_by_one
from watchlist.queries.orders.standing import row_of
from watchlist.render.columns import Section
from watchlist.render.orders import OrderView, compare_section, order_section
from watchlist.render.records import flat_order, order_record
from watchlist.story.kinds import ORDER_KINDS

PICTURES: Final[Mapping[str, str]] = {
    # format: the function that draws orders: view, pairs of tables (whole, with the chosen rows)
    "html": "watchlist.render.pictures.orders:order_page",
    "svg": "watchlist.render.pictures.svg:svg_document",
    "mermaid": "watchlist.render.pictures.diagrams:mermaid_text",
    "dot": "watchlist.render.pictures.diagrams:dot_text",
}
"""The order of a continuity: whole, and with the rows that were asked for."""

_NOT_COMPARED: Final = ("by", "unwatched", "until", "explain", "gaps")


@click.command(
    "order",
    cls=Command,
    examples=[
        'watchlist order "john wick"',
        'watchlist order "star wars" --by machete --unwatched',
        "watchlist order halloween:thorn --explain",
        'watchlist order "star wars" --format html > star-wars.html',
    ],
    related=["next", "place", "franchise arrange", "pack"],
)
@click.argument("franchise", type=FRANCHISE)
@click.option(
    "--by", type=ORDER, metavar="ORDER", help=f"{', '.join(ORDER_KINDS)}, or one of yours."
)
@click.option(
    "--continuity", type=CONTINUITY, metavar="NAME", help="Only that continuity of the franchise."
)
@click.option("--unwatched", is_flag=True, help="Only what was not watched.")
@click.option("--until", type=FILM, metavar="FILM", help="Stop behind FILM.")
@click.option("--explain", is_flag=True, help="Say why each film stands where it does.")
@click.option("--gaps", is_flag=True, help="Tell the time between story dates.")
@click.option("--compare", is_flag=True, help="Release and timeline side by side.")
@click.option(
    "--fold/--no-fold",
    default=True,
    show_default=True,
    help="Episodes that follow each other as one row.",
)
@click.option("--optional", is_flag=True, help="Count the films that can be skipped.")
@format_option(*PICTURES)
@pass_app
def command(app: App, /, franchise: str, *, output: str, **asked: Any) -> None:
    """Print a franchise in watch order.

    One table for each continuity. FRANCHISE:CONTINUITY names one.
    """
    _refuse_to_compare_parts(asked)
    view, tables = _orders(app, franchise, output, asked)
    if asked["compare"] and output in ("table", "markdown"):
        print_sections(output, _side_by_side(view, tables))
    elif output in PICTURES:
        _print_picture(output, view, tables)
    else:
        _print_tables(output, view, tables)


def _refuse_to_compare_parts(asked: Mapping[str, Any]) -> None:
    """Raise UsageError for options that compare only a part of the orders."""
    if asked["compare"] and any(asked[name] for name in _NOT_COMPARED):
        raise UsageError(
            "--compare prints both orders whole: without --by, --until, --unwatched, --explain "
            "and --gaps."
        )


def _orders(
    app: App, franchise: str, output: str, asked: Mapping[str, Any]
) -> tuple[OrderView, list[TablePair]]:
    """Return how the orders of a franchise are looked at, and the orders."""
    library, scope = load_with_pack(app, franchise, references.franchise)
    found = library.franchises[scope.franchise]
    named, by, until = asked["continuity"], asked["by"], asked["until"]
    only = references.continuity(library, found.id, named) if named else scope.continuity
    order = references.order(library, found.id, by) if by else _default_order(found, output)
    if asked["compare"]:
        order = TIMELINE
    whole = order_tables(library, found, order, only)
    if not asked["fold"]:
        whole = [table._replace(rows=one_by_one(library, table.singly)) for table in whole]
    last = references.film(library, until) if until else None
    if last is not None:
        whole = [table for table in whole if row_of(library, table, last)]
        if not whole:
            raise RefusedError(f"{library.label(last)} is not in that order of {found.name}.")
    looks = {name: asked[name] for name in ("explain", "gaps", "optional")}
    view = OrderView(library, found, order, today(), **looks)
    ends = (row_of(library, table, last) if last is not None else None for table in whole)
    rows = (
        rows_until(table, end, unwatched=asked["unwatched"])
        for table, end in zip(whole, ends, strict=True)
    )
    return view, [
        (table, table._replace(rows=chosen)) for table, chosen in zip(whole, rows, strict=True)
    ]


def _default_order(franchise: Franchise, output: str) -> str:
    """Return the order of a franchise when none is asked for; what is set is for people only."""
    if output in ("json", "csv") or franchise.default_order != TIMELINE:
        return franchise.default_order
    return configuration().settings["order"]


def _side_by_side(view: OrderView, tables: Sequence[TablePair]) -> list[Section]:
    """Return for each continuity its order by release beside its timeline."""
    return [
        compare_section(
            view, order_table(view.library, view.franchise, whole.continuity, RELEASE), whole
        )
        for whole, _ in tables
    ]


def _print_picture(output: str, view: OrderView, tables: Sequence[TablePair]) -> None:
    """Print what is left of the orders as a picture."""
    if filled := [pair for pair in tables if pair[1].rows]:
        print_bytes(load(PICTURES[output])(view, filled).encode())
    else:
        hint(_nothing(view, tables))


def _print_tables(output: str, view: OrderView, tables: Sequence[TablePair]) -> None:
    """Print what was asked for of the orders as tables or records."""

    def record() -> dict[str, Any]:
        shown = [shown for _, shown in tables]
        return order_record(view.library, view.franchise, view.order, shown, view.today)

    print_report(
        output,
        lambda: flat_order(record()),
        lambda: [order_section(view, whole, shown.rows) for whole, shown in tables],
        document=record,
        empty=_nothing(view, tables),
    )


def _nothing(view: OrderView, tables: Sequence[TablePair]) -> str:
    """Return what people are told when there is nothing to print."""
    name = view.franchise.name
    if tables:
        return f"All of {name} is watched."
    return f"{name} has no films here yet: see “watchlist franchise add”."
