"""Commands: ``watched``, ``rate``, ``viewing``, ``unwatch``, ``log`` and ``add --watched``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def heat(run: Run) -> Run:
    run.ok("add", "Heat (1995)")
    return run


def diary(run: Run) -> list[tuple[Any, ...]]:
    """Return the diary as (title, date, rating, rewatch)."""
    fields = ("title", "watched_on", "rating", "rewatch")
    return [tuple(viewing[name] for name in fields) for viewing in run.json("log")]


def refused(run: Run, status: int, *args: str) -> str:
    """Return what a command line says that ends with a status and changes nothing."""
    before = run.library.read_bytes() if run.library.exists() else b""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert (run.library.read_bytes() if run.library.exists() else b"") == before
    return result.stderr


# -- watched ---------------------------------------------------------------------------------


def test_watched_is_today_when_on_is_not_given(heat: Run) -> None:
    assert heat.ok("watched", "heat") == "Watched Heat (1995) on 2023-03-24.\n"
    assert diary(heat) == [("Heat", "2023-03-24", None, False)]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--on", "2020-01-02", "--rating", "4.5"], " on 2020-01-02 ★★★★½.\n"),
        (["--on", "2020-01"], " in 2020-01.\n"),
        (["--on", "2020"], " in 2020.\n"),
        (["--on", "unknown", "--rating", "3"], ", without a date ★★★.\n"),
    ],
)
def test_the_reply_says_the_date_and_the_rating(heat: Run, args: list[str], said: str) -> None:
    assert heat.ok("watched", "heat", *args) == f"Watched Heat (1995){said}"


def test_the_reply_says_the_third_time(heat: Run) -> None:
    replies = [heat.ok("watched", "heat", "--on", year) for year in ("2019", "2020", "2021")]
    assert [reply.split(", ")[1:] for reply in replies] == [
        [],
        ["the second time.\n"],
        ["the third time.\n"],
    ]


@pytest.mark.parametrize(
    ("count", "said"), [(10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_the_reply_counts_on(heat: Run, count: int, said: str) -> None:
    for year in range(2000, 2000 + count - 1):
        heat.ok("watched", "heat", "--on", str(year))
    assert heat.ok("watched", "heat").endswith(f", the {said} time.\n")


def test_the_reply_names_an_earlier_viewing_with_viewing_and_rate_once(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2023-03-18")
    said = heat("watched", "heat", "--rating", "4").stderr
    assert said.startswith("Heat (1995) was watched before on 2023-03-18.")
    assert said.count("“watchlist viewing id:1 2023-03-18 --on 2023-03-24”") == 1
    assert said.count("“watchlist rate id:1 4/5”") == 1
    assert (said.count("viewing"), said.count("rate"), said.count("\n")) == (2, 1, 1)


def test_the_commands_that_it_names_do_it(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2023-03-18")
    heat.ok("watched", "heat", "--rating", "4")
    heat.ok("undo")
    heat.ok("viewing", "id:1", "2023-03-18", "--on", "2023-03-24")
    heat.ok("rate", "id:1", "4/5")
    assert diary(heat) == [("Heat", "2023-03-24", 4, False)]


def test_who_says_rewatch_means_it(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2023-03-18")
    assert heat("watched", "heat", "--rewatch").stderr == ""


def test_of_several_films_that_were_watched_before_one_sentence_names_three(run: Run) -> None:
    titles = [f"Film {letter}" for letter in "ABCDE"]
    run.ok("add", *titles)
    run.ok("watched", *titles, "--on", "2020")
    result = run("watched", *titles)
    assert result.stdout == "Watched Film A, Film B, Film C and 2 more on 2023-03-24.\n"
    assert result.stderr.startswith("Film A, Film B, Film C and 2 more were watched before:")
    assert result.stderr.count("\n") == 1


def test_an_older_viewing_entered_later_is_not_called_a_rewatch(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2021-01-01", "--rating", "5")
    said = heat.ok("watched", "heat", "--on", "2015", "--rating", "3")
    assert said == "Watched Heat (1995) in 2015 ★★★, earlier than the one on 2021-01-01.\n"
    assert diary(heat) == [("Heat", "2021-01-01", 5, True), ("Heat", "2015", 3, False)]
    assert heat.json("show", "heat")["rating"] == 5


def test_a_viewing_of_a_day_that_has_one_changes_that_and_says_so(heat: Run) -> None:
    heat.ok("watched", "heat", "--rating", "4")
    result = heat("watched", "heat", "--rating", "4.5", "--note", "Loud.")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Changed the viewing of Heat (1995) on 2023-03-24: rating ★★★★ → ★★★★½; "
        "note none → “Loud.”.\n"
    )
    assert diary(heat) == [("Heat", "2023-03-24", 4.5, False)]


def test_watched_takes_a_film_off_the_watchlist(heat: Run) -> None:
    heat.ok("watched", "heat")
    assert heat.json("list") == []


def test_through_marks_the_films_before_it_and_the_reply_says_how(john_wick: Run) -> None:
    said = john_wick.ok("watched", "chapter 4", "--rating", "4", "--through")
    assert said == (
        "Watched John Wick: Chapter 4 (2023) on 2023-03-24 ★★★★; before it, without a date: "
        "John Wick (2014), John Wick: Chapter 2 (2017), John Wick: Chapter 3 (2019) and 1 more.\n"
    )
    assert [row[1:] for row in diary(john_wick)] == [
        ("2023-03-24", 4, False),
        *[(None, None, False)] * 4,
    ]


def test_through_after_the_hint_marks_only_what_is_left(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 2", "--rating", "4")
    said = john_wick.ok("watched", "chapter 2", "--through")
    assert said == (
        "Watched John Wick: Chapter 2 (2017) on 2023-03-24 ★★★★; before it, without a date: "
        "John Wick (2014).\n"
    )
    assert len(diary(john_wick)) == 2


def test_the_out_of_order_hint_names_three_films(john_wick: Run) -> None:
    assert john_wick("watched", "chapter 4").stderr == (
        "Not watched yet, and earlier in the order: John Wick (2014), John Wick: Chapter 2 (2017), "
        "John Wick: Chapter 3 (2019) and 1 more. Mark them too with --through.\n"
    )


def test_the_hint_is_about_a_first_viewing_only(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 4", "--on", "2023")
    assert john_wick("watched", "chapter 4", "--rewatch").stderr == ""


def test_add_enters_and_marks_a_film_that_is_not_there(run: Run) -> None:
    result = run("watched", "Heat (1995)", "--add", "--on", "yesterday", "--rating", "4")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Watched Heat (1995) on 2023-03-23 ★★★★; it is new, as number 1.\n"
    film = run.json("show", "heat")
    assert (film["title"], film["year"], film["watched"], film["to_watch"], film["added"]) == (
        *("Heat", 1995, True, False, "2023-03-24"),
    )


def test_add_marks_a_film_that_is_there(heat: Run) -> None:
    heat.ok("watched", "heat", "--add")
    assert len(heat.json("list", "--all")) == 1


def test_add_enters_only_those_that_are_not_there_in_one_step(heat: Run) -> None:
    said = heat.ok("watched", "heat", "Ronin (1998)", "Collateral", "--add")
    assert said.endswith("; 2 of them new, as number 2 and 3.\n")
    heat.ok("undo")
    assert [film["title"] for film in heat.json("list", "--all")] == ["Heat"]


def test_without_add_a_film_that_is_not_there_is_not_entered_and_add_is_named(heat: Run) -> None:
    assert "--add" in refused(heat, 3, "watched", "heat", "Ronin (1998)")


@pytest.mark.parametrize("reference", ["id:77", "tt0122690"])
def test_add_enters_no_film_of_a_number_or_id(heat: Run, reference: str) -> None:
    said = refused(heat, 3, "watched", reference, "--add")
    assert "--add" not in said


@pytest.mark.parametrize("release", ["TBA", "2023-03-25", "2023-06", "2025"])
@pytest.mark.parametrize("command", [["watched", "dune"], ["rate", "dune", "4"]])
def test_a_film_that_is_not_out_is_marked_with_a_warning(
    run: Run, release: str, command: list[str]
) -> None:
    """A film whose release lies ahead can be marked watched (a preview), with a warning."""
    run.ok("add", "Dune", "--release", release)
    result = run(*command)
    assert result.exit_code == 0
    assert "not out yet: marked as watched all the same" in result.stderr
    assert run.json("show", "dune")["watched"]
    assert "not out" not in run("watched", "dune", "--rewatch").stderr


@pytest.mark.parametrize("release", ["2023", "2023-03", "2023-03-24", "1999"])
def test_of_a_film_that_may_be_out_nothing_is_said(run: Run, release: str) -> None:
    run.ok("add", "Dune", "--release", release)
    assert run("watched", "dune").stderr == ""


# -- add --watched ---------------------------------------------------------------------------


def test_add_watched_enters_a_film_that_was_watched(run: Run) -> None:
    args = ["--watched", "--on", "2020-02-01", "--rating", "4.5", "--note", "Loud."]
    said = run.ok("add", "Heat (1995)", *args)
    assert said == "Added Heat (1995) as number 1, watched on 2020-02-01 ★★★★½.\n"
    film = run.json("show", "heat")
    assert (film["to_watch"], film["rating"], film["notes"]) == (False, 4.5, [])
    [viewing] = film["viewings"]
    assert (viewing["watched_on"], viewing["rating"], viewing["note"]) == (
        *("2020-02-01", 4.5, "Loud."),
    )


def test_add_watched_is_today_without_on(run: Run) -> None:
    run.ok("add", "Heat", "Ronin", "--watched")
    assert [row[1] for row in diary(run)] == ["2023-03-24", "2023-03-24"]
    assert run.json("list") == []


def test_add_watched_on_an_unknown_date(run: Run) -> None:
    said = run.ok("add", "Heat", "--watched", "--on", "unknown")
    assert said == "Added Heat as number 1, watched, without a date.\n"
    assert diary(run) == [("Heat", None, None, False)]


def test_add_watched_of_a_film_that_is_not_out_warns(run: Run) -> None:
    result = run("add", "Dune", "--release", "TBA", "--watched")
    assert "Dune is not out yet" in result.stderr


@pytest.mark.parametrize("option", [["--on", "2020"], ["--on", "unknown"], ["--rating", "4"]])
def test_what_is_said_of_a_viewing_needs_watched(run: Run, option: list[str]) -> None:
    assert f"{option[0]} is about a viewing: it needs --watched" in refused(
        run, 2, "add", "Heat", *option
    )


# -- rate ------------------------------------------------------------------------------------


def test_rate_is_the_films_rating_and_that_of_its_last_viewing_when_this_has_none(
    heat: Run,
) -> None:
    heat.ok("watched", "heat", "--on", "2020", "--rating", "3")
    heat.ok("watched", "heat", "--on", "2021")
    assert heat.ok("rate", "heat", "4.5") == "Rated Heat (1995) ★★★★½ (it was ★★★).\n"
    assert diary(heat) == [("Heat", "2021", 4.5, True), ("Heat", "2020", 3, False)]
    heat.ok("rate", "heat", "5")
    assert heat.json("show", "heat")["rating"] == 5
    assert [row[2] for row in diary(heat)] == [4.5, 3]


def test_rate_adds_no_viewing_to_a_seen_film(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2020")
    heat.ok("edit", "heat", "--to-watch")
    heat.ok("rate", "heat", "9/10")
    assert diary(heat) == [("Heat", "2020", 4.5, False)]
    assert [film["title"] for film in heat.json("list")] == ["Heat"]


def test_rate_adds_an_undated_viewing_to_an_unseen_film_which_takes_it_off(heat: Run) -> None:
    said = heat.ok("rate", "heat", "4")
    assert said == "Rated Heat (1995) ★★★★, which marks it as watched, without a date.\n"
    assert diary(heat) == [("Heat", None, 4, False)]
    assert heat.json("list") == []


def test_the_same_rating_again_changes_nothing_and_is_no_undo_step(heat: Run) -> None:
    heat.ok("rate", "heat", "4")
    assert heat.ok("rate", "heat", "80%") == (
        "Nothing to change: Heat (1995) is rated ★★★★ already.\n"
    )
    assert len(heat.json("history")) == 2


@pytest.mark.parametrize(
    ("args", "status"),
    [(["heat", "6"], 2), (["heat"], 2), (["nothing", "4"], 3), (["heat", "4", "5"], 2)],
)
def test_a_rating_that_cannot_be_is_refused(heat: Run, args: list[str], status: int) -> None:
    assert refused(heat, status, "rate", *args)


# -- viewing ---------------------------------------------------------------------------------


@pytest.fixture
def twice(heat: Run) -> Run:
    heat.ok("watched", "heat", "--on", "2020-02-01", "--rating", "3")
    heat.ok("watched", "heat", "--on", "2021-01-01", "--note", "Loud.")
    return heat


def one_viewing(run: Run, on: str | None) -> dict[str, Any]:
    return next(v for v in run.json("log") if v["watched_on"] == on)


@pytest.mark.parametrize(
    ("args", "field", "value", "said"),
    [
        (["--on", "2021-02-03"], "watched_on", "2021-02-03", "date 2021-01-01 → 2021-02-03"),
        (["--on", "unknown"], "watched_on", None, "date 2021-01-01 → unknown"),
        (["--rating", "4"], "rating", 4, "rating none → ★★★★"),
        (["--note", "Louder."], "note", "Louder.", "note “Loud.” → “Louder.”"),
        (["--tag", "tv", "--tag", "dad"], "tags", ["tv", "dad"], "tags none → tv, dad"),
        (["--first"], "rewatch", False, "a rewatch → the first time"),
        (["--clear", "note"], "note", None, "note “Loud.” → none"),
        (["--clear", "on"], "watched_on", None, "date 2021-01-01 → unknown"),
        (["--clear", "date"], "watched_on", None, "date 2021-01-01 → unknown"),
    ],
)
def test_viewing_changes_one_viewing(
    twice: Run, args: list[str], field: str, value: object, said: str
) -> None:
    reply = twice.ok("viewing", "heat", "2021-01-01", *args)
    assert reply.startswith(f"Changed the viewing of Heat (1995) on 2021-01-01: {said}")
    changed = one_viewing(twice, value if field == "watched_on" else "2021-01-01")  # type: ignore[arg-type]
    assert changed[field] == value
    assert one_viewing(twice, "2020-02-01")["rating"] == 3


def test_viewing_can_make_the_first_a_rewatch(twice: Run) -> None:
    twice.ok("viewing", "heat", "2020", "--rewatch")
    assert one_viewing(twice, "2020-02-01")["rewatch"] is True


def test_viewing_without_a_date_is_the_last_one(twice: Run) -> None:
    twice.ok("viewing", "heat", "--rating", "5")
    assert diary(twice) == [("Heat", "2021-01-01", 5, True), ("Heat", "2020-02-01", 3, False)]
    assert twice.json("show", "heat")["rating"] == 5


def test_viewing_clears_a_rating_and_one_tag(twice: Run) -> None:
    twice.ok("viewing", "heat", "2020", "--tag", "tv", "--tag", "dad")
    twice.ok("viewing", "heat", "2020", "--clear", "rating", "--clear", "tag=TV")
    viewing = one_viewing(twice, "2020-02-01")
    assert (viewing["rating"], viewing["tags"]) == (None, ["dad"])
    assert twice.json("show", "heat")["rating"] is None


def test_viewing_takes_a_date_that_means_one_only(twice: Run) -> None:
    """A date that is known in part means the only viewing in it; of several none is taken."""
    twice.ok("viewing", "heat", "2020", "--rating", "1")
    assert one_viewing(twice, "2020-02-01")["rating"] == 1
    twice.ok("watched", "heat", "--on", "2021-05-05")
    said = refused(twice, 4, "viewing", "heat", "2021", "--rating", "1")
    assert "2021-01-01 or 2021-05-05" in said


def test_viewing_finds_the_undated_one(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "unknown")
    said = heat.ok("viewing", "heat", "unknown", "--on", "1 Aug 2019")
    assert said == (
        "Changed the viewing of Heat (1995), without a date: date unknown → 2019-08-01.\n"
    )


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["heat", "2019", "--rating", "4"], 1),
        (["heat", "unknown", "--rating", "4"], 1),
        (["heat", "2021"], 2),
        (["heat", "--clear", "colour"], 2),
        (["heat", "--on", "2023-03-25"], 2),
        (["heat", "2024", "--rating", "4"], 2),
        (["nothing", "--rating", "4"], 3),
    ],
)
def test_a_viewing_that_cannot_be_changed_so_is_refused(
    twice: Run, args: list[str], status: int
) -> None:
    assert refused(twice, status, "viewing", *args)


def test_an_unwatched_film_has_no_viewing_to_change(heat: Run) -> None:
    assert "Heat (1995) has no viewing" in refused(heat, 1, "viewing", "heat", "--rating", "4")


def test_a_change_that_is_none_is_no_undo_step(twice: Run) -> None:
    said = twice.ok("viewing", "heat", "2020", "--rating", "3")
    assert said == "Nothing to change: the viewing of Heat (1995) on 2020-02-01 is like that.\n"
    assert len(twice.json("history")) == 3


# -- unwatch ---------------------------------------------------------------------------------


def test_unwatch_takes_the_last_viewing_back_naming_it(twice: Run) -> None:
    said = twice.ok("unwatch", "heat")
    assert said == "Took back the viewing of Heat (1995) on 2021-01-01; 1 is left.\n"
    said = twice.ok("unwatch", "heat")
    assert said == (
        "Took back the viewing of Heat (1995) on 2020-02-01 ★★★; it is to be watched again.\n"
    )


def test_unwatch_on_a_date_and_all(twice: Run) -> None:
    assert "on 2020-02-01 ★★★; 1 is left" in twice.ok("unwatch", "heat", "--on", "2020-02")
    twice.ok("undo")
    said = twice.ok("unwatch", "heat", "--all")
    assert said == (
        "Took back the 2 viewings of Heat (1995), 2021-01-01 and 2020-02-01; "
        "it is to be watched again.\n"
    )
    assert diary(twice) == []


# -- log -------------------------------------------------------------------------------------


def test_log_is_the_diary_newest_first_with_limit(twice: Run) -> None:
    assert [row[1] for row in diary(twice)] == ["2021-01-01", "2020-02-01"]
    limited = twice.json("log", "--limit", "1")
    assert [viewing["watched_on"] for viewing in limited] == ["2021-01-01"]
    assert twice.json("log", "--limit", "1", "--year", "2020")[0]["watched_on"] == "2020-02-01"
    assert refused(twice, 2, "log", "--limit", "-1")


@pytest.mark.parametrize(
    "args",
    [
        ["watched", "heat", "--rewatch"],
        ["rate", "heat", "2"],
        ["viewing", "heat", "--rating", "2"],
        ["unwatch", "heat"],
        ["add", "Ronin (1998)", "--watched"],
        ["edit", "heat", "--tag", "noir"],
    ],
    ids=lambda args: args[0],
)
def test_mutating_commands_print_the_record_with_format_json(twice: Run, args: list[str]) -> None:
    film = twice.json(*args)
    assert film == twice.json("show", f"id:{film['id']}")
