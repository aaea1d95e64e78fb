"""From schema 1 to 2, on libraries of programs of schema 1: nothing is lost, undo goes on."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import Run
from watchlist.library.codec import decode, encode
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack
from watchlist.store.migrations import MIGRATIONS, migrated

FROZEN = Path(__file__).parent / "frozen" / "schema-1.json"
MADE = Path(__file__).parent / "frozen" / "made-by-schema-1.json"
"""What the last release of schema 1 made with 18 commands, of which the last two undid two."""

OLD = {"frozen": FROZEN, "made": MADE}
ULID: Final = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
TYPES: Final[dict[str, Any]] = {
    "films": Film,
    "links": Link,
    "franchises": Franchise,
    "packs": TrackedPack,
    "lists": FilmList,
}
Tables = dict[str, dict[str, Any]]


def _tables(content: dict[str, Any]) -> Tables:
    return {name: one for name, one in content.items() if name not in ("schema", "history")}


def _content(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@pytest.fixture(params=list(OLD.values()), ids=list(OLD))
def old(request: pytest.FixtureRequest, run: Run) -> Run:
    """Return a runner on a library of schema 1."""
    shutil.copy(request.param, run.library)
    return run


@pytest.fixture
def made(run: Run) -> Run:
    """Return a runner on the library that the last release of schema 1 made."""
    shutil.copy(MADE, run.library)
    return run


# -- one record ------------------------------------------------------------------------------


def _to_2(table: str, number: str, document: dict[str, Any]) -> dict[str, Any]:
    before = copy.deepcopy(document)
    after = MIGRATIONS[0].document(table, number, document)
    assert document == before
    return after


def _as_schema_1(document: dict[str, Any]) -> dict[str, Any]:
    """Return a film as a program of schema 1 wrote it."""
    new = ("wikidata", "tvdb", "genres", "languages", "countries", "seasons", "whole", "span")
    film = {k: v for k, v in document.items() if k not in (*new, "sources", "uid")}
    if film.get("kind") in ("episode", "segment"):
        film["kind"] = "special"
    if "where" in film:
        film["where"] = "".join(film["where"])
    for viewing in film.get("viewings", []):
        viewing.pop("instant", None)
        viewing.pop("mark", None)
    for credit in film.get("credits", []):
        credit.pop("on", None)
        credit.pop("earlier", None)
        if credit.get("status") == "confirmed":
            del credit["status"]
    return film


SCHEMA_1_FILMS = strategies.films.map(encode).map(_as_schema_1)


@given(SCHEMA_1_FILMS)
def test_a_film_of_schema_1_is_one_of_schema_2_with_all_that_it_had(film: dict[str, Any]) -> None:
    after = _to_2("films", "7", film)
    changed = ("where", "credits", "uid")
    assert {k: v for k, v in after.items() if k not in changed} == {
        k: v for k, v in film.items() if k not in changed
    }
    assert after.get("where", []) == ([film["where"]] if film.get("where") else [])
    said = zip(film.get("credits", []), after.get("credits", []), strict=True)
    for before, credit in said:
        confirmed = {"status": "confirmed"} if before.get("source") else {}
        assert credit == confirmed | before
    record = decode(Film, 7, after)
    assert (record.id, record.title, record.where) == (
        7,
        film["title"],
        tuple(after["where"]) if ("where" in after) else (),
    )


@given(SCHEMA_1_FILMS)
def test_the_uid_of_a_film_follows_from_what_two_copies_have_in_common(
    film: dict[str, Any],
) -> None:
    uid = _to_2("films", "7", film)["uid"]
    assert ULID.fullmatch(uid)
    assert _to_2("films", "7", json.loads(json.dumps(film)))["uid"] == uid
    watched = {**film, "viewings": [{}], "rating": 4}
    assert _to_2("films", "7", watched)["uid"] == uid
    others = [_to_2("films", "8", film), _to_2("lists", "7", film)]
    others.append(_to_2("films", "7", {**film, "title": f"{film['title']}!"}))
    assert len({uid, *(other["uid"] for other in others)}) == 4


@given(st.dictionaries(st.sampled_from([*strategies.film_fields, "x"]), strategies.json_values))
def test_a_value_of_another_shape_is_left(document: dict[str, Any]) -> None:
    after = _to_2("films", "7", document)
    for field, value in document.items():
        if field == "where" and isinstance(value, str):
            assert after[field] == ([value] if value else [])
        elif field != "credits":
            assert after[field] == value
    assert after.keys() - document.keys() <= {"uid"}


@pytest.mark.parametrize("value", [5, None, "text", {}, [5, None, [], "x", {}]], ids=str)
@pytest.mark.parametrize("field", ["credits", "uid"])
def test_credits_and_uids_of_another_shape_are_left(field: str, value: object) -> None:
    assert _to_2("films", "7", {"title": "A", field: value})[field] == value


@pytest.mark.parametrize("status", ["rumored", "reported", "confirmed", 5, None])
def test_a_status_that_is_there_stays(status: object) -> None:
    credit = {"name": "Ann", "source": "x", "status": status}
    assert _to_2("films", "7", {"title": "A", "credits": [credit]})["credits"] == [credit]


def test_links_between_the_same_films_differ_by_their_kind() -> None:
    link = {"film": 1, "kind": "requires", "other": 2}
    uids = {
        _to_2("links", number, {**link, **change})["uid"]
        for number in ("1", "2")
        for change in ({}, {"kind": "remake-of"}, {"film": 2, "other": 1})
    }
    assert len(uids) == 6


@pytest.mark.parametrize("added", ["2020-13-01", "x", 5, None, "0001-01-01", "9999-12-31"])
def test_an_odd_day_of_entry_is_no_hindrance(added: object) -> None:
    assert ULID.fullmatch(_to_2("films", "7", {"title": "A", "added": added})["uid"])


# -- whole libraries -------------------------------------------------------------------------


def test_a_library_of_schema_1_is_migrated_record_by_record(old: Run) -> None:
    before = _content(old.library)
    after = json.loads(old.ok("export", "--to", "json"))
    assert (before["schema"], after["schema"]) == (1, 2)
    assert _tables(after) == migrated(_tables(before), 1)
    for name, record_type in TYPES.items():
        for number, document in after.get(name, {}).items():
            assert ULID.fullmatch(document["uid"])
            decode(record_type, int(number), document)
    uids = [one["uid"] for name in TYPES for one in after.get(name, {}).values()]
    assert len(set(uids)) == len(uids)
    assert old.json("doctor") == []


def test_two_copies_that_are_migrated_apart_are_the_same(old: Run) -> None:
    other = Run(old.library.with_name("other.json"))
    shutil.copy(old.library, other.library)
    for run, title in ((old, "Heat (1995)"), (other, "Brazil (1985)")):
        run.ok("add", title)
        run.ok("undo")
    assert old.ok("export", "--to", "json") == other.ok("export", "--to", "json")


def test_the_first_change_keeps_a_copy_of_the_file_of_schema_1(old: Run) -> None:
    before = old.library.read_bytes()
    old.ok("list", "--all")
    assert before == old.library.read_bytes()
    old.ok("add", "Heat (1995)")
    [kept] = Path(f"{old.library}.backups").iterdir()
    assert before == kept.read_bytes()


@pytest.mark.parametrize("verb", ["import", "restore"])
def test_a_file_of_schema_1_is_taken_in_as_its_export_is(old: Run, verb: str) -> None:
    exported = old.ok("export", "--to", "json")
    new = Run(old.library.with_name("new.json"))
    new.ok(verb, str(old.library))
    assert new.ok("export", "--to", "json") == exported
    again = Run(old.library.with_name("again.json"))
    exports = old.library.with_name("export.json")
    exports.write_text(exported, encoding="utf-8")
    again.ok(verb, str(exports))
    assert again.ok("export", "--to", "json") == exported
    new.ok("undo")
    assert _content(new.library) == {"schema": 2, "history": _content(new.library)["history"]}


def test_a_library_of_schema_1_is_joined_to_one_of_schema_2(old: Run) -> None:
    new = Run(old.library.with_name("new.json"))
    new.ok("add", "Something else (1901)")
    new.ok("import", str(old.library))
    joined = _content(new.library)
    films = cast("dict[str, dict[str, str]]", migrated(_tables(_content(old.library)), 1)["films"])
    uids = {one["uid"] for one in films.values()}
    assert (joined["schema"], len(joined["films"])) == (2, len(uids) + 1)
    assert uids < {film["uid"] for film in joined["films"].values()}


# -- undo ------------------------------------------------------------------------------------


def _put(tables: Tables, changes: Tables) -> Tables:
    """Return tables of schema 1 with what a step puts back."""
    after = {name: dict(table) for name, table in tables.items()}
    for name, documents in changes.items():
        table = {**after.pop(name, {}), **documents}
        if kept := {number: one for number, one in table.items() if one is not None}:
            after[name] = kept
    return after


def _ordered(tables: Tables) -> Tables:
    return {
        name: dict(sorted(table.items(), key=lambda row: int(row[0])))
        for name, table in sorted(tables.items())
    }


def _states(content: dict[str, Any]) -> Iterator[Tables]:
    """Yield a library of schema 1 as it was after each step that was undone, newest first."""
    tables = _tables(content)
    for step in reversed(content["history"].values()):
        if not step.get("undone"):
            tables = _put(tables, step["changes"])
            yield tables


def test_undo_goes_back_through_all_that_the_former_program_did(made: Run) -> None:
    content = _content(made.library)
    states = list(_states(content))
    assert len(states) == 14
    for state in states:
        made.ok("undo")
        assert _ordered(_tables(_content(made.library))) == _ordered(migrated(state, 1))
    assert made("undo").stderr == "Error: There is nothing to undo.\n"
    assert _tables(_content(made.library)) == {}


def test_redo_goes_on_to_what_was_undone_before_the_migration(made: Run) -> None:
    content = _content(made.library)
    head = made.ok("export", "--to", "json")
    heads = [migrated(state, 1) for state in _states(content)]
    for _ in heads:
        made.ok("undo")
    for state in heads[-2::-1]:
        made.ok("redo")
        assert _ordered(_tables(_content(made.library))) == _ordered(state)
    made.ok("redo")
    assert made.ok("export", "--to", "json") == head
    made.ok("redo")
    assert made.json("show", "Ran")["where"] == ["cinema"]
    made.ok("redo")
    assert made.json("show", "Ran")["watched"]
    assert made("redo").stderr == "Error: There is nothing to redo.\n"


def test_undo_of_the_change_that_migrated_leaves_the_migrated_library(old: Run) -> None:
    before = old.ok("export", "--to", "json")
    for _ in range(2):
        old.ok("add", "Heat (1995)")
        old.ok("undo")
        assert old.ok("export", "--to", "json") == before
        assert _content(old.library)["schema"] == 2
