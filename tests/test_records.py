"""A table of records that are decoded when they are asked for."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.strategies import films, newer_documents
from watchlist.errors import LibraryFileError
from watchlist.library import codec
from watchlist.library.codec import encode
from watchlist.library.records import Records
from watchlist.model import Film, Viewing

HEAT = {"title": "Heat", "year": 1995}
UNREADABLE: list[Any] = [{}, [], None, 5, "Heat", {"title": 300}, {"title": "Heat", "year": "1995"}]

tables = st.dictionaries(st.integers(1, 50), films, max_size=2).map(
    lambda table: {number: replace(film, id=number) for number, film in table.items()}
)


class Titles(msgspec.Struct):
    title: Any = None


def documents(table: dict[int, Film]) -> dict[str, dict[str, Any]]:
    return {str(number): encode(film) for number, film in table.items()}


def read(table: dict[str, Any]) -> Records[Film]:
    """Return records as they are read from a file: each as its text."""
    return Records(Film, {key: msgspec.Raw(msgspec.json.encode(doc)) for key, doc in table.items()})


def titles(films: Records[Film]) -> dict[int, Any]:
    return {number: found.title for number, found in films.partial_reads(Titles)}


@given(data=st.data(), film=films)
def test_the_text_of_a_document_makes_the_record_that_the_document_makes(
    data: st.DataObject, film: Film
) -> None:
    document = data.draw(newer_documents(encode(film)))
    assert read({str(film.id): document})[film.id] == film
    assert Records(Film, {str(film.id): document})[film.id] == film


def test_records_that_are_read_in_passing_are_not_kept() -> None:
    films = read({"2": HEAT, "10": {"title": "Alien"}, "5": {}, "7": {"title": "Jaws"}})
    kept = films[7]
    films[3] = Film(id=3, title="Ran")
    assert [film.id for film in films.in_passing()] == [2, 3, 7, 10]
    assert [film.id for film in films.in_passing(reverse=True)] == [10, 7, 3, 2]
    again = list(films.in_passing())
    assert [one is other for one, other in zip(films.in_passing(), again, strict=True)] == [
        *(False, True, True, False)
    ]
    assert films[7] is kept
    assert list(films.unreadable) == [5]


@pytest.mark.parametrize("number", [1, "x", None, [2]])
def test_a_number_inside_a_document_means_nothing(number: Any) -> None:
    assert read({"7": {"id": number, "title": "Heat"}})[7] == Film(id=7, title="Heat")


def test_what_cannot_be_written_back_is_refused() -> None:
    films = Records(Film, {"1": msgspec.Raw(b'{"title": "Heat", "gross": 1e999}')})
    films[1] = replace(films[1], year=1995)
    with pytest.raises(LibraryFileError, match="beyond all bounds"):
        films.changes()


@given(table=tables)
def test_a_table_has_the_records_of_its_documents_in_order_of_number(
    table: dict[int, Film],
) -> None:
    assert list(read(documents(table)).items()) == sorted(table.items())


@given(before=tables, after=tables)
def test_the_changes_lead_from_what_was_read_to_what_is_there(
    before: dict[int, Film], after: dict[int, Film]
) -> None:
    films = read(documents(before))
    for number in list(films):
        del films[number]
    films.update(after)
    result = documents(before)
    for number, change in films.changes().items():
        assert result.pop(str(number), None) != (change and codec.document_of(change))
        if change:
            result[str(number)] = codec.document_of(change)
    assert result == documents(after)
    assert titles(films) == {int(number): doc["title"] for number, doc in result.items()}


@given(data=st.data(), film=films)
def test_setting_a_record_to_what_it_is_changes_nothing(data: st.DataObject, film: Film) -> None:
    document = data.draw(newer_documents(encode(film)))
    table = read({str(film.id): document})
    table[film.id] = film
    assert table.changes() == {}


def test_a_change_keeps_the_fields_of_a_newer_version() -> None:
    document = {**HEAT, "mood": "blue", "viewings": [{"note": "good", "venue": "Odeon"}]}
    films = read({"1": document})
    films[1] = replace(films[1], viewings=(*films[1].viewings, Viewing(rating=5.0)))
    after = {**document, "viewings": [*document["viewings"], {"rating": 5.0}]}  # type: ignore[misc]
    changed = films.changes()[1]
    assert changed is not None
    assert codec.document_of(changed) == after


def test_a_record_is_decoded_when_it_is_asked_for_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: list[int] = []

    def decode(record_type: Any, number: int, document: Any) -> Any:
        decoded.append(number)
        return codec.decode(record_type, number, document)

    monkeypatch.setattr("watchlist.library.records.decode", decode)
    films = read({"1": HEAT, "2": HEAT, "3": HEAT})
    assert titles(films) == {1: "Heat", 2: "Heat", 3: "Heat"}
    assert films.next_number() == 4
    assert decoded == []
    assert films[2] is films[2]
    assert decoded == [2]


@pytest.mark.parametrize("document", UNREADABLE)
def test_a_bent_document_is_no_member_and_is_left_as_it_is(document: Any) -> None:
    films = read({"1": document, "2": HEAT})
    films[3] = Film(id=3, title="Jaws")
    assert (list(films), len(films), 1 in films, films.get(1)) == ([2, 3], 2, False, None)
    assert list(films.unreadable) == [1]
    assert films.changes() == {3: msgspec.Raw(b'{"title": "Jaws"}')}


@pytest.mark.parametrize("document", UNREADABLE)
def test_a_bent_document_cannot_be_read_or_removed(document: Any) -> None:
    films = read({"1": document})
    with pytest.raises(KeyError):
        films[1]
    with pytest.raises(KeyError):
        del films[1]
    assert films.changes() == {}


@pytest.mark.parametrize("document", UNREADABLE)
def test_only_objects_are_documents(document: Any) -> None:
    found = titles(read({"1": document}))
    assert found == ({1: document.get("title")} if isinstance(document, dict) else {})


def test_why_a_document_is_unreadable_is_said() -> None:
    films = read({"1": {"title": 300}})
    why = {1: "Expected `str`, got `int` - at `$.title`"}
    assert (1 in films, films.unreadable) == (False, why)


def test_a_new_record_gets_a_number_after_all_others_bent_ones_too() -> None:
    films = read({"2": HEAT, "10": {}})
    assert (films.next_number(), read({}).next_number()) == (11, 1)


def test_a_record_that_came_and_went_is_no_change() -> None:
    films = read({})
    films[1] = Film(id=1, title="Jaws")
    del films[1]
    assert (films.changes(), list(films), titles(films)) == ({}, [], {})


@pytest.mark.parametrize("many", [0, 1_000])
def test_what_is_written_can_be_read_and_changes_no_more(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("watchlist.library.records._MANY", many)
    films = read({"1": HEAT})
    films[1] = replace(films[1], year=1996)
    films[2] = Film(id=2, title="Jaws")
    written = films.changes(lambda: "01AN4Z07BY")
    assert [films[number].uid for number in (1, 2)] == ["01AN4Z07BY"] * 2
    assert titles(films) == {1: "Heat", 2: "Jaws"}
    assert films.changes(lambda: "another") == written


def test_a_removed_record_is_gone() -> None:
    films = read({"1": HEAT, "2": HEAT})
    del films[1]
    assert (list(films), titles(films)) == ([2], {2: "Heat"})
    assert films.changes() == {1: None}
    with pytest.raises(KeyError):
        del films[1]
