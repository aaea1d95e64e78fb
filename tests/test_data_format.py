"""``docs/data-format.md`` says of every field of every record what it is."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from tests.store.test_migrations import PLACES
from watchlist.model import CreditStatus, Job, Kind, LinkKind, PlacementKind, Record
from watchlist.store.migrations import current_schema

PAGE = (Path(__file__).parents[1] / "docs" / "data-format.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _where_told(record_type: type[Record]) -> str:
    """Return the row of the list that records of a type stand in, or the section of their table."""
    table, *fields = PLACES[record_type]
    if not fields:
        return _section(table)
    rows = _section(table).splitlines()
    return next(row for row in rows if row.startswith(f"| `{fields[0]}`"))


@pytest.mark.parametrize("record_type", PLACES, ids=lambda one: one.__name__)
def test_the_page_says_what_each_field_is(record_type: type[Record]) -> None:
    told = set(re.findall(r"`(\w+)`", _where_told(record_type)))
    fields = {field.encode_name for field in msgspec.structs.fields(record_type)} - {"id"}
    assert sorted(fields - told) == []


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("films", (*Kind, *Job, *CreditStatus)),
        ("links", LinkKind),
        ("franchises", PlacementKind),
    ],
    ids=["films", "links", "franchises"],
)
def test_the_page_names_each_word_that_a_field_can_be(section: str, words: list[str]) -> None:
    told = _section(section)
    assert [word for word in words if f"`{word}`" not in told] == []


def test_the_example_is_of_todays_schema() -> None:
    assert f'\n{{"schema": {current_schema()},\n' in PAGE
