"""A long table is, byte for byte, what tabulate makes of all its rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlist.render import tables
from watchlist.render.chunks import AT_ONCE
from watchlist.render.columns import Column, Mark, PackedRows, Table
from watchlist.render.style import Style, styled
from watchlist.render.tables import markdown_table, terminal_table

COLUMNS = (
    Column("ID", keep=90, right=True),
    Column("Film", keep=100, least=4),
    Column("", keep=50),
    Column("Tags", keep=20, right=True, least=3),
)
cells = st.one_of(
    st.text(max_size=9),
    st.text("ab |", max_size=30),
    st.text("七e\u0301❤\ufe0f★ᅟ\u200b\u00ad\u00a0", max_size=5),
    st.text("a\n\x1b\x1f\x00\u2028\ue000", max_size=4),
)
rows_of_text = st.lists(st.tuples(*[cells] * len(COLUMNS)), min_size=1, max_size=6)
looks = st.builds(
    Style,
    table=st.sampled_from(["plain", "simple", "outline", "rounded", "grid"]),
    colour=st.booleans(),
)


def _drawn(table: Table, columns: int | None) -> tuple[list[str], list[str]]:
    return list(terminal_table(table, columns)), list(markdown_table(table))


@settings(max_examples=60)
@given(rows_of_text, st.data(), looks, st.sampled_from([None, 1, 12, 25, 80]))
def test_a_long_table_is_what_tabulate_makes_of_its_rows(
    some: list[Sequence[str]], data: st.DataObject, look: Style, columns: int | None
) -> None:
    rows = some * (AT_ONCE // len(some) + 1)
    marks = data.draw(st.lists(st.sampled_from(Mark), min_size=len(some), max_size=len(some)))
    packed = PackedRows()
    packed.extend(rows)
    table = Table(COLUMNS, packed, marks * (AT_ONCE // len(some) + 1))
    with styled(look), pytest.MonkeyPatch.context() as patched:
        in_pieces = _drawn(table, columns)
        patched.setattr(tables, "LONG", len(rows))
        at_once = _drawn(Table(COLUMNS, rows, table.marks), columns)
    assert ["".join(pieces) for pieces in in_pieces] == ["".join(pieces) for pieces in at_once]
    assert [len(pieces) for pieces in at_once] == [1, 1]


def test_a_long_table_comes_in_pieces() -> None:
    rows = [(str(number), "Heat", "", "") for number in range(4 * AT_ONCE)]
    assert len(list(terminal_table(Table(COLUMNS, rows), 80))) == len(rows) // AT_ONCE


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_packed_rows_are_the_rows_that_were_packed(some: list[Sequence[str]]) -> None:
    packed = PackedRows()
    packed.extend(some)
    assert list(packed) == some
    assert len(packed) == len(some)
    assert all(row in packed for row in some)
