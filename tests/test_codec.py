"""Records to documents and back, with the fields of newer versions."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.strategies import films, json_values, newer_documents, records
from watchlist.dates import PartialDate, StoryDate
from watchlist.library.codec import Document, carry_unknown, decode, encode
from watchlist.model import (
    Continuity,
    Credit,
    Film,
    Franchise,
    Job,
    Kind,
    Link,
    NamedOrder,
    Note,
    Placement,
    PlacementKind,
    Record,
    Viewing,
)


def changed(record_type: type[Any], document: Document, **changes: Any) -> Document:
    """Return the document of a record after a change of some fields."""
    record = decode(record_type, 1, document)
    after = encode(replace(record, **changes))
    carried: Document = carry_unknown(document, encode(record), after)
    return carried


@given(record=records)
def test_a_record_is_decoded_from_its_document(record: Any) -> None:
    assert decode(type(record), record.id, encode(record)) == record


@given(record=records)
def test_a_document_is_plain_json(record: Record) -> None:
    document = encode(record)
    assert json.loads(json.dumps(document)) == document


@given(data=st.data(), record=records)
def test_a_document_of_a_newer_version_is_read_and_kept_whole(
    data: st.DataObject, record: Any
) -> None:
    document = data.draw(newer_documents(encode(record)))
    decoded = decode(type(record), record.id, document)
    assert decoded == record
    assert carry_unknown(document, encode(decoded), encode(decoded)) == document


@given(film=films, other=films, unknown=json_values)
def test_a_changed_record_is_written_as_it_is_now(film: Film, other: Film, unknown: Any) -> None:
    document = {**encode(film), "x-newer": unknown}
    after = replace(other, id=film.id)
    carried = carry_unknown(document, encode(film), encode(after))
    assert decode(Film, film.id, carried) == after
    assert carried["x-newer"] == unknown


def test_a_document_has_no_number_and_no_field_that_says_nothing() -> None:
    film = Film(id=7, title="Heat", to_watch=True, viewings=(Viewing(),))
    assert encode(film) == {"title": "Heat", "to_watch": True, "viewings": [{}]}


def test_dates_and_words_are_written_as_text() -> None:
    film = Film(
        id=7,
        title="Dune",
        release=PartialDate(2021, 9),
        kind=Kind.SERIES,
        story=StoryDate("10191 AG"),
    )
    assert encode(film) == {
        "title": "Dune",
        "release": "2021-09",
        "kind": "series",
        "story": "10191 AG",
    }


def test_the_number_of_the_record_beats_one_in_the_document() -> None:
    assert decode(Film, 7, {"id": 8, "title": "Heat"}).id == 7


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({}, "Object missing required field `title`"),
        ([], "Expected `object`, got `list`"),
        (None, "Expected `object`, got `NoneType`"),
        ({"title": ""}, "Expected `str` of length >= 1 - at `$.title`"),
        ({"title": 300}, "Expected `str`, got `int` - at `$.title`"),
        ({"title": "x" * 1001}, "Expected `str` of length <= 1000 - at `$.title`"),
        ({"title": "x", "year": "2014"}, "Expected `int | null`, got `str` - at `$.year`"),
        ({"title": "x", "rating": 6}, "Expected `float` <= 5.0 - at `$.rating`"),
        ({"title": "x", "kind": "opera"}, "Invalid enum value 'opera' - at `$.kind`"),
        ({"title": "x", "release": 2014}, "Expected `str`, got `int` - at `$.release`"),
        ({"title": "x", "release": "2014-13"}, "“2014-13” is not in the calendar - at `$.release`"),
        (
            {"title": "x", "story": "1918..1914"},
            "“1918..1914” is not a span: its end is not after its start - at `$.story`",
        ),
        (
            {"title": "x", "viewings": [{"rating": "5"}]},
            "Expected `float | null`, got `str` - at `$.viewings[0].rating`",
        ),
    ],
)
def test_a_bent_document_is_refused_naming_the_field(document: Any, message: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        decode(Film, 7, document)
    assert str(caught.value) == message


def test_a_default_that_somebody_wrote_out_is_no_unknown_field() -> None:
    document = {"title": "Heat", "to_watch": False, "year": None}
    assert changed(Film, document, to_watch=True) == {
        "title": "Heat",
        "to_watch": True,
        "year": None,
    }


def test_a_field_that_is_cleared_is_gone() -> None:
    assert changed(Film, {"title": "Heat", "rating": 4.5}, rating=None) == {"title": "Heat"}


BRANCH = {"name": "main", "films": [1, 2], "x-newer": "kept"}
OTHER = {"name": "H20", "films": [3], "x-newer": "other"}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            [Continuity(name="main", films=(1, 2, 4)), Continuity(name="H20", films=(3,))],
            [{**BRANCH, "films": [1, 2, 4]}, OTHER],
        ),
        ([Continuity(name="original", films=(1, 2))], [{**BRANCH, "name": "original"}]),
        ([Continuity(name="H20", films=(3,))], [OTHER]),
        (
            [Continuity(name="H20"), Continuity(name="new", films=(5,))],
            [{"name": "H20", "x-newer": "other"}, {"name": "new", "films": [5]}],
        ),
        (
            [Continuity(name="H20", films=(3,)), Continuity(name="main", films=(1,))],
            [OTHER, {**BRANCH, "films": [1]}],
        ),
    ],
    ids=["a film more", "renamed", "one removed", "one removed, one new", "changed and exchanged"],
)
def test_unknown_fields_stay_with_their_continuity(
    after: list[Continuity], expected: list[Document]
) -> None:
    document = {"name": "Halloween", "continuities": [BRANCH, OTHER]}
    assert changed(Franchise, document, continuities=tuple(after))["continuities"] == expected


@pytest.mark.parametrize(
    ("field", "item", "after"),
    [
        ("viewings", {"watched_on": "2023-03-18"}, Viewing(watched_on=PartialDate(2023, 3, 18))),
        ("viewings", {}, Viewing(rating=4.0)),
        ("notes", {"text": "see it"}, Note(text="see it", source="a friend")),
        ("credits", {"name": "Ana"}, Credit(name="Ana", job=Job.CAST, role="Eve")),
    ],
)
def test_unknown_fields_stay_with_an_item_that_says_more_now(
    field: str, item: Document, after: Record
) -> None:
    document = {"title": "Heat", field: [{**item, "x-newer": 1}]}
    expected = [{**encode(after), "x-newer": 1}]
    assert changed(Film, document, **{field: (after,)})[field] == expected


def test_unknown_fields_stay_with_a_named_order_and_a_placement() -> None:
    document = {
        "name": "Halloween",
        "orders": [{"name": "mine", "films": [1], "x-newer": 1}],
        "placements": [{"films": [1], "kind": "before", "anchors": [2], "x-newer": 2}],
    }
    placement = Placement(films=(1,), kind=PlacementKind.BEFORE, anchors=(2,), note="so it is")
    after = changed(
        Franchise,
        document,
        orders=(NamedOrder(name="mine", films=(1, 2)),),
        placements=(placement,),
    )
    assert after["orders"] == [{"name": "mine", "films": [1, 2], "x-newer": 1}]
    assert after["placements"] == [{**encode(placement), "x-newer": 2}]


def test_unknown_fields_do_not_move_to_another_item() -> None:
    document = {"title": "Heat", "viewings": [{"watched_on": "2020", "x-newer": 1}]}
    other = Viewing(watched_on=PartialDate(2021))
    assert changed(Film, document, viewings=(other,))["viewings"] == [{"watched_on": "2021"}]


def test_of_equal_items_each_keeps_its_own_unknown_fields() -> None:
    viewings = [{"note": "again", "x-newer": 1}, {"note": "again", "x-newer": 2}]
    document = {"title": "Heat", "viewings": viewings}
    assert changed(Film, document, to_watch=True)["viewings"] == viewings


def test_a_link_keeps_its_unknown_fields() -> None:
    document = {"film": 1, "kind": "sequel-to", "other": 2, "x-newer": {"sure": True}}
    assert changed(Link, document, other=3) == {**document, "other": 3}
