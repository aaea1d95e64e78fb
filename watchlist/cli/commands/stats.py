"""Figures and small charts."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import line_text, print_report, print_text
from watchlist.cli.params import YEAR
from watchlist.cli.terminal import terminal_width
from watchlist.queries.statistics import statistics
from watchlist.render.charts import chart_section, chart_text
from watchlist.render.statistics import (
    statistics_charts,
    statistics_lines,
    statistics_record,
    statistics_rows,
)


@click.command(
    "stats",
    cls=Command,
    examples=["watchlist stats", "watchlist stats --year 2023"],
    related=["log", "list", "person", "config"],
)
@click.option("--year", type=YEAR, help="Only what was watched in that year, by month.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="At most that many people and franchises in a chart.",
)
@output_format
@pass_app
def command(app: App, /, *, year: int | None, limit: int, output: str) -> None:
    """Show figures and charts of what you watched.

    Films and hours by year, month and day of the week, ratings, people and franchises.
    """
    figures = statistics(app.load(), today(), year)
    charts = statistics_charts(figures, limit)
    if output == "table" and charts:
        columns = terminal_width()
        parts = [line_text(output, statistics_lines(figures))]
        parts += [chart_text(chart, columns) for chart in charts]
        print_text("\n\n".join(parts))
        return
    print_report(
        output,
        lambda: statistics_rows(figures),
        lambda: [chart_section(chart) for chart in charts],
        document=lambda: statistics_record(figures),
        empty="Nothing was watched: “watchlist watched FILM” says that something was.",
    )
