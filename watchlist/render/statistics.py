"""What ``stats`` prints: charts for people, one record or flat rows for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from watchlist.queries.statistics import Period, Rated, Share, Statistics
from watchlist.render.charts import Bar, Chart
from watchlist.render.columns import Line
from watchlist.render.json import JsonRecord
from watchlist.render.style import rating_text, style

_TABLES: Final = (
    "years", "months", "weekdays", "ratings", "kinds", "directors", "cast", "franchises", "series"
)  # fmt: skip
_FIELDS: Final = ("films", "watched", "viewings", "minutes", "unknown")


def statistics_record(figures: Statistics) -> JsonRecord:
    """Return all figures as one record."""
    return {
        "year": figures.year,
        "films": figures.films,
        "to_watch": figures.to_watch,
        "upcoming": figures.upcoming,
        "watched": figures.total.films,
        "viewings": figures.total.viewings,
        "rewatches": figures.rewatches,
        "undated": figures.undated,
        "minutes": figures.total.minutes,
        "unknown": figures.total.unknown,
        "rated": figures.rated,
        "average": figures.average,
        **{name: [row._asdict() for row in getattr(figures, name)] for name in _TABLES},
    }


def statistics_rows(figures: Statistics) -> list[JsonRecord]:
    """Return the figures as rows of one table: ``figure`` is the name of a list of the record."""
    rows = [_row("total", "", figures.total._asdict())]
    for figure in _TABLES:
        for row in getattr(figures, figure):
            name = f"{row.stars:g}" if isinstance(row, Rated) else row.name
            rows.append(_row(figure, name, row._asdict()))
    return rows


def _row(figure: str, name: str, fields: JsonRecord) -> JsonRecord:
    return {"figure": figure, "name": name, **{field: fields.get(field) for field in _FIELDS}}


def statistics_lines(figures: Statistics) -> list[Line]:
    """Return the figures that are no list, as sentences."""
    total = figures.total
    sentences = [
        f"{_count(total.films, 'film')} watched{f' in {figures.year}' if figures.year else ''}, "
        f"in {_count(total.viewings, 'viewing')}",
        " and ".join(_length(total)),
    ]
    if figures.undated:
        sentences.append(f"{_count(figures.undated, 'viewing')} without a date")
    if figures.average is not None:
        rated = _count(figures.rated, "film")
        sentences.append(f"{rated} rated {_average(figures.average)} on average")
    if figures.year is None:
        sentences.append(
            f"{_count(figures.films, 'film')} in the library: {figures.to_watch:,} to watch, "
            f"{figures.upcoming:,} not out yet"
        )
    return [Line("", f"{sentence}.") for sentence in sentences if sentence]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _length(total: Period) -> Iterator[str]:
    """Yield how long all viewings took, as far as that is known."""
    if total.minutes:
        yield f"{_hours(total.minutes)} of watching"
    if total.unknown:
        yield f"{_count(total.unknown, 'viewing')} of unknown length"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:,.1f} h"


def _average(stars: float) -> str:
    return f"{stars:.2f} stars" if style().rating == "stars" else rating_text(stars)


def statistics_charts(figures: Statistics, most: int) -> list[Chart]:
    """Return the charts that have something to show, with at most so many people in each."""
    if not figures.total.viewings:
        return []
    unit, periods = ("month", figures.months) if figures.year else ("year", figures.years)
    charts = [
        Chart(f"By {unit}: films and hours", ("Films", "Hours"), _times(periods)),
        Chart("By day of the week", ("Films", "Hours"), _times(_week(figures.weekdays))),
        Chart("Ratings", ("Films",), _ratings(figures.ratings)),
        Chart("Directors: seen of those here", ("Seen",), _ranking(figures.directors[:most])),
        Chart("Cast: seen of those here", ("Seen",), _ranking(figures.cast[:most])),
    ]
    if figures.year is None:
        begun = [part for part in figures.franchises if part.watched]
        charts.append(Chart("Franchises", ("Seen",), _progress(begun[:most])))
        charts.append(Chart("Series: episodes seen", ("Seen",), _progress(figures.series[:most])))
    if len(figures.kinds) > 1:
        charts.append(Chart("Kinds: seen of those here", ("Seen",), _progress(figures.kinds)))
    return [chart for chart in charts if chart.bars]


def _week(days: Sequence[Period]) -> Sequence[Period]:
    """Return the days of a week, beginning with the one that was set."""
    return [*days[-1:], *days[:-1]] if style().week == "sun" else days


def _times(periods: Sequence[Period]) -> list[Bar]:
    most = max((period.films for period in periods), default=0)
    return [
        Bar(
            period.name,
            period.films,
            most,
            (f"{period.films:,}", _hours(period.minutes) if period.minutes else ""),
        )
        for period in periods
    ]


def _ratings(ratings: Sequence[Rated]) -> list[Bar]:
    most = max((rated.films for rated in ratings), default=0)
    return [
        Bar(rating_text(rated.stars), rated.films, most, (f"{rated.films:,}",))
        for rated in reversed(ratings)
    ]


def _ranking(parts: Sequence[Share]) -> list[Bar]:
    most = max((part.watched for part in parts), default=0)
    return [Bar(part.name, part.watched, most, _of(part)) for part in parts]


def _progress(parts: Sequence[Share]) -> list[Bar]:
    return [Bar(part.name, part.watched, part.films, _of(part)) for part in parts]


def _of(part: Share) -> tuple[str]:
    return (f"{part.watched:,} of {part.films:,}",)
