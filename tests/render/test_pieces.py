"""Reports for programs are printed in pieces, which make the text of all records at once."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis.strategies as st
import pytest
from hypothesis import given

from watchlist.render.chunks import AT_ONCE, chunks
from watchlist.render.csv import csv_report, csv_text
from watchlist.render.json import JsonRecord, json_report, json_text

VALUES: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3) | st.just([])
)
RECORDS = st.lists(
    st.fixed_dictionaries({"a": VALUES, "b": st.lists(st.text(max_size=2), max_size=2)}),
    max_size=3,
)


@given(RECORDS, st.sampled_from([0, 1, AT_ONCE - 2, AT_ONCE]))
def test_the_pieces_are_the_text_of_all_records(some: list[JsonRecord], more: int) -> None:
    records = [*some, *({"a": number, "b": []} for number in range(more))]

    assert "".join(json_report(lambda: iter(records), None)) == json_text(records) + "\n"
    assert "".join(csv_report(lambda: iter(records), None)) == csv_text(records)


def test_a_document_is_printed_in_place_of_records() -> None:
    assert "".join(json_report(lambda: [{"a": 1}], lambda: {"b": []})) == '{\n  "b": []\n}\n'


@pytest.mark.parametrize("report", [json_report, csv_report])
def test_the_first_records_are_printed_before_the_last_are_made(report: object) -> None:
    made: list[int] = []

    def records() -> Iterator[JsonRecord]:
        for number in range(AT_ONCE * 3):
            made.append(number)
            yield {"a": number}

    pieces = iter(report(records, None))  # type: ignore[operator]

    assert "0" in next(pieces)
    assert len(made) == AT_ONCE


@given(st.lists(st.integers(), max_size=9), st.integers(1, 4))
def test_chunks_are_all_items_a_few_at_a_time(items: list[int], size: int) -> None:
    found = list(chunks(items, size))

    assert [item for chunk in found for item in chunk] == items
    assert all(0 < len(chunk) <= size for chunk in found)
