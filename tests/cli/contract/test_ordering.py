"""Universes, cuts and tiers, and what a person is told of orders: a test a sentence."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return two franchises of three films each, which came out in turn."""
    for letter, first in (("A", 2001), ("B", 2002)):
        films = [f"{letter}{n} ({first + 2 * n - 2})" for n in (1, 2, 3)]
        run.ok("add", *films, "--franchise", f"Saga {letter}", "--runtime", "100")
    return run


@pytest.fixture
def universe(saga: Run) -> Run:
    saga.ok("franchise", "combine", "Universe", "saga a", "saga b")
    return saga


def titles(run: Run, *args: str) -> list[str]:
    return run.titles(*(args or ("universe",)))


def unmet(run: Run, name: str = "universe") -> list[str]:
    (table,) = run.json("order", name)["tables"]
    return list(table["unmet"])


BY_RELEASE = ["A1", "B1", "A2", "B2", "A3", "B3"]

# -- universes -------------------------------------------------------------------------------


def test_order_alien_predator(saga: Run) -> None:
    before = saga.library.read_bytes()
    document = saga.json("order", "saga a", "saga b")
    assert document["franchise"] == "Saga A & Saga B"
    assert [entry["title"] for entry in document["tables"][0]["entries"]] == BY_RELEASE
    assert len(document["tables"]) == 1
    assert saga.library.read_bytes() == before


def test_its_table_is_made_by_the_rules_above_from_all_members_at_once_one_spine_by_release(
    universe: Run,
) -> None:
    universe.ok("add", "Own (2002)", "--release", "2002-05", "--franchise", "Universe")
    universe.ok("edit", "b1", "--release", "2002-04-30")
    assert titles(universe) == ["A1", "B1", "Own", "A2", "B2", "A3", "B3"]
    assert unmet(universe) == []


def test_and_for_good_franchise_combine_alien_predator_alien_predator_without_takes_one_out_again(
    saga: Run,
) -> None:
    result = saga("franchise", "combine", "Universe", "saga a", "saga b")
    assert (result.exit_code, result.stdout) == (0, "Universe holds Saga A and Saga B.\n")
    assert result.stderr == "Created the franchise Universe.\n"
    assert titles(saga) == BY_RELEASE
    saga.ok("franchise", "combine", "universe", "--without", "saga b")
    assert titles(saga) == ["A1", "A2", "A3"]
    saga.ok("undo")
    assert titles(saga) == BY_RELEASE


def test_a_universe_is_a_franchise_that_holds_franchises_universes_included_beside_films_of_its_own(
    universe: Run,
) -> None:
    universe.ok("franchise", "combine", "Multiverse", "universe")
    universe.ok("add", "Own (2003)", "--franchise", "Multiverse")
    assert titles(universe, "multiverse") == ["A1", "B1", "A2", "Own", "B2", "A3", "B3"]
    record = universe.json("franchise", "show", "multiverse")
    assert (record["films"], record["holds"]) == (
        7,
        [{"franchise": "Universe", "continuity": None}],
    )


def test_its_members_are_theirs_of_each_the_continuity_that_is_named_with_it_alien_main_else_the_first_and_its_own(
    saga: Run,
) -> None:
    saga.ok("franchise", "continuity", "saga a", "Other", "a2")
    saga.ok("franchise", "combine", "First", "saga a", "saga b")
    saga.ok("franchise", "combine", "Named", "saga a:other", "saga b")
    assert titles(saga, "first") == BY_RELEASE
    assert titles(saga, "named") == ["B1", "A2", "B2", "B3"]
    assert titles(saga, "saga a:other", "saga b") == ["B1", "A2", "B2", "B3"]


def test_a_film_that_is_in_several_is_one_row(saga: Run) -> None:
    saga.ok("franchise", "add", "saga b", "a2")
    assert titles(saga, "saga a", "saga b") == BY_RELEASE


def test_story_dates_compared_calendar_by_calendar(universe: Run) -> None:
    for film, story in (("a1", "1990"), ("b1", "1980"), ("a3", "1970"), ("b3", "3 ABY")):
        universe.ok("edit", film, "--set", story)
    assert titles(universe) == ["A3", "B1", "A1", "A2", "B2", "B3"]


def test_all_placements_of_its_franchises_live_its_own_beating_theirs(universe: Run) -> None:
    universe.ok("place", "a3", "--before", "a1")
    assert titles(universe)[0] == "A3"
    universe.ok("place", "a3", "--after", "b2", "--in", "universe")
    assert titles(universe) == ["A1", "B1", "A2", "B2", "A3", "B3"]
    assert titles(universe, "saga a") == ["A3", "A1", "A2"]


def test_of_two_placements_of_one_film_in_two_franchises_the_first_named_franchises_is_live_the_other_is_reported_as_unmet_where_it_does_not_hold(
    saga: Run,
) -> None:
    saga.ok("franchise", "add", "saga b", "a2")
    saga.ok("place", "a2", "--first", "--in", "saga a")
    saga.ok("place", "a2", "--after", "b2", "--in", "saga b")
    saga.ok("franchise", "combine", "One", "saga a", "saga b")
    saga.ok("franchise", "combine", "Two", "saga b", "saga a")
    assert titles(saga, "one") == ["A2", "A1", "B1", "B2", "A3", "B3"]
    assert unmet(saga, "one") == ["A2 was placed after B2, but stands before B2 here."]
    assert titles(saga, "two") == ["A1", "B1", "B2", "A2", "A3", "B3"]


def test_those_of_the_franchise_named_first_beating_the_later_ones(saga: Run) -> None:
    saga.ok("franchise", "add", "saga b", "a1", "a2")
    saga.ok("place", "a2", "--before", "a1", "--in", "saga a")
    saga.ok("place", "a1", "--before", "a2", "--in", "saga b")
    saga.ok("franchise", "combine", "One", "saga a", "saga b")
    assert titles(saga, "one") == ["A2", "A1", "B1", "B2", "A3", "B3"]
    assert unmet(saga, "one")[0] == "A1 was placed before A2, but stands after A2 here."


@pytest.mark.parametrize("names", [("saga a",), ("universe",), ("multiverse",)])
def test_a_universe_that_would_hold_itself_is_refused_like_any_cycle_exit_1(
    universe: Run, names: tuple[str, ...]
) -> None:
    universe.ok("franchise", "combine", "Multiverse", "universe")
    before = universe.library.read_bytes()
    result = universe("franchise", "combine", "Saga A", "multiverse")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Saga A would hold itself: that is a circle.\n"
    assert universe("franchise", "combine", "Universe", *names, "multiverse").exit_code == 1
    assert universe.library.read_bytes() == before


def test_so_each_franchise_keeps_its_own_order_inside_the_universes_except_where_a_universes_own_placement_says_otherwise(
    universe: Run,
) -> None:
    universe.ok("place", "a3", "--before", "a1")
    universe.ok("place", "b1", "--after", "b3")
    inside = titles(universe)
    for name in ("saga a", "saga b"):
        own = universe.titles(name)
        assert [title for title in inside if title in own] == own
    assert unmet(universe) == []
    universe.ok("place", "a3", "--last", "--in", "universe")
    assert titles(universe) == [*(title for title in inside if title != "A3"), "A3"]


def test_a_film_whose_franchise_order_breaks_is_reported_as_unmet(universe: Run) -> None:
    universe.ok("place", "a3", "--before", "b1", "--in", "universe")
    assert titles(universe) == ["A1", "A3", "B1", "A2", "B2", "B3"]
    assert unmet(universe) == ["A3 stands before A2 here, and after it in Saga A."]
    assert "A3 stands before A2 here, and after it in Saga A." in universe.ok("order", "universe")


def test_films_of_two_franchises_are_placed_in_the_universe_that_they_share(universe: Run) -> None:
    result = universe("place", "a3", "--before", "b1")
    assert result.exit_code == 0
    assert "joined" not in result.stderr
    assert titles(universe, "saga b") == ["B1", "B2", "B3"]
    assert titles(universe) == ["A1", "A3", "B1", "A2", "B2", "B3"]


def test_optional_marks_prerequisites_and_links_come_along(universe: Run) -> None:
    universe.ok("franchise", "add", "saga a", "a2", "--optional")
    universe.ok("link", "b3", "requires", "a1")
    entries = {e["title"]: e for e in universe.json("order", "universe")["tables"][0]["entries"]}
    assert [title for title, entry in entries.items() if entry["optional"]] == ["A2"]
    seen_before = ["catchup", "--in", "universe"]
    assert [film["title"] for film in universe.json(*seen_before, "b3")] == ["A1", "B1", "B2"]
    assert [film["title"] for film in universe.json(*seen_before, "a3")] == ["A1"]
    assert [film["title"] for film in universe.json("catchup", "b2")] == ["B1"]


def test_a_change_in_a_franchise_shows_in_its_universes_at_once_nothing_is_copied(
    universe: Run,
) -> None:
    universe.ok("franchise", "remove", "saga a", "a2")
    universe.ok("add", "A4 (2009)", "--franchise", "Saga A")
    assert titles(universe) == ["A1", "B1", "B2", "A3", "B3", "A4"]
    universe.ok("franchise", "delete", "saga b")
    assert titles(universe) == ["A1", "A3", "A4"]


def test_next_plan_list_and_skip_know_universes(universe: Run) -> None:
    universe.ok("watched", "a1")
    universe.ok("franchise", "skip", "universe", "b1")
    assert [film["title"] for film in universe.json("next", "universe")] == ["A2"]
    assert [s["title"] for s in universe.json("plan", "universe")] == ["A2", "B2", "A3", "B3"]
    assert len(universe.json("list", "--franchise", "universe")) == 5
    assert universe.json("next", "saga b")[0]["title"] == "B1"


def test_explain_covers_universes(universe: Run) -> None:
    universe.ok("place", "b3", "--before", "b1")
    assert "B3: directly before B1: you placed it before B1 in Saga B.\n" in universe.ok(
        "order", "universe", "--explain"
    )


def test_a_named_order_may_hold_films_of_all_continuities_and_franchises_of_its_universe_and_prints_as_one_table_in_the_order_in_which_it_was_made(
    universe: Run,
) -> None:
    universe.ok("franchise", "arrange", "universe", "mine", "b3", "a1", "b1")
    (table,) = universe.json("order", "universe", "--by", "mine")["tables"]
    assert [entry["title"] for entry in table["entries"]] == ["B3", "A1", "B1"]


def test_it_is_never_cut_into_continuities(universe: Run) -> None:
    universe.ok("franchise", "continuity", "saga a", "Other", "a3")
    universe.ok("franchise", "remove", "saga a:main", "a3")
    universe.ok("franchise", "arrange", "saga a", "all", "a3", "a2", "a1")
    (table,) = universe.json("order", "saga a", "--by", "all")["tables"]
    assert [entry["title"] for entry in table["entries"]] == ["A3", "A2", "A1"]


def test_a_film_named_twice_is_refused(universe: Run) -> None:
    before = universe.library.read_bytes()
    result = universe("franchise", "arrange", "universe", "mine", "b3", "a1", "b3")
    assert result.exit_code == 1
    assert result.stderr == "Error: An order has each film once: B3 (2006) stands in it twice.\n"
    assert universe.library.read_bytes() == before


# -- cuts ------------------------------------------------------------------------------------


@pytest.fixture
def cuts(run: Run) -> Run:
    """Return a franchise with a film that has two further cuts, and a sequel."""
    run.ok(
        "add", "Runner (1982)", "Runner: The Director's Cut (1992)",
        "Runner: The Final Cut (2007)", "Runner 2049 (2017)", "--franchise", "Runner",
        "--runtime", "100",
    )  # fmt: skip
    run.ok("link", "director's cut", "alternative-to", "id:1")
    run.ok("link", "final cut", "alternative-to", "id:1")
    return run


def ids(run: Run, *args: str) -> list[int]:
    (table,) = run.json("order", *args)["tables"]
    return [entry["id"] for entry in table["entries"]]


def test_the_one_that_was_watched_else_the_one_marked_with_franchise_prefer_f_film_else_the_earliest_released(
    cuts: Run,
) -> None:
    assert ids(cuts, "runner") == [1, 4]
    assert cuts.ok("franchise", "prefer", "runner", "final cut") == (
        "Runner takes Runner: The Final Cut (2007) instead of Runner (1982) and "
        "Runner: The Director's Cut (1992).\n"
    )
    assert ids(cuts, "runner") == [3, 4]
    cuts.ok("watched", "director's cut")
    assert ids(cuts, "runner") == [2, 4]


def test_the_others_are_named_in_the_row_or_the_final_cut_2007_and_in_json_alternatives(
    cuts: Run,
) -> None:
    cuts.ok("franchise", "prefer", "runner", "final cut")
    text = cuts.ok("order", "runner")
    assert "Runner: The Final Cut, or: Runner (1982), The Director's Cut (1992)" in text
    (entry, _) = cuts.json("order", "runner")["tables"][0]["entries"]
    assert [other["id"] for other in entry["alternatives"]] == [1, 2]


def test_all_cuts_prints_each_as_a_row(cuts: Run) -> None:
    assert ids(cuts, "runner", "--all-cuts") == [1, 2, 3, 4]
    assert "or:" not in cuts.ok("order", "runner", "--all-cuts")


def test_order_next_plan_catchup_and_the_counts_take_one_film_of_each_group_of_alternatives(
    cuts: Run,
) -> None:
    assert cuts.ok("order", "runner").startswith("Runner · timeline · 0 of 2 watched · 3 h 20 min")
    assert [s["id"] for s in cuts.json("plan", "runner")] == [1, 4]
    assert [film["id"] for film in cuts.json("catchup", "runner 2049")] == [1]
    assert cuts.json("catchup", "final cut") == []
    cuts.ok("watched", "final cut")
    assert [film["id"] for film in cuts.json("next", "runner")] == [4]
    assert [film["id"] for film in cuts.json("catchup", "runner 2049")] == [3]
    assert cuts.ok("order", "runner").startswith("Runner · timeline · 1 of 2 watched")


def test_alternative_to_means_one_of_them_is_enough(cuts: Run) -> None:
    cuts.ok("place", "runner 2049", "--before", "id:1")
    cuts.ok("franchise", "prefer", "runner", "final cut")
    (first, _) = cuts.json("order", "runner")["tables"][0]["entries"]
    assert first["assumes"] == ["Runner: The Final Cut"]


def test_explain_covers_cuts(cuts: Run) -> None:
    others = "Taken instead of Runner (1982) or Runner: The Director's Cut (1992)"
    cuts.ok("franchise", "prefer", "runner", "final cut")
    assert f"{others}: you prefer it.\n" in cuts.ok("order", "runner", "--explain")
    cuts.ok("watched", "final cut")
    assert f"{others}: it was seen.\n" in cuts.ok("order", "runner", "--explain")


def test_prefer_needs_an_alternative(cuts: Run) -> None:
    before = cuts.library.read_bytes()
    result = cuts("franchise", "prefer", "runner", "runner 2049")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Runner 2049 (2017) has no alternative: ")
    assert cuts.library.read_bytes() == before


@pytest.fixture
def bill(run: Run) -> Run:
    """Return two volumes, and one film that stands for both."""
    run.ok("add", "Vol. 1 (2003)", "Vol. 2 (2004)", "Whole Affair (2006)", "--franchise", "Bill")
    said = run.ok("link", "whole affair", "alternative-to", "vol. 1", "vol. 2")
    assert said == (
        "Linked: Whole Affair (2006), alternative to Vol. 1 (2003) and Vol. 2 (2004).\n"
    )
    return run


def test_one_film_can_stand_for_several_the_whole_bloody_affair_for_vol_1_and_vol_2_link_film_alternative_to_a_b(
    bill: Run,
) -> None:
    assert titles(bill, "bill") == ["Vol. 1", "Vol. 2"]
    assert bill.ok("order", "bill").count("or: Whole Affair (2006)") == 2
    bill.ok("franchise", "prefer", "bill", "whole affair")
    assert titles(bill, "bill") == ["Whole Affair"]
    assert "Whole Affair, or: Vol. 1 (2003) and Vol. 2 (2004)" in bill.ok("order", "bill")


def test_one_of_several_that_was_seen_asks_for_the_rest_of_them(bill: Run) -> None:
    bill.ok("franchise", "prefer", "bill", "whole affair")
    bill.ok("watched", "vol. 1")
    assert titles(bill, "bill") == ["Vol. 1", "Vol. 2"]
    assert [film["title"] for film in bill.json("next", "bill")] == ["Vol. 2"]
    bill.ok("watched", "whole affair")
    assert titles(bill, "bill") == ["Whole Affair"]
    assert bill.json("next", "bill") == []


def test_none_of_several_stands_for_another(bill: Run) -> None:
    assert [film["title"] for film in bill.json("catchup", "vol. 2")] == ["Vol. 1"]


def test_a_link_to_several_is_shown_and_taken_back(bill: Run) -> None:
    assert "alternative to Vol. 1 (2003) and Vol. 2 (2004)\n" in bill.ok("show", "whole affair")
    assert "alternative to Whole Affair (2006)\n" in bill.ok("show", "vol. 2")
    bill.ok("unlink", "whole affair", "alternative-to", "vol. 1")
    assert titles(bill, "bill") == ["Vol. 1", "Vol. 2", "Whole Affair"]


def test_only_an_alternative_leads_to_several(bill: Run) -> None:
    result = bill("link", "whole affair", "sequel-to", "vol. 1", "vol. 2")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Only alternative-to leads to several films" in result.stderr


# -- tiers -----------------------------------------------------------------------------------


@pytest.fixture
def tiers(saga: Run) -> Run:
    for film, weight in (("a1", "essential"), ("a2", "filler"), ("a3", "optional")):
        saga.ok("franchise", "add", "saga a", film, "--weight", weight)
    return saga


def test_essential_optional_filler_as_its_weight_in_a_continuity_franchise_add_f_film_weight_filler(
    saga: Run,
) -> None:
    saga.ok("franchise", "continuity", "saga a", "Other", "a1", "a2")
    saga.ok("franchise", "add", "saga a", "a2", "--continuity", "other", "--weight", "filler")
    tables = saga.json("order", "saga a")["tables"]
    assert [[entry["weight"] for entry in table["entries"]] for table in tables] == [
        [None, None, None], [None, "filler"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "expected", "header"),
    [
        (["--essential"], ["A1"], "left out: 2 not essential"),
        (["--no-optional"], ["A1", "A2"], "left out: 1 optional"),
        (["--no-filler"], ["A1", "A3"], "left out: 1 filler"),
        (["--no-filler", "--no-optional"], ["A1"], "left out: 1 filler, 1 optional"),
    ],
)
def test_what_was_left_out_is_counted_in_the_header(
    tiers: Run, options: list[str], expected: list[str], header: str
) -> None:
    assert titles(tiers, "saga a", *options) == expected
    assert tiers.ok("order", "saga a", *options).splitlines()[0].endswith(header)


def test_a_members_tags(tiers: Run) -> None:
    tiers.ok("edit", "a2", "--tag", "dark")
    assert titles(tiers, "saga a", "--tag", "Dark") == ["A2"]
    heading = tiers.ok("order", "saga a", "--tag", "dark").splitlines()[0]
    assert heading.endswith("left out: 2 not tagged dark")


def test_order_next_plan_take_tag_essential_only_these_no_optional_no_filler(tiers: Run) -> None:
    tiers.ok("watched", "a1")
    assert [film["title"] for film in tiers.json("next", "saga a")] == ["A2"]
    assert tiers.json("next", "saga a", "--no-filler") == []
    optional = ["--no-filler", "--optional"]
    assert [film["title"] for film in tiers.json("next", "saga a", *optional)] == ["A3"]
    assert [s["title"] for s in tiers.json("plan", "saga a", *optional)] == ["A3"]
    assert "left out: 1 filler" in tiers.ok("plan", "saga a", *optional)
    tiers.ok("edit", "a2", "--tag", "dark")
    for command in (["order", "saga a"], ["plan", "saga a"], ["next", "saga a"]):
        essential = tiers.json(*command, "--essential")
        dark = tiers.json(*command, "--tag", "dark")
        if command[0] == "order":
            essential, dark = (one["tables"][0]["entries"] for one in (essential, dark))
        assert [film["title"] for film in dark] == ["A2"]
        assert [film["title"] for film in essential] == (["A1"] if command[0] == "order" else [])


def test_optional_stays_the_short_form(tiers: Run) -> None:
    tiers.ok("franchise", "add", "saga a", "a1", "--optional")
    entries = tiers.json("order", "saga a")["tables"][0]["entries"]
    assert [entry["weight"] for entry in entries] == ["optional", "filler", "optional"]
    tiers.ok("franchise", "add", "saga a", "a1", "--weight", "normal")
    entries = tiers.json("order", "saga a")["tables"][0]["entries"]
    assert [entry["weight"] for entry in entries] == [None, "filler", "optional"]
    assert (
        tiers("franchise", "add", "saga a", "a1", "--optional", "--weight", "filler").exit_code == 2
    )


def test_when_nothing_is_left_of_what_was_asked_for_that_is_said(tiers: Run) -> None:
    result = tiers("order", "saga b", "--essential")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing else of Saga B is left: left out: 3 not essential.\n"


# -- packs -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("shipped_packs")
def test_packs_have_universes_holds_alien_predator(run: Run) -> None:
    document = run.json("order", "alien & predator")
    assert {"Alien", "Predator", "AVP: Alien vs. Predator"} <= {
        entry["title"] for entry in document["tables"][0]["entries"]
    }
    assert not run.library.exists()
    run.ok("franchise", "track", "alien & predator")
    assert {record["name"] for record in run.json("franchise", "list")} == {
        "Alien",
        "Predator",
        "Alien & Predator",
    }
    assert len(run.json("list")) == 17
    before = run.library.read_bytes()
    run.ok("pack", "add", "alien & predator")
    assert run.library.read_bytes() == before


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("the silence of the lambs", "Hannibal Lecter"),
        ("thorn", "Halloween"),
        ("dawn of the dead", "Living Dead"),
        ("westeros", "Game of Thrones"),
    ],
)
def test_a_name_that_is_a_film_a_sub_series_or_an_alias_in_a_pack_leads_to_it(
    run: Run, name: str, pack: str
) -> None:
    assert run.json("order", name)["franchise"] == pack


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("deadpool", "X-Men"),
        ("avengers", "Marvel Cinematic Universe"),
        ("dark knight", "Batman"),
        ("avp", "Alien & Predator"),
    ],
)
def test_order_deadpool_order_avengers_order_dark_knight_order_avp_answer_with_the_packs_that_hold_it_and_the_command_or_print_it_when_there_is_one(
    run: Run, name: str, pack: str
) -> None:
    result = run("order", name, "-f", "json")
    assert result.exit_code == 0
    assert f'"franchise": "{pack}"' in result.stdout
    assert f'“watchlist franchise track "{pack}"” adds it.' in result.stderr


@pytest.mark.usefixtures("shipped_packs")
def test_where_several_packs_hold_it_they_are_named_with_the_command(run: Run) -> None:
    result = run("order", "suicide squad")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "Error: “suicide squad” leads to several packs: Batman and DC. "
        'Name one: “watchlist order "Batman"”.\n'
    )


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("name", "films"),
    [
        ("dark knight", ["Batman Begins", "The Dark Knight", "The Dark Knight Rises"]),
        ("rob zombie", ["Halloween", "Halloween II"]),
    ],
)
def test_the_name_of_a_sub_series_prints_it_alone(run: Run, name: str, films: list[str]) -> None:
    assert run.titles(name) == films


@pytest.mark.usefixtures("shipped_packs")
def test_a_film_of_one_continuity_prints_that_one(run: Run) -> None:
    (table,) = run.json("order", "deadpool")["tables"]
    assert table["continuity"] == "Revised"
    assert len(run.json("order", "x-men first class")["tables"]) == 2


@pytest.mark.usefixtures("shipped_packs")
def test_the_name_of_an_order_leads_to_the_command_that_prints_it(run: Run) -> None:
    result = run("order", "machete")
    assert result.exit_code == 0
    assert '“watchlist order "Star Wars" --by "machete"” prints it.\n' in result.stderr


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("command", [["next"], ["plan"], ["franchise", "show"], ["pack", "show"]])
def test_a_sub_series_leads_to_its_pack_wherever_a_franchise_is_looked_at(
    run: Run, command: list[str]
) -> None:
    result = run(*command, "thorn")
    assert (result.exit_code, run.library.exists()) == (0, False)
    assert "Halloween" in result.stdout
    assert "Halloween" in result.stderr


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("name", "continuity"),
    [
        ("dcau", "DC Animated:DCAU"),
        ("kill bill", "Quentin Tarantino:Kill Bill"),
        ("spiderverse", "Spider-Man:Spider-Verse"),
    ],
)
def test_a_name_of_a_pack_and_of_a_continuity_of_it_leads_to_the_continuity(
    run: Run, name: str, continuity: str
) -> None:
    headers = [line for line in run.ok("order", name).splitlines() if " · timeline · " in line]
    assert [header.split(" · ")[0] for header in headers] == [continuity]
    assert run("pack", "add", name).exit_code == 0
    assert [franchise["name"] for franchise in run.json("franchise", "list")] == [
        continuity.partition(":")[0]
    ]


@pytest.mark.usefixtures("shipped_packs")
def test_a_genre_or_a_word_on_packs_leads_to_the_list_of_them(run: Run) -> None:
    for word in ("horror", "pixar"):
        result = run("order", word)
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"“watchlist pack list {word}” lists the packs that tell of it" in result.stderr
        assert run.json("pack", "list", word)


@pytest.mark.usefixtures("shipped_packs")
def test_both_volumes_are_in_the_order_of_the_pack_and_the_one_that_stands_for_them_is_named(
    run: Run,
) -> None:
    order = run.json("order", "kill bill")
    assert "Kill Bill: Vol. 2" in str(order)
    assert run.ok("order", "kill bill").count("or: Kill Bill: The Whole") == 2


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("command", ["pack add", "franchise track"])
def test_what_would_change_the_library_asks_for_the_name_of_the_pack(
    run: Run, command: str
) -> None:
    result = run(*command.split(), "dark knight")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "Error: There is no pack “dark knight”: it is in the pack Batman, "
        f'which “watchlist {command} "Batman"” adds.\n'
    )
    assert not run.library.exists()


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("command", "missing"),
    [
        (["show"], "film"),
        (["edit", "--tag", "dark"], "film"),
        (["watched"], "film"),
        (["list", "--franchise"], "franchise"),
        (["franchise", "combine", "Mine"], "franchise"),
    ],
)
def test_a_film_or_franchise_that_only_packs_have_is_answered_with_them(
    run: Run, command: list[str], missing: str
) -> None:
    result = run(*command, "deadpool")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"Error: There is no {missing} “deadpool”.")
    assert result.stderr.endswith(
        'The pack X-Men has Deadpool (2016): “watchlist pack show "X-Men"” shows it.\n'
    )


@pytest.mark.usefixtures("shipped_packs")
def test_where_several_packs_have_it_they_are_named_with_the_command_too(run: Run) -> None:
    assert run("show", "suicide squad").stderr == (
        "Error: There is no film “suicide squad”. The packs Batman and DC have Suicide Squad "
        '(2016): “watchlist pack show "Batman"” shows one.\n'
    )


@pytest.mark.usefixtures("shipped_packs")
def test_pack_list_is_grouped_and_searchable(run: Run) -> None:
    text = run.ok("pack", "list")
    assert text.startswith("Universes\n")
    assert "\nHorror\n" in text
    found = run.json("pack", "list", "covenant", "alien")
    assert [(pack["name"], pack["found"]) for pack in found] == [
        ("Alien", ["Alien: Covenant (2017)"]),
    ]
    (batman,) = run.json("pack", "list", "dark", "knight")
    assert batman["found"] == [
        "The Dark Knight (2008)", "The Dark Knight Rises (2012)", "Batman:The Dark Knight",
    ]  # fmt: skip
    assert "Toy Story" in [pack["name"] for pack in run.json("pack", "list", "pixar")]
    result = run("pack", "list", "zzzz")
    assert (result.exit_code, result.stderr) == (0, "There is no pack of zzzz.\n")


@pytest.mark.usefixtures("shipped_packs")
def test_pack_show_prints_the_disagreements_and_their_reasons(run: Run) -> None:
    assert "Ordered otherwise by:\n" in run.ok("pack", "show", "alien")
    assert run.json("pack", "show", "alien")["disagreements"][0]["source"] == "i-kir/watch-order"


# -- what a person is told -------------------------------------------------------------------


@pytest.fixture(params=["2023", "2023-03"])
def this_year(saga: Run, request: pytest.FixtureRequest) -> tuple[Run, str]:
    """Return a franchise whose last film comes out this year, and what is known of its date."""
    saga.ok("watched", "a1", "a2")
    saga.ok("edit", "a3", "--release", request.param)
    return saga, request.param


def test_a_film_of_which_only_the_year_is_known_this_years_may_be_out(
    this_year: tuple[Run, str],
) -> None:
    run, _ = this_year
    assert [film["title"] for film in run.json("next", "saga a")] == ["A3"]
    assert run("watched", "a3").stderr == ""


def test_it_is_neither_not_out_yet_nor_a_certain_yes(this_year: tuple[Run, str]) -> None:
    run, _ = this_year
    assert "not out yet" not in run.ok("order", "saga a")
    assert run.json("order", "saga a")["tables"][0]["entries"][2]["released"] is None


def test_next_offers_it_with_2026_day_unknown(this_year: tuple[Run, str]) -> None:
    run, release = this_year
    assert f"A3 (2005) may be out: {release}, day unknown.\n" in run("next", "saga a").stdout


def test_a_film_of_a_later_year_is_not_out_yet(saga: Run) -> None:
    saga.ok("watched", "a1", "a2")
    saga.ok("edit", "a3", "--release", "2024")
    assert saga.json("next", "saga a") == []
    assert "not out yet" in saga.ok("order", "saga a")


def test_set_on_a_single_dated_film_of_a_franchise_says_that_a_lone_date_orders_nothing_yet(
    saga: Run,
) -> None:
    said = (
        "No other film of Saga A has a date to compare 1990 with: a lone date orders nothing yet."
    )
    assert said in saga("edit", "a1", "--set", "1990").stderr
    assert "lone" not in saga("edit", "a2", "--set", "1991").stderr
    result = saga("add", "B4 (2009)", "--franchise", "Saga B", "--set", "1993")
    assert "a lone date orders nothing yet" in result.stderr
