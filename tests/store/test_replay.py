"""Undo and redo over a change of the layout: as far as without it, and to the same library."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.store.command_lines import CHANGING, COPY, FILMS, LIBRARY, PACK, RESTORING
from tests.store.pinned import pinned_uids
from tests.store.stand_in import CAPTIONS, MARKS, TABLES, newer_program
from tests.store.test_undo_property import COMMANDS
from watchlist.store import replay, storage
from watchlist.store.history import LIMIT, NO_STATE
from watchlist.store.migrations import Migration

ANOTHER_HAND = "was changed by another program"
MALFORMED = """{"schema": 2,
"films": {
"1": {"title": ["Alien"], "year": 1979},
"2": {"title": "Aliens", "year": "x", "shelf": {"row": 4}},
"3": 5,
"9": {"title": "Earth", "kind": "series", "shelf": []},
"12": "text"
},
"links": {
"4": [1, 2]
},
"shelves": {
"1": {"name": 7},
"2": null
}
}
"""

EARLY = (("doctor", "--fix"), ("franchise", "arrange", "Alien", "mine", "Prometheus", "id:1"))
MIXED = (
    *EARLY,
    *(line for line in CHANGING if line[0] != "remove" and line not in EARLY),
    ("remove", "id:1", "Prometheus"),
    ("add", "Ran (1985)", "--note", "ü – 攻殻"),
    ("remove", "Ran"),
    ("add", "Tenet", "--franchise", "Fincher’s"),  # with the number that Ran had
    ("edit", "Tenet", "--tag", "time"),
    ("remove", "Tenet"),
    RESTORING,
    ("edit", "Lamp", "--title", "Lamps"),
)
"""Lines of which, in this order, each changes the library; the last but one brings another."""

LAYOUTS = {"one": (CAPTIONS,), "two at once": (CAPTIONS, MARKS)}


def _content(run: Run) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run.library.read_text(encoding="utf-8"))
    return content


def _steps(run: Run) -> dict[str, dict[str, Any]]:
    steps: dict[str, dict[str, Any]] = _content(run).get("history", {})
    return steps


def _head(run: Run) -> str:
    """Return the file up to its history."""
    text = run.library.read_text(encoding="utf-8")
    return text.partition(',\n"history": {')[0].removesuffix("\n}\n")


def _by_hand(run: Run) -> None:
    """Change the library as an editor would."""
    text = run.library.read_text(encoding="utf-8")
    assert text.count('{"name": "Loft"') == 1
    run.library.write_text(text.replace('{"name": "Loft"', '{"name": "Cellar"'), encoding="utf-8")


def _copy(run: Run, name: str) -> Run:
    """Return a runner on a copy of the library."""
    copy = Run(run.library.parent / name / "library.json")
    copy.library.parent.mkdir()
    shutil.copy(run.library, copy.library)
    return copy


def _all(run: Run, verb: str) -> list[str]:
    """Undo or redo until that is refused, and return what the file held after each."""
    heads = []
    while run(verb).exit_code == 0:
        heads.append(_head(run))
    return heads


def _files_of(run: Run, lines: Iterable[tuple[str, ...]]) -> list[bytes]:
    """Run command lines that each change the library; return the file before and after each."""
    files = [run.library.read_bytes()]
    for line in lines:
        run.ok(*line)
        files.append(run.library.read_bytes())
    assert len(set(files)) == len(files)
    return files


def _migrated_heads(run: Run, files: Iterable[bytes]) -> list[str]:
    """Return what each file holds when it is migrated as it is, by a change that is taken back."""
    aside = _copy(run, "aside")
    heads = []
    for file in files:
        aside.library.write_bytes(file)
        aside.ok("add", "Something else (1901)", "--allow-duplicate")
        aside.ok("undo")
        heads.append(_head(aside))
    return heads


@pytest.fixture
def old(run: Run) -> Run:
    """Return a runner on a library of the older schema, without a history."""
    run.library.write_text(LIBRARY, encoding="utf-8")
    return run


@pytest.mark.parametrize("added", LAYOUTS.values(), ids=LAYOUTS)
def test_all_steps_are_turned_as_if_the_library_had_been_migrated_before_them(
    old: Run, added: tuple[Migration, ...]
) -> None:
    files = _files_of(old, MIXED)
    assert len(files) > 30
    with newer_program(*added):
        heads = _migrated_heads(old, files)
        assert all('"caption"' in head for head in heads)
        assert heads[-2::-1] == _all(old, "undo")
        assert old("undo").stderr == "Error: There is nothing to undo.\n"
        assert heads[1:] == _all(old, "redo")
        assert heads[-2::-1] == _all(old, "undo")


@pytest.mark.parametrize("verbs", [("redo", "undo", "redo"), ("undo", "redo", "undo")])
def test_steps_that_were_undone_before_can_be_redone(old: Run, verbs: tuple[str, ...]) -> None:
    files = _files_of(old, MIXED)
    for _ in range(12):
        old.ok("undo")
    with newer_program(CAPTIONS):
        heads = _migrated_heads(old, files)
        expected = {"redo": heads[1:], "undo": heads[-2::-1]}
        first, *rest = verbs
        left = 12 if first == "redo" else len(MIXED) - 12
        assert expected[first][-left:] == _all(old, first)
        for verb in rest:
            assert expected[verb] == _all(old, verb)


def test_a_change_of_the_newer_program_and_all_before_it_are_undone(old: Run) -> None:
    files = _files_of(old, MIXED[:10])
    with newer_program(CAPTIONS):
        heads = _migrated_heads(old, files)
        old.ok("add", "Brazil (1985)")
        old.ok("watched", "Brazil")
        assert heads[::-1] == _all(old, "undo")[1:]
        assert heads[1:] == _all(old, "redo")[:-2]


def test_a_second_change_of_the_layout_is_survived_like_the_first(old: Run) -> None:
    files = _files_of(old, MIXED[:12])
    with newer_program(CAPTIONS):
        files += _files_of(old, MIXED[12:20])[1:]
    with newer_program(CAPTIONS, MARKS):
        heads = _migrated_heads(old, files)
        assert heads[-2::-1] == _all(old, "undo")
        assert heads[1:] == _all(old, "redo")


def test_a_full_history_survives(run: Run) -> None:
    for number in range(LIMIT + 3):
        run.ok("add", f"Film {number}")
    with newer_program(CAPTIONS):
        assert len(_all(run, "undo")) == LIMIT
        assert len(_all(run, "redo")) == LIMIT


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_where_another_hand_was_there_it_is_refused_as_before(old: Run, verb: str) -> None:
    _files_of(old, MIXED[:8])
    _by_hand(old)
    _files_of(old, MIXED[8:15])
    for _ in range(3 if verb == "redo" else 0):
        old.ok("undo")
    without = _copy(old, "without")
    assert len(_all(without, "undo")) == (4 if verb == "redo" else 7)
    with newer_program(CAPTIONS):
        old.ok(verb)
        _all(old, "undo")
        before, result = old.library.read_bytes(), old("undo")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == without("undo").stderr
        assert ANOTHER_HAND in result.stderr
        assert before == old.library.read_bytes()
        assert _head(old) == _migrated_heads(without, [without.library.read_bytes()])[0]
        assert [step["state"] == NO_STATE for step in _steps(old).values()] == [True] * 8 + [
            False
        ] * 7
        assert len(_all(old, "redo")) == 7


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_what_is_refused_at_once_leaves_the_older_file(old: Run, verb: str) -> None:
    _files_of(old, MIXED[:4])
    old.ok("undo")
    _by_hand(old)
    before, without = old.library.read_bytes(), old(verb)
    with newer_program(CAPTIONS):
        result = old(verb)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", without.stderr)
    assert ANOTHER_HAND in result.stderr
    assert before == old.library.read_bytes()


def test_a_change_by_hand_that_was_taken_back_before_is_none(old: Run) -> None:
    _files_of(old, MIXED[:4])
    before = old.library.read_bytes()
    _by_hand(old)
    old.library.write_bytes(before)
    with newer_program(CAPTIONS):
        assert len(_all(old, "undo")) == 4


@pytest.mark.parametrize(("indent", "escaped"), [(4, False), (None, True), (0, True)])
def test_another_layout_of_the_same_records_is_no_change(
    old: Run, indent: int | None, escaped: bool
) -> None:
    _files_of(old, MIXED)
    for _ in range(5):
        old.ok("undo")
    old.library.write_text(json.dumps(_content(old), indent=indent, ensure_ascii=escaped), "utf-8")
    for verb, left in (("redo", 5), ("undo", len(MIXED) - 5)):
        assert len(_all(_copy(old, f"without {verb}"), verb)) == left
        with newer_program(CAPTIONS):
            assert len(_all(_copy(old, verb), verb)) == left


def test_records_that_cannot_be_read_come_and_go_with_their_steps(old: Run) -> None:
    source = old.library.with_name("malformed.json")
    source.write_text(MALFORMED, encoding="utf-8")
    restore = ("restore", str(source))
    lines = (
        *MIXED[:2],
        restore,
        ("add", "Heat"),
        ("restore", COPY),
        restore,
        ("edit", "id:9", "--tag", "x"),
    )
    files = _files_of(old, lines)
    with newer_program(CAPTIONS):
        heads = _migrated_heads(old, files)
        assert '"3": 5,\n' in heads[3]
        assert (
            '"2": {"caption": "films 2 Aliens", "title": "Aliens", "year": "x", "rack"' in heads[3]
        )
        assert heads[-2::-1] == _all(old, "undo")
        assert heads[1:] == _all(old, "redo")


def test_a_line_that_only_its_author_would_write_so_stays_and_hinders_no_undo(old: Run) -> None:
    shelf = '"1": {"size":1.50,"what":"Loft"}'
    old.library.write_text(LIBRARY.replace('"1": {"name": "Loft"}', shelf), encoding="utf-8")
    _files_of(old, MIXED[:5])
    with newer_program(CAPTIONS):
        heads = _all(old, "undo")
        assert len(heads) == 5
        assert all(shelf in head for head in heads)
        assert len(_all(old, "redo")) == 5


def test_a_number_beyond_all_bounds_hinders_neither_a_change_nor_undo(old: Run) -> None:
    text = LIBRARY.replace('{"name": "Loft"', '{"size": 1e999, "name": "Loft"')
    old.library.write_text(text, encoding="utf-8")
    _files_of(old, MIXED[:5])
    with newer_program(CAPTIONS):
        old.ok("add", "Brazil (1985)")
        assert len(_all(old, "undo")) == 6
        assert '{"size": 1e999, "name": "Loft"}' in _head(old)


def test_what_is_known_of_a_step_and_what_is_not_stays_with_it(old: Run) -> None:
    _files_of(old, MIXED[:6])
    old.ok("undo")
    content = _content(old)
    content["history"]["2"]["host"] = "laptop"
    old.library.write_text(json.dumps(content), encoding="utf-8")
    before = _steps(old)
    with newer_program(CAPTIONS):
        said = old.json("history")
        old.ok("add", "Brazil (1985)")
        assert said[:-1] == old.json("history")[:-1]
    after = _steps(old)
    changing = ("state", "changes")
    for number in ("1", "2", "3", "4", "5"):
        assert list(before[number]) == list(after[number])
        for field in before[number].keys() - changing:
            assert before[number][field] == after[number][field]
        assert before[number]["state"] != after[number]["state"]
    assert all(step["sound"] for number, step in after.items() if number != "1")


def test_a_step_that_cannot_be_read_ends_the_history_as_before(old: Run) -> None:
    _files_of(old, MIXED[:6])
    content = _content(old)
    content["history"]["3"] = {"step": "three"}
    old.library.write_text(json.dumps(content), encoding="utf-8")
    with newer_program(CAPTIONS):
        assert len(_all(old, "undo")) == 3
        assert old("undo").stderr == "Error: There is nothing to undo.\n"
        assert len(_all(old, "redo")) == 3


IMPOSSIBLE = {
    "word for a number": {"films": {"one": {"title": "Alien"}}},
    "number with a zero before it": {"films": {"01": {"title": "Alien"}}},
    "schema": {"schema": {"1": {}}},
    "history": {"history": {"1": {}}},
}


@pytest.mark.parametrize("added", [(), (CAPTIONS,)], ids=["today", "older"])
@pytest.mark.parametrize("changes", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_step_with_what_no_program_notes_is_refused(
    old: Run, added: tuple[Migration, ...], changes: object
) -> None:
    _files_of(old, MIXED[:4])
    text = old.library.read_text(encoding="utf-8")
    old.library.write_text(
        text.replace(
            json.dumps(_steps(old)["3"]["changes"], ensure_ascii=False), json.dumps(changes)
        ),
        encoding="utf-8",
    )
    assert _steps(old)["3"]["changes"] == changes
    with newer_program(*added):
        assert len(_all(old, "undo")) == 1
        before, result = old.library.read_bytes(), old("undo")
        assert (result.exit_code, result.stdout) == (1, "")
        assert ANOTHER_HAND in result.stderr
        assert before == old.library.read_bytes()


def test_a_copy_that_replaces_a_damaged_library_brings_a_history_that_can_be_undone(
    old: Run,
) -> None:
    files = _files_of(old, MIXED[:6])
    copy = str(_copy(old, "copy").library)
    with newer_program(CAPTIONS):
        heads = _migrated_heads(old, files)
        old.library.write_bytes(b"{")
        old.ok("restore", copy)
        assert heads[-1] == _head(old)
        assert heads[-2::-1] == _all(old, "undo")
        assert heads[1:] == _all(old, "redo")


@pytest.mark.parametrize("verb", [("restore",), ("import",)], ids=" ".join)
def test_a_file_of_the_older_schema_is_taken_in_as_a_migrated_one(
    old: Run, verb: tuple[str, ...]
) -> None:
    _files_of(old, MIXED[:6])
    source = _copy(old, "source")
    with newer_program(CAPTIONS), pinned_uids() as uids:
        fresh = Run(old.library.parent / "fresh.json")
        fresh.ok("add", "Heat (1995)")
        newer = Run(old.library.parent / "newer.json")
        shutil.copy(fresh.library, newer.library)
        uids.restart(1)
        fresh.ok(*verb, str(source.library))
        source.ok("add", "Something else (1901)")
        source.ok("undo")
        assert _content(source)["schema"] == _content(fresh)["schema"]
        uids.restart(1)
        newer.ok(*verb, str(source.library))
        assert _head(newer) == _head(fresh)
        assert len(_all(fresh, "undo")) == 2


def test_an_empty_library_becomes_the_older_one_migrated(old: Run) -> None:
    files = _files_of(old, MIXED[:6])
    with newer_program(CAPTIONS):
        fresh = Run(old.library.parent / "fresh.json")
        fresh.ok("import", str(old.library))
        assert _head(fresh) == _migrated_heads(old, files[-1:])[0]


NUMBERS = st.sampled_from(["1", "2", "255", "256", "257", "511", "512", "9999", "9" * 18])
DOCUMENTS = st.dictionaries(NUMBERS, st.sampled_from([{"title": "Été"}, {}, [], 5, "x"]))
TABLE_NAMES = st.sampled_from(["films", "links", "franchises", "lists", "Été\n", 'a"b'])
CHANGES = st.dictionaries(
    TABLE_NAMES, st.dictionaries(NUMBERS, st.none() | st.just({"title": "攻殻"}), min_size=1)
)


@given(st.dictionaries(TABLE_NAMES, DOCUMENTS), st.lists(CHANGES, max_size=5), st.integers(1, 12))
def test_a_state_is_the_checksum_of_the_text_that_would_be_written(
    tables: dict[str, dict[str, Any]], chain: list[dict[str, dict[str, Any]]], schema: int
) -> None:
    for changes, state in zip(chain, replay._states(tables, chain, schema), strict=True):
        names = storage.names_in_order(tables)
        texts = (b"".join(storage._table_of(name, tables[name])) for name in names)
        assert state == storage.checksum(storage.joined(texts, schema))
        for name, documents in changes.items():
            table = {**tables.pop(name, {}), **documents}
            kept = {number: document for number, document in table.items() if document is not None}
            tables |= {name: kept} if kept else {}


def _hand(run: Run, verb: str) -> None:
    """Do to the file what another program may: change the records, or their layout only."""
    content = _content(run)
    films = content.get("films", {})
    if verb == "year":
        content["films"] = {
            number: {**film, "year": 1900} if isinstance(film, dict) else film
            for number, film in films.items()
        }
    elif verb == "drop":
        content["films"] = dict(list(films.items())[1:])
    elif verb == "malform":
        content["films"] = {"30": {"title": 5}, "31": [], **films}
    run.library.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


HANDS = st.sampled_from([("hand", verb) for verb in ("year", "drop", "malform", "nothing")])
TURNS = st.sampled_from([("undo",), ("redo",)])
RESTORES = st.just(RESTORING)
IMPORTS = st.sampled_from([("import", COPY), ("import", FILMS), ("pack", "add", PACK)])
LINES = st.lists(
    st.one_of(COMMANDS, COMMANDS, COMMANDS, HANDS, TURNS, TURNS, RESTORES, IMPORTS), max_size=9
)


def _do(run: Run, line: tuple[str, ...]) -> None:
    if line[0] == "hand":
        _hand(run, line[1])
    else:
        run(*line)


def _marked(run: Run) -> dict[str, Any]:
    """Return the records, with the marks that migration gives to those that have none."""
    content = _content(run)
    return {
        name: {
            number: MARKS.document(name, number, document)
            if isinstance(document, dict)
            else document
            for number, document in table.items()
        }
        for name, table in content.items()
        if name in TABLES
    }


@settings(max_examples=settings().max_examples // 4)
@given(LINES, LINES)
def test_a_library_that_was_migrated_on_the_way_is_the_one_that_never_was(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]]
) -> None:
    with TemporaryDirectory() as folder, pinned_uids() as uids:
        never = Run(Path(folder) / "library.json")
        never.library.write_text(LIBRARY, encoding="utf-8")
        for line in before:
            _do(never, line)
        newer = _copy(never, "newer")
        turns = [("undo",)] * (len(before) + len(after) + 1)
        for series, line in enumerate((*after, *turns, *(("redo",) for _ in turns)), start=1):
            uids.restart(series)
            _do(never, line)
            uids.restart(series)
            with newer_program(MARKS):
                _do(newer, line)
            assert _marked(never) == _marked(newer)
            assert [s["undone"] for s in never.json("history")] == [
                step.get("undone", False) for step in _steps(newer).values()
            ]
