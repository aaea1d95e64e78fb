"""Whatever a table names by module and attribute is there: nothing else checks such names."""

import pytest

from watchlist.cli import params
from watchlist.cli.commands.order import PICTURES
from watchlist.cli.commands.plan import CALENDARS
from watchlist.cli.commands.table import START
from watchlist.cli.exports import EXPORTS, format_of
from watchlist.cli.formats import FORMATS
from watchlist.cli.groups import CANDIDATES
from watchlist.cli.loading import load
from watchlist.cli.params import Names
from watchlist.sources.registry import SOURCES

NAMED = [
    START,
    CANDIDATES,
    *PICTURES.values(),
    *CALENDARS.values(),
    *(name for names in FORMATS.values() for name in names if name),
    *(f"{export.module}:export" for export in EXPORTS.values() if export.module),
    *(f"{export.module}:NAMES" for export in EXPORTS.values() if export.folder),
    *(kind.candidates for kind in vars(params).values() if isinstance(kind, Names)),
]


@pytest.mark.parametrize("name", sorted(set(NAMED)))
def test_what_a_table_names_is_there(name: str) -> None:
    assert load(name) is not None


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_has_what_each_one_has(name: str) -> None:
    found = load(SOURCES[name].found)
    assert all(callable(getattr(found, what)) for what in ("search", "facts", "episodes"))


def test_a_name_of_nothing_is_a_mistake() -> None:
    with pytest.raises(AttributeError):
        load("watchlist.cli.loading:nothing")


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.json", "json"), ("a.CSV", "csv"), ("a.markdown", "markdown"), ("a", "json"), ("", "json")],
)
def test_the_format_of_an_export_is_told_by_its_file(path: str, name: str) -> None:
    assert format_of(path) == name
