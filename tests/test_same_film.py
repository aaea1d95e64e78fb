"""One rule says which films are one: every way into a library follows it, and so does ``doctor``.

The table is ``same_film.toml``. Each pair of it is added, imported, brought in by a pack and by
another library, and looked at by ``doctor``, in both directions. Everything goes through the
command line and files on disk, so that what the modules are does not matter here.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from click.testing import Result

from tests.conftest import Run

Document = dict[str, Any]
"""A film as it stands in the library file."""

TABLE: Final = Path(__file__).with_name("same_film.toml")
SCHEMA: Final = 1
"""The version of the layout that the films of the table have."""
SAME, LOOSELY, TWO = "same", "loosely", "two"
ENOUGH_PAIRS: Final = 70
COMPANION: Final[Document] = {"title": "Nobody Knows This Companion", "year": 1911}
"""What a source has beside the film in question: no source is of one film only."""
SERIES_TOO: Final = ("--series", "whole")
"""How ``import`` is told to take series."""
SUSPICION: Final = "similar titles"
"""The check of ``doctor`` for titles that are misspelt perhaps: no verdict."""


# -- the table -------------------------------------------------------------------------------


class Pair(NamedTuple):
    """Two films of the table, with the verdict on them and the rule that it follows from."""

    one: Document
    other: Document
    verdict: str
    rule: str

    def __str__(self) -> str:
        return f"{label(self.one)} ~ {label(self.other)}"


def document(stated: str | Document) -> Document:
    """Return the film that the table states: ``"Heat (1995)"``, or that as ``film`` and more."""
    facts = {"film": stated} if isinstance(stated, str) else dict(stated)
    text = facts.pop("film")
    dated = re.fullmatch(r"(.+) \((\d{4})\)", text)
    title = {"title": dated[1], "year": int(dated[2])} if dated else {"title": text}
    return {**title, **facts}


def label(film: Document) -> str:
    """Return a film in one line: the title, its year, and what else is known of it."""
    facts = " ".join(f"{k}={v}" for k, v in film.items() if k not in ("title", "year"))
    year = f" ({film['year']})" if "year" in film else ""
    return f"{film['title']}{year}{facts and ' '}{facts}"


def pairs_of(content: str) -> Iterator[Pair]:
    """Yield the pairs of a table."""
    for group in tomllib.loads(content)["group"]:
        for one, other in group["pairs"]:
            yield Pair(document(one), document(other), group["verdict"], group["rule"])


PAIRS: Final = list(pairs_of(TABLE.read_text(encoding="utf-8")))
LOOSE_PAIRS: Final = [pair for pair in PAIRS if pair.verdict == LOOSELY]


def test_the_table_is_large_and_says_nothing_twice() -> None:
    stated = {frozenset((label(pair.one), label(pair.other))) for pair in PAIRS}
    assert len(stated) == len(PAIRS) >= ENOUGH_PAIRS
    assert {pair.verdict for pair in PAIRS} == {SAME, LOOSELY, TWO}


# -- files -----------------------------------------------------------------------------------


def library_text(films: Sequence[Document]) -> str:
    """Return the file of a library with some films, numbered from 1."""
    records = {str(number): film for number, film in enumerate(films, start=1)}
    return json.dumps({"schema": SCHEMA, "films": records})


def stock(run: Run, *films: Document) -> None:
    """Make the library one of these films."""
    run.library.write_text(library_text(films), encoding="utf-8")


def titles(run: Run) -> list[str]:
    """Return the titles that are in the library file, without the companion's."""
    films = json.loads(run.library.read_text(encoding="utf-8")).get("films", {}).values()
    return [film["title"] for film in films if film["title"] != COMPANION["title"]]


def write_csv(path: Path, films: Sequence[Document]) -> None:
    """Write films as a table with the columns that they need."""
    columns = list(dict.fromkeys(key for film in films for key in film))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([_cell(film.get(column, "")) for column in columns] for film in films)


def _cell(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def write_pack(path: Path, films: Sequence[Document]) -> None:
    """Write films as the pack of a franchise; a JSON text or number is one of TOML, too."""
    lines = ['name = "A Small Franchise"']
    for number, film in enumerate(films, start=1):
        lines.append(f"[films.film-{number}]")
        lines += (f"{key} = {json.dumps(film[key], ensure_ascii=False)}" for key in film)
    path.write_text("\n".join(lines), encoding="utf-8")


# -- the ways --------------------------------------------------------------------------------


def by_add(run: Run, newcomers: Sequence[Document]) -> Result:
    """Type a film in."""
    (film,) = newcomers
    facts = {key.replace("_", "-"): film[key] for key in film if key not in ("title", "aliases")}
    options = [f"--{name}={value}" for name, value in facts.items()]
    options += [f"--alias={alias}" for alias in film.get("aliases", ())]
    return run("add", *options, "--", film["title"])


def by_csv(run: Run, newcomers: Sequence[Document]) -> Result:
    """Import a table."""
    path = run.library.with_name("newcomers.csv")
    write_csv(path, [*newcomers, COMPANION])
    tv = any(film.get("kind") in ("series", "season") for film in newcomers)
    return run("import", str(path), "--from", "csv", *(SERIES_TOO if tv else ()))


def by_pack(run: Run, newcomers: Sequence[Document]) -> Result:
    """Add the pack of a small franchise."""
    path = run.library.with_name("newcomers.toml")
    write_pack(path, [*newcomers, COMPANION])
    return run("pack", "add", str(path))


def by_joining(run: Run, newcomers: Sequence[Document]) -> Result:
    """Import the library of somebody else."""
    path = run.library.with_name("newcomers.json")
    path.write_text(library_text([COMPANION, *newcomers]), encoding="utf-8")
    return run("import", str(path))


Bring = Callable[[Run, Sequence[Document]], Result]
SOURCES: Final[dict[str, Bring]] = {"csv": by_csv, "pack": by_pack, "join": by_joining}
"""Ways on which several films come at once."""
ENTRIES: Final[dict[str, Bring]] = {"add": by_add, **SOURCES}
CANNOT_SAY: Final = {"add": "letterboxd", "pack": "letterboxd"}
"""The field that a way has no word for: a newcomer that has it cannot take that way."""


class Heard(NamedTuple):
    """What a way made of two films: SAME, TWO, or what else happened; and what it printed."""

    verdict: str
    printed: str


def heard_of(way: str, run: Run, known: Document, newcomer: Document) -> Heard:
    """Bring a film into a library that has another one, and return what that made of them."""
    if way == "doctor":
        return _heard_of_doctor(run, known, newcomer)
    stock(run, known)
    before = run.library.read_bytes()
    result = ENTRIES[way](run, [newcomer])
    if way == "add" and result.exit_code == 1:
        refused = run.library.read_bytes() == before
        return Heard(SAME if refused else "refused, and yet changed", result.output)
    if result.exit_code:
        return Heard(f"exit status {result.exit_code}", result.output)
    count = len(titles(run))
    if way == "add" and count == 1:
        return Heard("accepted, and not entered", result.output)
    return Heard({1: SAME, 2: TWO}.get(count, f"{count} films"), result.output)


def _heard_of_doctor(run: Run, known: Document, newcomer: Document) -> Heard:
    stock(run, known, newcomer)
    findings = list(findings_on_both(run, known, newcomer))
    return Heard(SAME if findings else TWO, "\n".join(map(str, findings)))


def findings_on_both(run: Run, one: Document, other: Document) -> Iterator[Document]:
    """Yield what ``doctor`` has to say of films 1 and 2 as one; a suspicion is no verdict.

    Raises AssertionError for anything else that it finds.
    """
    result = run("doctor", "--format", "json")
    for finding in json.loads(result.stdout):
        if finding["check"] == SUSPICION:
            continue
        by_number = {"1", "2"} <= set(re.findall(r"\d+", finding["message"]))
        assert by_number or names_both(finding["message"], one, other), finding
        yield finding


def names_both(text: str, one: Document, other: Document) -> bool:
    """Whether a text has the titles of both films, as whole words and not one in the other."""
    for title in sorted((one["title"], other["title"]), key=len, reverse=True):
        text, found = re.subn(rf"(?<!\w){re.escape(title)}(?!\w)", "", text, count=1)
        if not found:
            return False
    return True


def sayable(way: str, film: Document) -> bool:
    """Whether a film can come on that way with all that is known of it."""
    return CANNOT_SAY.get(way) not in film


CELLS: Final = [
    pytest.param(way, pair, id=f"{way}: {pair}")
    for pair in PAIRS
    for way in (*ENTRIES, "doctor")
    if sayable(way, pair.one) or sayable(way, pair.other)
]


# -- the verdicts ----------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "pair"), CELLS)
def test_every_way_gives_the_verdict_of_the_table(run: Run, way: str, pair: Pair) -> None:
    expected = TWO if pair.verdict == TWO else SAME
    wrong = []
    for known, newcomer in ((pair.one, pair.other), (pair.other, pair.one)):
        if not sayable(way, newcomer):
            continue
        heard = heard_of(way, run, known, newcomer)
        if heard.verdict != expected:
            sentence = f"{label(known)} is there, {label(newcomer)} comes by {way}"
            wrong.append(f"  {sentence}: expected {expected}, got {heard.verdict}")
            wrong.append(f"    printed: {heard.printed.strip() or 'nothing'}")
    if wrong:
        pytest.fail("\n".join([f"{pair}\n  {pair.rule}", *wrong]), pytrace=False)


@pytest.mark.parametrize("way", CANNOT_SAY)
def test_what_a_way_cannot_say_is_refused_there(run: Run, way: str) -> None:
    """A way that has learnt the word is to be held to the whole table."""
    field = CANNOT_SAY[way]
    result = ENTRIES[way](run, [{"title": "Heat", field: "https://boxd.it/2aRm"}])
    assert result.exit_code != 0, f"“{way}” takes {field} now: take it out of CANNOT_SAY."


# -- what is said ----------------------------------------------------------------------------


def said_of_both(result: Result, pair: Pair) -> list[str]:
    """Return the lines on stderr that name both films."""
    return [line for line in result.stderr.splitlines() if names_both(line, pair.one, pair.other)]


@pytest.mark.parametrize("pair", LOOSE_PAIRS, ids=str)
@pytest.mark.parametrize("way", ENTRIES)
def test_what_only_the_looser_rule_takes_for_one_is_said(run: Run, way: str, pair: Pair) -> None:
    stock(run, pair.one)
    result = ENTRIES[way](run, [pair.other])
    assert said_of_both(result, pair), (
        f"{pair}: no line on stderr names both titles, coming by {way}:\n{result.stderr}"
    )


@pytest.mark.parametrize("way", ["csv", "join"])
def test_what_never_tells_films_apart_is_not_worth_a_word(run: Run, way: str) -> None:
    wordy = []
    for pair in PAIRS:
        if pair.verdict == SAME and pair.one["title"] != pair.other["title"]:
            stock(run, pair.one)
            wordy += said_of_both(ENTRIES[way](run, [pair.other]), pair)
    assert wordy == []


@pytest.mark.parametrize("pair", LOOSE_PAIRS, ids=str)
def test_doctor_names_both_titles_of_what_the_looser_rule_takes_for_one(
    run: Run, pair: Pair
) -> None:
    stock(run, pair.one, pair.other)
    messages = [str(found["message"]) for found in findings_on_both(run, pair.one, pair.other)]
    assert any(names_both(message, pair.one, pair.other) for message in messages), (
        f"{pair}: doctor does not name both titles: {messages}"
    )


# -- one source has both ---------------------------------------------------------------------

BOTH: Final = [
    ({"title": "Blame", "year": 2017}, {"title": "Blame!", "year": 2017}),
    ({"title": "The Heat", "year": 2013}, {"title": "Heat", "year": 2013}),
    ({"title": "Mission: Impossible", "year": 1996}, {"title": "Mission Impossible", "year": 1996}),
]
both = pytest.mark.parametrize("films", BOTH, ids=lambda films: " ~ ".join(map(label, films)))
every_source = pytest.mark.parametrize("way", SOURCES)
every_entry = pytest.mark.parametrize("way", ENTRIES)

Both = tuple[Document, Document]


@both
@every_source
def test_a_source_that_has_both_brings_two_films(run: Run, way: str, films: Both) -> None:
    stock(run, {"title": "Collateral", "year": 2004})
    result = SOURCES[way](run, films)
    assert result.exit_code == 0, result.output
    assert titles(run) == ["Collateral", *(film["title"] for film in films)], result.output


@both
@every_source
@pytest.mark.parametrize("known", [0, 1], ids=["the first is there", "the second is there"])
def test_a_source_that_has_both_brings_the_one_that_is_not_there(
    run: Run, way: str, films: Both, known: int
) -> None:
    stock(run, films[known])
    result = SOURCES[way](run, films)
    assert result.exit_code == 0, result.output
    assert titles(run) == [films[known]["title"], films[1 - known]["title"]], result.output


@both
@every_source
def test_a_source_that_has_both_brings_nothing_a_second_time(
    run: Run, way: str, films: Both
) -> None:
    stock(run, *films)
    for _ in range(2):
        result = SOURCES[way](run, films)
        assert result.exit_code == 0, result.output
        assert titles(run) == [film["title"] for film in films], result.output


@both
@every_source
@pytest.mark.parametrize("which", [0, 1], ids=["first", "second"])
def test_a_library_that_has_both_takes_each_for_the_one_that_is_spelt_so(
    run: Run, way: str, films: Both, which: int
) -> None:
    stock(run, *films)
    result = SOURCES[way](run, [{**films[which], "runtime": 99}])
    assert result.exit_code == 0, result.output
    stored = json.loads(run.library.read_text(encoding="utf-8"))["films"]
    known = {number: stored[number].get("runtime") for number in ("1", "2")}
    assert known == {"1": None, "2": None} | {str(which + 1): 99}, result.output
    assert len(titles(run)) == 2, result.output


@both
@pytest.mark.parametrize("which", [0, 1], ids=["first", "second"])
def test_add_names_the_one_that_is_spelt_so(run: Run, films: Both, which: int) -> None:
    stock(run, *films)
    result = by_add(run, [films[which]])
    assert result.exit_code == 1, result.output
    meant, other = label(films[which]), label(films[1 - which])
    text = result.stderr if other in meant else result.stderr.replace(other, "")
    assert meant in text, result.output


# -- ids -------------------------------------------------------------------------------------

IDS: Final = {
    "imdb": ("tt0113277", "tt0113278"),
    "tmdb": (949, 950),
    "letterboxd": ("https://boxd.it/2aRm", "https://boxd.it/2aRn"),
}


@pytest.mark.parametrize("site", IDS)
def test_two_ids_with_one_title_and_year_are_nothing_to_say(run: Run, site: str) -> None:
    stock(run, *({"title": "Heat", "year": 1995, site: number} for number in IDS[site]))
    result = run("doctor")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing is wrong.\n")


@pytest.mark.parametrize("site", ["imdb", "tmdb"])
def test_add_refuses_an_id_that_another_title_has(run: Run, site: str) -> None:
    number = IDS[site][0]
    stock(run, {"title": "Fuego", "year": 1996, site: number})
    before = run.library.read_bytes()
    result = by_add(run, [{"title": "Heat", "year": 1995, site: number}])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Fuego (1996)" in result.stderr
    assert run.library.read_bytes() == before


# -- several films that one without a year may be --------------------------------------------

NAMESAKES: Final = ({"title": "Heat", "year": 1986}, {"title": "Heat", "year": 1995})


@every_entry
def test_a_film_without_a_year_is_none_of_several_namesakes(run: Run, way: str) -> None:
    stock(run, *NAMESAKES)
    result = ENTRIES[way](run, [{"title": "Heat"}])
    if way == "add":  # somebody who types it means one of them, or forgot the year of another
        assert (result.exit_code, len(titles(run))) == (1, 2), result.output
        assert "If it is another film, give its year: Heat (YYYY)." in result.stderr
        return
    assert result.exit_code == 0, result.output
    assert len(titles(run)) == 3, result.output


def test_doctor_takes_a_film_without_a_year_for_none_of_several(run: Run) -> None:
    stock(run, *NAMESAKES, {"title": "Heat"})
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (0, ""), result.output
