"""Tables in shapes that no site writes, kind by kind: words for states, odd cells, other things."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import written

State = tuple[bool, bool]
SEEN: State = (True, False)
WANTED: State = (False, True)
KEPT: State = (False, False)


def states(run: Run) -> dict[str, State]:
    """Return of each film whether it was watched, and whether it is to watch."""
    return {film["title"]: (film["watched"], film["to_watch"]) for film in films(run)}


def films(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run.json("list", "--all")
    return found


def refused(run: Run, path: Path, *args: str, status: int = 1) -> str:
    result = run("import", str(path), *args)
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert not run.library.exists()
    return result.stderr


def pasted(run: Run, said: str) -> None:
    """Call the program with the last line that it said."""
    run.ok(*shlex.split(said.strip().splitlines()[-1])[3:])


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Titre,Année,Statut", ["Vu", "À voir", "Abandonné"]),
        ("Título,Ano,Situação", ["Assistido", "Quero ver", "Abandonado"]),
        ("Titel,Jaar,Status", ["Gezien", "Nog te zien", "Gestopt"]),
        ("Tytuł,Rok,Stan", ["Obejrzane", "Do obejrzenia", "Porzucone"]),
        ("Film,Yıl,Durum", ["İzledim", "İzlenecek", "Yarım bıraktım"]),
        ("Titel,År,Status", ["Sett", "Vill se", "Avbrutet"]),
        ("Название,Год,Статус", ["Просмотрено", "Буду смотреть", "Брошено"]),
        ("タイトル,年,ステータス", ["視聴済み", "見たい", "中断"]),
        ("片名,年份,状态", ["看过", "想看", "抛弃"]),
        ("제목,연도,상태", ["봤어요", "보고 싶어요", "포기"]),
    ],
)
def test_a_table_is_read_in_many_languages(
    run: Run, tmp_path: Path, header: str, rows: list[str]
) -> None:
    lines = [f"{title},{year},{row}" for (title, year), row in zip(FILMS, rows, strict=True)]
    run.ok("import", str(written(tmp_path / "films.csv", "\n".join((header, *lines)))))
    assert states(run) == {"Heat": SEEN, "Alien": WANTED, "Up": KEPT}
    assert [film["year"] for film in films(run)] == [1995, 1979, 2009]


FILMS = (("Heat", 1995), ("Alien", 1979), ("Up", 2009))


@pytest.mark.parametrize("header", ["Title,Status", "Title,Kah", "Title,🎬"])
def test_words_for_states_that_nobody_knows_are_told_in_one_more_try(
    run: Run, tmp_path: Path, header: str
) -> None:
    path = written(tmp_path / "films.csv", f"{header}\nHeat,zonk\nAlien,bonk\nUp,zonk\n")
    said = refused(run, path)
    answer = shlex.split(said.strip().splitlines()[-1])[4:]
    assert answer[-4:] == ["--map", "zonk=", "--map", "bonk="]
    assert "watched, watchlist, watching, dropped or nothing" in said
    told = ["--map", "zonk=watched", "--map", "bonk=watchlist"]
    run.ok("import", str(path), *answer[1:-4], *told)
    assert states(run) == {"Heat": SEEN, "Alien": WANTED, "Up": SEEN}


def test_the_offered_line_guesses_no_state_of_an_unknown_word(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Title,Status\nHeat,zonk\nAlien,bonk\n")
    pasted(run, refused(run, path))
    assert states(run) == {"Heat": KEPT, "Alien": KEPT}


def test_words_that_are_too_many_to_be_states_are_not_offered_one_by_one(
    run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"Film {number},zonk {number}\n" for number in range(60))
    table = written(tmp_path / "films.csv", f"title,status\n{rows}")
    result = run("import", str(table))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "zonk 59" not in result.stderr
    assert result.stderr.splitlines()[-1].endswith("--map status=")
    assert not run.library.exists()


def test_one_unknown_word_among_known_ones_can_be_told(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Title,Status\nHeat,watched\nAlien,zonk\n")
    assert "--map “zonk=watched”" in run("import", str(path)).stderr
    assert states(run) == {"Heat": SEEN, "Alien": KEPT}
    run.ok("import", str(path), "--map", "zonk=watched")
    assert states(run) == {"Heat": SEEN, "Alien": SEEN}


@pytest.mark.parametrize("said", ["nowhere=watched", "zonk=perhaps", "zonk=title"])
def test_a_word_that_is_nowhere_or_a_meaning_that_is_none_is_refused(
    run: Run, tmp_path: Path, said: str
) -> None:
    path = written(tmp_path / "films.csv", "Title,Status\nHeat,watched\nAlien,zonk\n")
    assert "There is no column" in refused(run, path, "--map", said, status=2)


def test_words_for_states_are_told_of_json_too(run: Run, tmp_path: Path) -> None:
    text = '[{"name": "Heat", "at": "zonk"}, {"name": "Alien", "at": "bonk"}]'
    path = written(tmp_path / "films.json", text)
    answer = shlex.split(refused(run, path).strip().splitlines()[-1])[4:]
    assert answer[-2:] == ["--map", "bonk="]
    told = [word.replace("zonk=", "zonk=watched") for word in answer[1:]]
    run.ok("import", str(path), *told)
    assert states(run) == {"Heat": SEEN, "Alien": KEPT}


def test_a_column_that_is_not_understood_leaves_it_open_what_is_to_watch(
    run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"Film {n},word {'abcdefg'[n]}\n" for n in range(7))
    run.ok("import", str(written(tmp_path / "films.csv", f"Title,Kah\n{rows}")))
    assert set(states(run).values()) == {KEPT}


@pytest.mark.parametrize(
    "name", ["Year made", "Yr", "Yr.", "Release yr", "Year of release", "Jaar"]
)
def test_a_column_of_years_is_found_by_a_part_of_its_name(
    run: Run, tmp_path: Path, name: str
) -> None:
    run.ok("import", str(written(tmp_path / "films.csv", f"Title,{name},Seen\nHeat,1995,x\n")))
    assert [(film["title"], film["year"]) for film in films(run)] == [("Heat", 1995)]


def test_a_column_of_years_in_which_films_were_seen_is_asked_about(
    run: Run, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.csv", "Title,Year watched\nHeat,2020\nAlien,\n")
    said = refused(run, path)
    assert "Year watched: looks like dates" in said
    pasted(run, said)
    assert states(run) == {"Heat": SEEN, "Alien": WANTED}


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        ("⭐⭐⭐⭐½", 4.5),
        ("🌕🌕🌕🌗🌑", 3.5),
        ("❤️❤️❤️❤️", 4),
        ("🍿🍿", 2),
        ("3 1/2", 3.5),
        ("3½", 3.5),
        ("★ 4.5", 4.5),
        ("0", None),
    ],
)
def test_ratings_are_drawn_in_many_ways(
    run: Run, tmp_path: Path, cell: str, stars: float | None
) -> None:
    path = written(tmp_path / "films.csv", f"Title,Rating,Seen\nHeat,{cell},x\nAlien,5,x\n")
    run.ok("import", str(path))
    assert films(run)[0]["rating"] == stars


def test_a_film_whose_rating_is_not_understood_is_not_said_to_be_to_watch(
    run: Run, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.csv", "Title,Rating,Seen on\nHeat,A+,\nAlien,,\nUp,5,\n")
    assert "films.csv:2: “A+” is not a rating" in run("import", str(path)).stderr
    assert states(run) == {"Heat": KEPT, "Alien": WANTED, "Up": SEEN}


def test_a_word_that_says_nothing_of_watching_does_not_hide_a_day(run: Run, tmp_path: Path) -> None:
    text = "Title,Status,Date watched\nHeat,Owned,2024-01-05\nAlien,Owned,\n"
    run.ok("import", str(written(tmp_path / "films.csv", text)))
    assert states(run) == {"Heat": SEEN, "Alien": KEPT}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (
            "books",
            "Title,Author,ISBN13,My Rating,Date Read\nDune,Frank Herbert,9780,5,2020/01/02\n",
        ),
        ("games", "Name,Playtime,Last Played\nPortal,12,2020-01-02\n"),
        ("games", "Title,Developer,Status\nPortal,Valve,Completed\n"),
        ("albums", "Artist,Title,Rating,Date Added\nPink Floyd,Animals,5,2020-01-01\n"),
    ],
)
def test_a_table_of_other_things_is_told_by_its_columns(
    run: Run, tmp_path: Path, what: str, text: str
) -> None:
    said = refused(run, written(tmp_path / "things.csv", text))
    assert f"Skipped 1 {what}." in said
    assert "No film is in the row of things.csv" in said


def test_a_film_among_other_things_is_taken(run: Run, tmp_path: Path) -> None:
    text = "Title,Pages,IMDb,Watched on\nDune,412,,2020-01-02\nHeat,,,2020-01-03\n"
    result = run("import", str(written(tmp_path / "things.csv", text)))
    assert "Skipped 1 books." in result.stderr
    assert states(run) == {"Heat": SEEN}


def test_a_title_that_no_film_can_have_costs_its_row_alone(run: Run, tmp_path: Path) -> None:
    text = f"Title,Seen\n{'x' * 1001},x\nHeat,x\n"
    path = written(tmp_path / "films.csv", text)
    said = run("import", str(path)).stderr
    assert "films.csv:2: the title has more than 1,000 characters." in said
    assert states(run) == {"Heat": SEEN}
    before = run.library.read_bytes()
    run.ok("import", str(path))
    assert run.library.read_bytes() == before


def test_a_name_that_no_list_and_no_franchise_can_have_costs_its_cell_alone(
    run: Run, tmp_path: Path
) -> None:
    name = "x" * 1001
    text = f"Title,Seen,Lists,Franchise\nHeat,x,{name},{name}\n"
    said = run("import", str(written(tmp_path / "films.csv", text))).stderr
    assert said.count("has more than 1,000 characters") == 2
    assert (states(run), run.json("lists")) == ({"Heat": SEEN}, [])


def test_the_setting_of_dates_decides_where_no_date_of_a_file_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = written(tmp_path / "a.csv", "Title,Seen on\nHeat,04/05/2024\n")
    telling = written(tmp_path / "b.csv", "Title,Seen on\nAlien,05/14/2024\nUp,04/05/2024\n")
    assert "set “date”" in refused(run, doubtful)
    monkeypatch.setenv("WATCHLIST_DATE", "dmy")
    run.ok("import", str(doubtful))
    run.ok("import", str(telling))
    assert {film["title"]: film["watched_on"] for film in run.json("log")} == {
        "Heat": "2024-05-04",
        "Alien": "2024-05-14",
        "Up": "2024-04-05",
    }


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2024-01-05, 2024-02-05", ["2024-01-05", "2024-02-05"]),
        ("5 Mar 2024 and 6 Mar 2024", ["2024-03-05", "2024-03-06"]),
        ("5.-7.3.2024", ["2024-03-07"]),
        ("Mar 1–5 2024", ["2024-03-05"]),
        ("5-7 March 2024", ["2024-03-07"]),
        ("March–April 2024", ["2024-04"]),
        ("2019-2020", ["2020"]),
        ("March 5, 2024", ["2024-03-05"]),
        ("5 Mar 2024, 20:15", ["2024-03-05"]),
    ],
)
def test_a_cell_may_hold_several_days_or_a_span_of_which_the_end_counts(
    run: Run, tmp_path: Path, cell: str, days: list[str]
) -> None:
    run.ok("import", str(written(tmp_path / "films.csv", f'Title,Seen on\nHeat,"{cell}"\n')))
    assert sorted(viewing["watched_on"] for viewing in run.json("log")) == days


@pytest.mark.parametrize("name", ["# watched", "Times seen", "Watch count", "Views"])
def test_a_number_of_times_is_so_many_viewings(run: Run, tmp_path: Path, name: str) -> None:
    run.ok("import", str(written(tmp_path / "films.csv", f"Title,{name}\nHeat,2\nUp,1\n")))
    assert [viewing["title"] for viewing in run.json("log")].count("Heat") == 2
    assert {state[0] for state in states(run).values()} == {True}


def test_a_box_may_hold_the_year_in_which_a_film_was_seen(run: Run, tmp_path: Path) -> None:
    text = "Title,Watched\nHeat,2019\nAlien,no\nUp,2024-01-05\n"
    run.ok("import", str(written(tmp_path / "films.csv", text)))
    assert states(run) == {"Heat": SEEN, "Alien": WANTED, "Up": SEEN}
    assert [viewing["watched_on"] for viewing in run.json("log")] == ["2024-01-05", "2019"]


def test_a_heading_above_the_names_of_the_columns_is_passed_over(run: Run, tmp_path: Path) -> None:
    text = "My films of 2024,,\n,,\nTitle,Year,Seen\nHeat,1995,x\n"
    run.ok("import", str(written(tmp_path / "films.csv", text)))
    assert states(run) == {"Heat": SEEN}


def test_a_table_of_people_is_told_by_its_columns(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "people.csv", "Name,Birthday,Role\nKim Vale,1940-04-25,Ada\n")
    assert "Skipped 1 people." in refused(run, path)


def test_the_address_of_a_film_is_its_id(run: Run, tmp_path: Path) -> None:
    text = "Title,TMDB,Seen\nAlien,https://www.themoviedb.org/movie/348-alien,no\n"
    run.ok("import", str(written(tmp_path / "films.csv", text)))
    assert run.json("show", "Alien")["tmdb"] == 348


# -- trees ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '["Heat", "Alien"]',
        '{"mine": {"watchlist": ["Heat", "Alien"]}}',
        '{"title": "Heat"}\n{"title": "Alien"}\n',
        '{"films": {"tt01": {"title": "Heat"}, "tt02": {"title": "Alien"}}}',
        '<?xml version="1.0"?><f:all xmlns:f="urn:f"><f:one><f:title a="1">Heat</f:title></f:one>'
        '<f:one><f:title a="2">Alien</f:title></f:one></f:all>',
    ],
)
def test_the_line_that_is_offered_for_a_tree_reads_it(run: Run, tmp_path: Path, text: str) -> None:
    said = refused(run, written(tmp_path / "films.json", text))
    assert "=title" in said
    pasted(run, said)
    assert list(states(run)) == ["Heat", "Alien"]


def test_ids_are_offered_by_what_they_look_like_also_as_names(run: Run, tmp_path: Path) -> None:
    text = '{"films": {"tt0113277": {"title": "Heat"}, "tt0078748": {"title": "Alien"}}}'
    pasted(run, refused(run, written(tmp_path / "films.json", text)))
    assert [film["imdb"] for film in films(run)] == ["tt0113277", "tt0078748"]


def test_the_titles_of_the_items_are_offered_and_not_that_of_the_whole(
    run: Run, tmp_path: Path
) -> None:
    item = "<item><title>{}</title><id type='site'>{}</id></item>"
    items = item.format("Heat", "tt0113277") + item.format("Alien", "tt0078748")
    text = f"<feed><list><title>Films of Kim</title>{items}</list></feed>"
    pasted(run, refused(run, written(tmp_path / "feed.xml", text)))
    assert [(film["title"], film["imdb"]) for film in films(run)] == [
        ("Heat", "tt0113277"),
        ("Alien", "tt0078748"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Heat\n- Up\n", {"Heat": WANTED, "Up": WANTED}),
        ("• Heat\n• Up\n", {"Heat": WANTED, "Up": WANTED}),
        ("1. Heat\n2. Up\n", {"Heat": WANTED, "Up": WANTED}),
        ("1) Heat\n2) Up\n", {"Heat": WANTED, "Up": WANTED}),
        ("[x] Heat\n[ ] Up\n", {"Heat": SEEN, "Up": WANTED}),
        ("☑ Heat\n☐ Up\n", {"Heat": SEEN, "Up": WANTED}),
        ("Heat, 1995\nUp, 2009\n", {"Heat": WANTED, "Up": WANTED}),
        ("1917\n300\n- 30 -\n", {"1917": WANTED, "300": WANTED, "- 30 -": WANTED}),
    ],
)
def test_what_lists_of_titles_begin_and_end_with_is_no_part_of_a_title(
    run: Run, tmp_path: Path, text: str, found: dict[str, State]
) -> None:
    run.ok("import", str(written(tmp_path / "films.txt", text)))
    assert states(run) == found


def test_what_records_stand_in_says_nothing_of_their_columns(run: Run, tmp_path: Path) -> None:
    records = '{"name": "Heat", "hue": "blue 1"}, {"name": "Up", "hue": "red 2"}'
    text = f'{{"watched_data": [{records}]}}'
    path = written(tmp_path / "films.json", text)
    run.ok("import", str(path), "--map", "watched_data[].name=title")
    assert states(run) == {"Heat": KEPT, "Up": KEPT}


def test_a_path_at_which_there_is_nothing_is_not_offered(run: Run, tmp_path: Path) -> None:
    text = '[{"title": "Heat", "views": [{"on": "2020-01-05"}]}, {"title": "Up", "views": []}]'
    said = refused(run, written(tmp_path / "films.json", text))
    assert "plays" not in said
    pasted(run, said)
    assert states(run)["Heat"] == SEEN
