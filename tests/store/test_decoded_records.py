"""A command decodes the films that it is about, and no others."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from tests.conftest import Run
from watchlist.cli.root import cli
from watchlist.library import codec

FILMS = "\n".join(["Alpha (2001)", "Beta (2002)", "Gamma (2003)", "Delta (2004)"])
OTHERS = "\n".join(f"Other {number} (19{number})" for number in range(10, 60))
FRANCHISE = {1, 2, 3, 4}
EVERYTHING = set(range(1, 55))


@pytest.fixture
def shelf(run: Run) -> Run:
    """Return a runner on a franchise of four films, and fifty others."""
    run.ok("add", "-", "--franchise", "Greek", input=FILMS)
    run.ok("add", "-", input=OTHERS)
    run.ok("watched", "Beta")
    return run


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, int]]:
    """Return what is decoded from now on, by type and number, with how often."""
    counts: Counter[tuple[str, int]] = Counter()

    def decode(record_type: Any, number: int, stored: Any) -> Any:
        counts[record_type.__name__, number] += 1
        return codec.decode(record_type, number, stored)

    monkeypatch.setattr("watchlist.library.records.decode", decode)
    return counts


def films(counts: Counter[tuple[str, int]]) -> set[int]:
    return {number for name, number in counts if name == "Film"}


@pytest.mark.parametrize(
    ("args", "needed"),
    [
        (("add", "Epsilon (2005)"), set()),
        (("edit", "Other 10", "--tag", "x"), {5}),
        (("watched", "Other 11"), {6}),
        (("unwatch", "Beta"), {2}),
        (("note", "Other 12", "Good."), {7}),
        (("link", "Other 10", "remake-of", "Other 11"), {5, 6}),
        (("remove", "Other 13", "--yes"), {8}),
        (("undo",), set()),
        (("history",), set()),
        (("show", "Other 14"), {9}),
        (("show", "Alpha"), {1}),
        (("order", "Greek"), FRANCHISE),
        (("order", "Greek", "--format", "json"), FRANCHISE),
        (("next", "Greek"), FRANCHISE),
        (("catchup", "Delta"), FRANCHISE),
        (("franchise", "show", "Greek"), FRANCHISE),
        (("list", "--limit", "3"), {1, 2, 3, 4}),  # Beta is seen: it takes a look at a fourth
        (("list", "--all", "--reverse", "--limit", "2"), {54, 53}),
        (("list", "--sort", "title", "--limit", "3"), EVERYTHING),
        (("log",), EVERYTHING),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_only_the_films_that_it_is_about_are_decoded(
    shelf: Run, decoded: Counter[tuple[str, int]], args: tuple[str, ...], needed: set[int]
) -> None:
    shelf.ok(*args)
    assert films(decoded) == needed


@pytest.mark.parametrize("args", [("show", "Alpha"), ("order", "Greek"), ("next",)], ids=" ".join)
def test_no_record_is_decoded_twice(
    shelf: Run, decoded: Counter[tuple[str, int]], args: tuple[str, ...]
) -> None:
    shelf.ok(*args)
    assert set(decoded.values()) == {1}


def test_a_title_is_completed_without_decoding_any_record(
    shelf: Run, decoded: Counter[tuple[str, int]]
) -> None:
    shell = ShellComplete(cli, {}, "watchlist", "_WATCHLIST_COMPLETE")
    found = shell.get_completions(["--library", str(shelf.library), "show"], "alp")
    assert [item.value for item in found] == ["Alpha (2001)"]
    assert decoded == Counter()
