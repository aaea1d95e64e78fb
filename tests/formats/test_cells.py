"""Cells of tables: no spreadsheet runs them, and they come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.formats.parsing.cells import joined, parted, visible
from watchlist.names.formulas import neutralised, restored

texts = st.text(st.sampled_from("=+-@'\t\r\nab ;,\\"), max_size=8)
names = st.text(st.sampled_from("ab ;,\\'"), min_size=1).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "\n=1", " =1", "\r\n\t@x", "'\n=1", "＝1"]
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1917", "'Salem's Lot", "a=b", "…And"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert neutralised(text) == text
    assert restored(text) == text


@given(texts)
def test_a_neutralised_text_is_no_formula_and_can_be_restored(text: str) -> None:
    assert not neutralised(text).lstrip().startswith(("=", "+", "-", "@"))
    assert restored(neutralised(text)) == text


@given(st.lists(names, unique=True, max_size=4))
def test_joined_texts_part_into_what_they_were(values: list[str]) -> None:
    assert parted(joined(values)) == tuple(values)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("imax, theatre", ("imax", "theatre")),
        ("Sammy Davis, Jr.;", ("Sammy Davis, Jr.",)),
        ("a; b, c;a", ("a", "b, c")),
        (" ", ()),
    ],
)
def test_a_cell_is_parted_by_semicolons_or_else_by_commas(cell: str, parts: tuple[str]) -> None:
    assert parted(cell) == parts


def test_control_characters_are_shown_and_line_ends_kept() -> None:
    assert visible("a\x1b[1m\r\nb\n\rc\td") == "a\\x1b[1m\r\nb\n\\x0dc\td"
