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
from watchlist.cli.options import format_option, stated
from watchlist.cli.output import hint, print_bytes, print_report, print_sections
from watchlist.cli.packs.lookup import load_with_packs
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE, ORDER
from watchlist.cli.tier_options import tag_option, tier_options, tiers_of
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import RELEASE, TIMELINE, Franchise, Holding
from watchlist.queries.filters import rows_until
from watchlist.queries.orders import TablePair, order_table, order_tables
from watchlist.queries.orders.folding import one_by_one
from watchlist.queries.orders.standing import row_of
from watchlist.queries.orders.tiers import EVERYTHING
from watchlist.queries.wording import join, without_words
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

FILES: Final = ("m3u", "kometa", "radarr", "nfo")
"""The formats that ``watchlist.cli.order_files`` writes."""

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
@click.argument("franchises", metavar="FRANCHISE...", nargs=-1, required=True, type=FRANCHISE)
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
@tag_option
@tier_options
@click.option("--all-cuts", is_flag=True, help="Each film of which one of several is enough.")
@click.option(
    "--output",
    "output_folder",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="With kometa and nfo: where to write.",
)
@click.option(
    "--relative-to",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="With m3u: paths as seen from there.",
)
@click.option(
    "--player",
    type=click.Choice(["vlc", "mpv"]),
    default="vlc",
    show_default=True,
    help="With m3u: who is told where segments begin.",
)
@format_option(*PICTURES, *FILES)
@pass_app
def command(app: App, /, franchises: Sequence[str], *, output: str, **asked: Any) -> None:
    """Print a franchise in watch order.

    One table for each continuity. FRANCHISE:CONTINUITY names one. Several franchises are one table;
    "watchlist franchise combine" keeps them together.
    """
    _refuse_to_compare_parts(asked)
    _refuse_options_of_files(output)
    view, tables = _orders(app, franchises, output, asked)
    if asked["compare"] and output in ("table", "markdown"):
        print_sections(output, _side_by_side(view, tables))
    elif output in PICTURES:
        _print_picture(output, view, tables)
    elif output in FILES:
        load("watchlist.cli.order_files:write_order")(output, app, view, tables, asked)
    else:
        _print_tables(output, view, tables)


def _refuse_to_compare_parts(asked: Mapping[str, Any]) -> None:
    """Raise UsageError for options that compare only a part of the orders."""
    if asked["compare"] and any(asked[name] for name in _NOT_COMPARED):
        raise UsageError(
            "--compare prints both orders whole: without --by, --until, --unwatched, --explain "
            "and --gaps."
        )


def _refuse_options_of_files(output: str) -> None:
    """Raise UsageError for options that are about another format."""
    wanted = {"output_folder": ("kometa", "nfo"), "relative_to": ("m3u",), "player": ("m3u",)}
    for option, formats in wanted.items():
        if stated(option) and output not in formats:
            name = "output" if option == "output_folder" else option.replace("_", "-")
            raise UsageError(f"--{name} is about --format {' and '.join(formats)}.")


def _orders(
    app: App, franchises: Sequence[str], output: str, asked: Mapping[str, Any]
) -> tuple[OrderView, list[TablePair]]:
    """Return how the orders of franchises are looked at, and the orders."""
    library, scopes = load_with_packs(app, franchises, references.franchise)
    found = _together(library, scopes)
    order, only = _which_order(library, found, scopes, output, asked)
    until = asked["until"]
    last = references.film(library, until) if until else None
    tables = order_tables(library, found, order, only, all_cuts=asked["all_cuts"])
    if not asked["fold"]:
        tables = [table._replace(rows=one_by_one(library, table.singly)) for table in tables]
    tiers = tiers_of(asked)
    whole = [tiers.of(table) if tiers != EVERYTHING else table for table in tables]
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


def _together(library: Library, scopes: Sequence[Scope]) -> Franchise:
    """Return the one franchise that is named, or a universe of several for the time being."""
    several = list(dict.fromkeys(scopes))
    if len(several) == 1:
        return library.franchises[several[0].franchise]
    names = [library.franchises[scope.franchise].name for scope in several]
    holds = tuple(Holding(franchise=number, continuity=name) for number, name in several)
    return Franchise(id=0, name=" & ".join(dict.fromkeys(names)), holds=holds)


def _which_order(
    library: Library,
    found: Franchise,
    scopes: Sequence[Scope],
    output: str,
    asked: Mapping[str, Any],
) -> tuple[str, str]:
    """Return the order that is asked for, and the one continuity. Raises UsageError."""
    named, by = asked["continuity"], asked["by"]
    if not found.id:
        if named:
            raise UsageError("Several franchises are one table: name a continuity with its own.")
        order, only = _kind_of_order(by), ""
    else:
        only = references.continuity(library, found.id, named) if named else scopes[0].continuity
        order = references.order(library, found.id, by) if by else _default_order(found, output)
    if only and by and found.order(order):
        raise UsageError(f"The order {order} is of all of {found.name}: it has no continuities.")
    return (TIMELINE if asked["compare"] or (only and found.order(order)) else order), only


def _kind_of_order(by: str | None) -> str:
    """Return an order that all franchises have. Raises UsageError for one made by hand."""
    if by and by.casefold() not in ORDER_KINDS:
        raise UsageError(f"Several franchises have no order {by}: there are {join(ORDER_KINDS)}.")
    return by.casefold() if by else TIMELINE


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
    if without := [without_words(whole.without) for whole, _ in tables if whole.without]:
        return f"Nothing else of {name} is left: {'; '.join(without)}."
    if tables:
        return f"All of {name} is watched."
    return f"{name} has no films here yet: see “watchlist franchise add”."
