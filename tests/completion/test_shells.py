"""Tab in the real shells: the line that results means exactly the film that was begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.completion.sessions import START, Session
from tests.conftest import Run
from watchlist.cli.root import cli
from watchlist.names.search import find_films
from watchlist.store import Store

ODD = 'What\'s "$HOME" `id` \\(odd\\) *[a]* {b,c} ~x #1 & co; | <y>! (2010)'
FILMS = [
    "Airplane! (1980)",
    "Alien (1979)",
    "Alien: Covenant (2017)",
    "Amélie (2001)",
    "Mission: Impossible (1996)",
    "Schindler's List (1993)",
    "The Thing (1982)",
    "The Thing (2011)",
    "Zulu\x1b[31m (1964)",
    ODD,
    "千と千尋の神隠し (2001)",
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a runner on a library of titles that shells have words about."""
    run = Run(tmp_path_factory.mktemp("shelf") / "library.json")
    run.ok("add", *FILMS, "--tag", "sci fi")
    run.ok("add", "Dune (2021)")
    run.ok("add", "Severance (2022)", "--kind", "series", "--seasons", "9,10")
    run.ok("add", "Dune (2021)", "--allow-duplicate")
    run.ok("franchise", "add", "Star Wars", "alien (1979)", "--continuity", "Legends")
    run.ok("franchise", "add", "Star Wars", "alien (1979)", "--continuity", "Canon")
    return run


@pytest.fixture(scope="module")
def opened(
    shelf: Run, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Session]]:
    """Return a way to a shell into which completion was installed; each is started once."""
    sessions: dict[str, Session] = {}

    def open_(name: str) -> Session:
        if name not in sessions:
            home = tmp_path_factory.mktemp(name)
            session = Session(name, home)
            installed = CliRunner().invoke(
                cli, ["completion", name, "--install"], env=session.variables
            )
            assert installed.exit_code == 0, installed.output
            session.start(WATCHLIST_LIBRARY=str(shelf.library))
            sessions[name] = session
        return sessions[name]

    yield open_
    for session in sessions.values():
        session.close()


@pytest.fixture(params=START)
def shell(request: pytest.FixtureRequest, opened: Callable[[str], Session]) -> Session:
    return opened(request.param)


def meant(shelf: Run, reference: str) -> list[str]:
    library = Store(str(shelf.library), wait=0, clock=lambda: pytest.fail("no change")).load()
    return [found.label for found in find_films(reference, list(library.film_names())).candidates]


@pytest.mark.parametrize(
    ("typed", "film"),
    [
        ("sch\t", "Schindler's List (1993)"),
        ("Schindler's\t", "Schindler's List (1993)"),
        ("'Sch\t", "Schindler's List (1993)"),
        ("miss\t", "Mission: Impossible (1996)"),
        ("Mission:\\ I\t", "Mission: Impossible (1996)"),
        ('"Mission: I\t', "Mission: Impossible (1996)"),
        ('"airp\t', "Airplane! (1980)"),
        ("The\\ Th\t2011\t", "The Thing (2011)"),
        ("amel\t", "Amélie (2001)"),
        ("'千\t", "千と千尋の神隠し (2001)"),
        ("what\t", ODD),
        ("'what\t", ODD),
        ('"what\t', ODD),
    ],
)
def test_a_title_that_was_begun_becomes_a_word_that_means_it(
    shelf: Run, shell: Session, typed: str, film: str
) -> None:
    command, reference = shell.arguments(f"watchlist show {typed}")
    assert (command, meant(shelf, reference)) == ("show", [film])


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("severance\\ s02e1\t0\t", "severance s02e10"),
        ("'severance s2e\t9\t", "severance s2e9"),
        ('"Severance (2022) 1x09\t', "Severance (2022) 1x09"),
        ("sev\t\x08\\ s2e1\t0", "Severance (2022) s2e10"),
    ],
)
def test_a_piece_that_was_begun_becomes_a_word_that_means_it(
    shell: Session, typed: str, reference: str
) -> None:
    assert shell.arguments(f"watchlist show {typed}") == ["show", reference]


def test_a_value_behind_an_equals_sign_or_a_colon_is_completed(shell: Session) -> None:
    typed = "watchlist list --tag=sci\t; watchlist order Star\\ Wars:L\t"
    assert shell.arguments(typed, calls=2) == ["list", "--tag=sci fi", "order", "Star Wars:Legends"]


def test_a_title_that_could_disturb_the_terminal_is_not_completed(shell: Session) -> None:
    assert shell.arguments("watchlist show Zul\t") == ["show", "Zul"]


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_what_was_typed_stays_where_nothing_fits_better(
    opened: Callable[[str], Session], name: str
) -> None:
    shown = opened(name).listed("watchlist show dune\t\t", "id:14")
    assert "id:12" in shown
    assert opened(name).arguments("watchlist show dune\t") == ["show", "dune"]


@pytest.mark.parametrize("content", ["{}", "\xff", ""], ids=["of another shape", "bytes", "empty"])
def test_a_damaged_library_completes_nothing_and_says_nothing(
    shell: Session, tmp_path: Path, content: str
) -> None:
    library = tmp_path / "damaged.json"
    library.write_bytes(content.encode("latin-1"))
    typed = f"watchlist --library {library} show al\t"
    assert shell.arguments(typed) == ["--library", str(library), "show", "al"]
    assert "rror" not in shell.shown
