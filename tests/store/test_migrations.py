"""From an older schema to today's: after a backup, with nothing lost; and every schema for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.conftest import Run
from tests.store.command_lines import EXAMINING, LIBRARY, LISTING, READING
from watchlist.model import (
    Continuity,
    Credit,
    CreditStatus,
    Film,
    FilmList,
    Franchise,
    Holding,
    Job,
    Kind,
    Link,
    LinkKind,
    ListedFilm,
    NamedOrder,
    Note,
    Pass,
    Placement,
    PlacementKind,
    Record,
    Statement,
    TrackedPack,
    Viewing,
)
from watchlist.store import migrations, replay
from watchlist.store.migrations import Migration

FROZEN = Path(__file__).parent / "frozen"
FILES = sorted(FROZEN.glob("schema-*.json"))
NEWEST = FROZEN / f"schema-{migrations.current_schema()}.json"
TABLES = ("films", "links", "franchises", "shelves")
PLACES: Mapping[type[Record], tuple[str, ...]] = {
    Film: ("films",),
    Viewing: ("films", "viewings"),
    Note: ("films", "notes"),
    Credit: ("films", "credits"),
    Statement: ("films", "credits", "earlier"),
    Link: ("links",),
    Franchise: ("franchises",),
    Continuity: ("franchises", "continuities"),
    Placement: ("franchises", "placements"),
    NamedOrder: ("franchises", "orders"),
    Holding: ("franchises", "holds"),
    Pass: ("franchises", "passes"),
    TrackedPack: ("packs",),
    FilmList: ("lists",),
    ListedFilm: ("lists", "films"),
}
"""Where the records of each type stand in a library: the table, and the fields on the way."""


def _content(run: Run) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run.library.read_text(encoding="utf-8"))
    return content


def _copies(run: Run) -> list[Path]:
    return sorted(Path(f"{run.library}.backups").glob("*"))


def _name_to_label(_table: str, _number: str, shelf: dict[str, Any]) -> dict[str, Any]:
    """Stand for a migration: shelves have a label instead of a name."""
    if "name" not in shelf:
        return shelf
    return {"label" if field == "name" else field: value for field, value in shelf.items()}


SHELVES = Migration(frozenset({"shelves"}), _name_to_label)


@pytest.fixture
def frozen(run: Run) -> Run:
    """Return a runner on a library of today's schema."""
    run.library.write_bytes(NEWEST.read_bytes())
    return run


@pytest.fixture
def newer(frozen: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a runner of a version with one migration more, on the library of the older one."""
    frozen.ok("edit", "Lamp", "--tag", "x")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, SHELVES))
    return frozen


def test_every_schema_up_to_todays_is_frozen() -> None:
    schemas = [f"schema-{number}.json" for number in range(1, migrations.current_schema() + 1)]
    assert schemas == [path.name for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_frozen_library_has_no_fault_and_survives_a_change(run: Run, path: Path) -> None:
    run.library.write_bytes(path.read_bytes())
    assert run.json("doctor") == []
    before = _content(run)
    run.ok("add", "Brand new")
    after = _content(run)
    number = str(max(map(int, before["films"])) + 1)
    assert after["films"].pop(number)["title"] == "Brand new"
    if before["schema"] == migrations.current_schema():
        assert _without_history(before) == _without_history(after)
    assert run.json("doctor") == []


def _without_history(content: dict[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in content.items() if name != "history"}


def _documents(content: Any, place: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the documents at a place in a library."""
    table, *fields = place
    found = list(content[table].values())
    for field in fields:
        found = [item for document in found for item in document.get(field, [])]
    yield from found


def test_the_places_of_all_types_of_records_are_known() -> None:
    assert set(Record.__subclasses__()) == set(PLACES)


@pytest.mark.parametrize("record_type", PLACES, ids=lambda one: one.__name__)
def test_the_newest_frozen_library_has_every_field_and_some_that_nobody_knows(
    record_type: type[Record],
) -> None:
    content = json.loads(NEWEST.read_text(encoding="utf-8"))
    there = {field for found in _documents(content, PLACES[record_type]) for field in found}
    known = {field.encode_name for field in msgspec.structs.fields(record_type)} - {"id"}
    missing = sorted(known - there)
    assert not missing, f"{NEWEST.name} has no {record_type.__name__} with {', '.join(missing)}"
    assert there - known, f"{NEWEST.name} has no {record_type.__name__} with an unknown field"


def test_the_newest_frozen_library_has_every_kind_of_value() -> None:
    content = json.loads(NEWEST.read_text(encoding="utf-8"))
    films, links, franchises = (list(content[table].values()) for table in TABLES[:3])
    credit = [credit for film in films for credit in film.get("credits", [])]
    placement = [p["kind"] for f in franchises for p in f.get("placements", [])]
    assert set(LinkKind) == {link["kind"] for link in links}
    assert set(PlacementKind) == set(placement)
    assert set(Kind) == {film.get("kind", "film") for film in films}
    assert {None, *CreditStatus} == {c.get("status") for c in credit}
    assert set(Job) == {c.get("job", "cast") for c in credit}


@pytest.mark.parametrize("args", [*READING, LISTING, EXAMINING], ids=" ".join)
def test_reading_an_older_library_leaves_the_file_and_takes_no_look_at_its_history(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    run.library.write_text(LIBRARY, encoding="utf-8")
    run.ok("edit", "Aliens", "--tag", "x")
    before, said = run.library.read_bytes(), run(*args)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, SHELVES))
    monkeypatch.setattr(replay, "replayed", None)
    after = run(*args)
    assert (said.exit_code, said.stdout) == (after.exit_code, after.stdout)
    assert before == run.library.read_bytes()


def test_what_a_migration_does_not_change_keeps_its_line(newer: Run) -> None:
    before = newer.library.read_text(encoding="utf-8").split(',\n"history"')[0].splitlines()
    newer.ok("add", "Heat")
    after = newer.library.read_text(encoding="utf-8").splitlines()
    kept = {line.rstrip(",") for line in after}
    gone = [line for line in before if line.rstrip(",") not in kept]
    schema = migrations.current_schema() - 1
    assert gone == [f'{{"schema": {schema},', '"1": {"name": "Loft", "films": [1]}']


STRANGE = ["5", "null", "[]", '"x"', "{}", '{"label": "Loft"}', '{"films": 7}', '{"size": 1e999}']


@pytest.mark.parametrize("shelf", STRANGE)
def test_a_record_that_a_migration_cannot_read_stays_as_it_is(newer: Run, shelf: str) -> None:
    tables = f'"films": {{}},\n"shelves": {{\n"1": {shelf},\n"2": {{"name": "Attic"}}\n}}'
    library = f'{{"schema": {migrations.current_schema() - 1},\n{tables}\n}}\n'
    newer.library.write_text(library, encoding="utf-8")
    newer.ok("add", "Heat")
    for _ in range(2):
        text = newer.library.read_text(encoding="utf-8")
        assert f'\n"1": {shelf},\n"2": {{"label": "Attic"}}\n' in text
        newer.ok("undo")
        newer.ok("redo")
    newer.ok("undo")
    assert newer("undo").stderr == "Error: There is nothing to undo.\n"


@pytest.mark.parametrize("change", [("add", "Heat"), ("undo",)], ids=" ".join)
def test_a_change_migrates_after_a_backup_though_the_day_has_one(
    newer: Run, monkeypatch: pytest.MonkeyPatch, change: tuple[str, ...]
) -> None:
    assert len(_copies(newer)) == 1
    _copies(newer)[0].rename(_copies(newer)[0].with_name("000001-3-2023-03-24T110000.000000Z.json"))
    before = newer.library.read_bytes()
    newer.ok(*change)
    assert before == _copies(newer)[-1].read_bytes()
    assert _content(newer)["schema"] == migrations.current_schema()
    assert _content(newer)["shelves"] == {"1": {"label": "Loft", "films": [1]}}
    assert len(_copies(newer)) == 2
    newer.ok("add", "Dune")
    assert len(_copies(newer)) == 2


def test_a_change_that_is_refused_does_not_migrate(newer: Run) -> None:
    before = newer.library.read_bytes()
    assert newer("add", "1917").exit_code == 1
    assert before == newer.library.read_bytes()


def test_a_copy_of_an_older_schema_is_restored_in_todays(newer: Run) -> None:
    newer.ok("add", "Heat")
    newer.ok("restore", str(_copies(newer)[0]))
    assert _content(newer)["schema"] == migrations.current_schema()
    assert _content(newer)["shelves"] == {"1": {"label": "Loft", "films": [1]}}
    assert newer("show", "Heat").exit_code == 3


def test_a_migrated_library_is_refused_by_the_older_program(
    newer: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer.ok("add", "Heat")
    monkeypatch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:-1])
    before = newer.library.read_bytes()
    for args in (("list",), ("add", "Dune"), ("restore",)):
        result = newer(*args)
        assert (result.exit_code, result.stdout) == (5, "")
        assert "newer watchlist" in result.stderr
    assert before == newer.library.read_bytes()
