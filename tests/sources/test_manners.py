"""The contract on manners and faults: the name of a test is the sentence that it holds."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sources.world import World, serving
from watchlist.sources import cache, web
from watchlist.sources.addresses import is_safe_address

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def films(run: Run, world: World) -> Run:
    run.ok("add", "Return to the Glass Orchard", "The Glass Orchard", "--bare")
    return run


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds that the program would have waited."""
    seconds: list[float] = []
    monkeypatch.setattr("watchlist.sources.web.sleep", seconds.append)
    return seconds


def test_the_client_says_who_it_is_name_version_contact_address_of_the_project(
    films: Run, world: World
) -> None:
    films.ok("fill", "id:1")
    agents = {headers["User-Agent"] for _, _, headers in world.asked}
    assert len(agents) == 1
    name, _, contact = agents.pop().partition(" ")
    assert name.startswith("watchlist-cli/")
    assert contact.startswith("(https://")


def test_the_client_keeps_answers_in_a_cache(films: Run, world: World) -> None:
    films.ok("fill", "id:1")
    films.ok("undo")
    count = len(world.asked)
    assert count
    films.ok("fill", "id:1")
    assert len(world.asked) == count


def test_refresh_goes_past_the_cache(films: Run, world: World) -> None:
    films.ok("fill", "id:1")
    count = len(world.asked)
    films.ok("fill", "id:1", "--refresh")
    assert len(world.asked) > count


def test_the_client_keeps_answers_in_a_cache_30_days(
    films: Run, world: World, tmp_path: Path
) -> None:
    films.ok("fill", "id:1")
    films.ok("undo")
    count = len(world.asked)
    for path in (tmp_path / "cache" / "answers").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        old = time.time() - (cache.DAYS + 1) * 86_400
        os.utime(path, (old, old))
    films.ok("fill", "id:1")
    assert len(world.asked) == 2 * count


def test_a_damaged_answer_in_the_cache_is_asked_for_again(
    films: Run, world: World, tmp_path: Path
) -> None:
    films.ok("fill", "id:1")
    films.ok("undo")
    for path in (tmp_path / "cache" / "answers").iterdir():
        path.write_bytes(b"{")
    films.ok("fill", "id:1")
    assert films.json("show", "id:1")["runtime"] == 114


def test_the_client_waits_as_retry_after_says(
    films: Run, world: World, waited: list[float]
) -> None:
    world.faults = [(429, {"Retry-After": "7", "Content-Type": "text/html"}, b"<p>")] * 2
    films.ok("fill", "id:1")
    assert waited == [7, 7]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("-5", 1),
        ("soon", 1),
        ("Wed, 99 Foo 20370 07:28:00", 1),
    ],
)
def test_a_retry_after_may_be_a_date_and_one_that_is_neither_says_nothing(
    films: Run, world: World, waited: list[float], said: str, seconds: int
) -> None:
    world.faults = [(429, {"Retry-After": said}, b"")]
    films.ok("fill", "id:1")
    assert waited == [seconds]


@pytest.mark.parametrize("said", ["Wed, 21 Oct 2037 07:28:00 GMT", "9" * 40])
def test_a_retry_after_of_years_ends_it_with_the_time_at_which_to_come_back(
    films: Run, world: World, said: str
) -> None:
    world.faults = [(429, {"Retry-After": said}, b"")]
    result = films("fill", "id:1")
    assert result.exit_code == 1
    if "Oct" in said:
        assert result.stderr.endswith("come back at 2037-10-21 07:28.\n")
    assert len(world.asked) == 1


def test_the_client_gives_up_after_a_stated_number_of_tries(
    films: Run, world: World, waited: list[float]
) -> None:
    world.faults = [(429, {}, b"<html>")] * 50
    result = films("fill", "id:1")
    assert (result.exit_code, len(world.asked)) == (1, web.TRIES)
    assert waited == [1, 2, 4]
    assert result.stderr == "Error: Wikidata is asked too often just now: try again later.\n"


def test_a_retry_after_of_more_than_a_minute_ends_it_with_the_time_at_which_to_come_back(
    films: Run, world: World
) -> None:
    world.faults = [(429, {"Retry-After": "3600"}, b"")]
    result = films("fill", "id:1")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Wikidata is asked too often: come back at 20")
    assert len(world.asked) == 1


BIG = b'{"query": {"search": [' + b'{"title": "Q1"},' * 700_000
FAULTS = {
    "a 429": (429, {}, b"<html>busy</html>"),
    "a 500": (500, {}, b"java.util.concurrent.TimeoutException"),
    "an HTML page instead of JSON": (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><p>"),
    "a truncated body with status 200": (200, JSON, b'{"query": {"search": [{"title": "Q8'),
    "a body that breaks off": (200, {**JSON, "Content-Length": "999"}, b'{"query": '),
    "a wrong type in the JSON": (200, JSON, b'{"query": {"search": {"title": 7}}, "search": 7}'),
    "an answer without what was asked for": (200, JSON, b"{}"),
    "an error with status 200": (200, JSON, b'{"error": {"code": "missingparam"}}'),
    "nothing": (200, JSON, b""),
    "a body that is too large": (200, JSON, BIG),
    "bad compression": (200, {**JSON, "Content-Encoding": "gzip"}, b"no gzip"),
    "an error that would break the line": (200, JSON, b'{"error": {"code": "a\\u001b[1m\\nb"}}'),
    "no address": (302, {"Location": "http://[::1"}, b""),
    "another host": (302, {"Location": "https://example.org/elsewhere"}, b""),
    "no end of redirects": (302, {"Location": "/w/api.php"}, b""),
    "depth": (200, JSON, b"[" * 100_000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_429_a_500_an_html_page_instead_of_json_a_truncated_body_with_status_200_a_wrong_type_in_the_json_one_sentence_each_exit_1_nothing_changed(
    films: Run, world: World, waited: list[float], fault: str, tmp_path: Path
) -> None:
    world.faults = [FAULTS[fault]] * 9
    before = films.library.read_bytes()
    result = films("fill", "id:1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Wikidata ")
    assert result.stderr.count("\n") == 1
    assert "127.0.0.1" not in result.stderr
    assert films.library.read_bytes() == before
    assert not list((tmp_path / "cache").glob("answers/*"))


@pytest.mark.parametrize("fault", ["a 500", "a wrong type in the JSON", "another host"])
@pytest.mark.parametrize(
    "line",
    [
        ["search", "glass", "orchard"],
        ["add", "tt98000001"],
        ["fill", "--all"],
        ["fill", "id:1", "--as", "tt98000001"],
        ["fill", "id:2", "--from", "wikidata", "--refresh"],
        ["upcoming", "--refresh"],
        ["franchise", "discover", "glass orchard"],
        ["franchise", "discover", "glass orchard", "--add", "--story"],
        ["franchise", "discover", "glass orchard", "--output", "found.toml"],
    ],
    ids=" ".join,
)
def test_a_fault_is_one_sentence_whatever_was_asked(
    films: Run, world: World, line: list[str], fault: str, tmp_path: Path
) -> None:
    line = [str(tmp_path / word) if word == "found.toml" else word for word in line]
    films.ok("edit", "id:2", "--release", "TBA")
    before = films.library.read_bytes()
    world.faults = [FAULTS[fault]] * 30
    result = films(*line)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Wikidata ")
    assert result.stderr.count("\n") == 1
    assert films.library.read_bytes() == before
    assert not (tmp_path / "found.toml").exists()


def test_what_one_source_found_is_shown_beside_the_fault_of_another(
    films: Run, world: World
) -> None:
    world.faults = [FAULTS["a 500"]]
    result = films("search", "harbour watch")
    assert result.exit_code == 1
    assert "tvmaze:88010" in result.stdout
    assert result.stderr.startswith("Error: Wikidata ")


def test_no_network_one_sentence_exit_1_nothing_changed(
    films: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", "http://127.0.0.1:9/w/api.php")
    before = films.library.read_bytes()
    result = films("fill", "id:1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Wikidata cannot be reached: there may be no network.\n"
    assert films.library.read_bytes() == before


def test_a_time_out_one_sentence_exit_1_nothing_changed(
    films: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "REQUEST_SECONDS", 0.05)
    world.stall(0.3)
    before = films.library.read_bytes()
    result = films("fill", "id:1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Wikidata did not answer within 0.05 seconds.\n"
    assert films.library.read_bytes() == before


def test_a_body_that_trickles_is_a_time_out(
    films: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "REQUEST_SECONDS", 0.3)
    world.trickle(0.05)
    result = films("fill", "id:1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Wikidata did not answer within 0.3 seconds.\n"


def test_a_fault_what_was_filled_before_stays(
    films: Run, world: World, waited: list[float]
) -> None:
    world.fails_after(4)
    result = films("fill", "--all")
    assert result.exit_code == 1
    assert [films.json("show", f"id:{n}")["runtime"] for n in (1, 2)] == [114, None]


def test_killed_in_the_middle_of_fill_all_what_was_filled_is_there_nothing_is_half(
    films: Run, world: World
) -> None:
    world.hangs_after(4)
    command = [sys.executable, "-m", "watchlist", "--library", str(films.library)]
    with subprocess.Popen([*command, "fill", "--all"], stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 30
        while len(world.asked) < 5 and time.monotonic() < end:
            time.sleep(0.01)
        process.kill()
    world.hangs_after(10_000)
    assert [films.json("show", f"id:{n}")["runtime"] for n in (1, 2)] == [114, None]
    assert len(films.json("history")) == 2
    assert films("doctor").exit_code == 0
    films.ok("fill", "--all")
    assert films.json("show", "id:2")["runtime"] == 98


def test_interrupted_what_was_filled_stays_whole_film_by_film(
    films: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fails_after(4)

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("watchlist.sources.web._bad_status", interrupted)
    assert films("fill", "--all").exit_code == 130
    assert [films.json("show", f"id:{n}")["runtime"] for n in (1, 2)] == [114, None]


def test_bodies_are_bounded_8_mb(films: Run, world: World) -> None:
    assert web.MOST_BYTES == 8 * 2**20
    body = b'{"query": {"search": []}}'
    world.faults = [(200, JSON, body.ljust(web.MOST_BYTES))]
    assert films("fill", "id:1").exit_code == 0
    films.ok("undo")
    packed = gzip.compress(body.ljust(web.MOST_BYTES + 1))
    world.faults = [(200, {**JSON, "Content-Encoding": "gzip"}, packed)]
    result = films("fill", "id:1", "--refresh")
    assert result.stderr == "Error: Wikidata answers with more than 8 MB: it was not read.\n"


def test_redirects_stay_on_the_host_or_its_known_ones(films: Run, world: World) -> None:
    world.faults = [(302, {"Location": "/w/api.php?action=query&format=json&srsearch=x"}, b"")]
    films.ok("fill", "id:1")
    with serving(World()) as other:
        for location in (f"{other.address}/w/api.php", "//example.org/w/api.php", "ftp:x"):
            world.faults = [(302, {"Location": location}, b"")]
            result = films("fill", "id:2")
            assert (result.exit_code, result.stdout) == (1, "")
            assert result.stderr == ("Error: Wikidata leads to another host, which is not asked.\n")
        assert other.asked == []
    films.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    films.ok("fill", "harbour watch", "--from", "wikidata,tvmaze")
    paths = [path for path, _, _ in world.asked]
    assert paths.index("/tvmaze/shows/88010") == paths.index("/tvmaze/lookup/shows") + 1


def test_a_wrong_answer_is_not_cached(films: Run, world: World) -> None:
    world.faults = [FAULTS["an HTML page instead of JSON"]]
    assert films("fill", "id:1").exit_code == 1
    films.ok("fill", "id:1")
    assert films.json("show", "id:1")["runtime"] == 114


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://e.org/w/api.php", True),
        ("http://localhost:80/x", True),
        ("http://127.0.0.1:80/x", True),
        ("http://[::1]:8080/w/api.php", True),
        ("http://127.0.0.1.e.org/", False),
        ("http://localhost.e.org/", False),
        ("http://[::2]/", False),
        ("https://", False),
        ("file:///etc/passwd", False),
    ],
)
def test_what_may_be_asked_is_https_or_loopback(address: str, safe: bool) -> None:
    assert is_safe_address(address) == safe


def test_only_https_except_for_loopback(films: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (
        "http://example.org/w/api.php",
        "ftp://e.org",
        "https://a@b/",
        "nonsense",
    ):
        monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", address)
        result = films("fill", "id:1")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "is not an address that begins with https://" in result.stderr


def test_a_proxy_from_the_environment_is_used(
    films: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", world.address)
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", "http://127.0.0.2:1/w/api.php")
    films.ok("fill", "id:1")
    assert films.json("show", "id:1")["runtime"] == 114
    monkeypatch.setenv("no_proxy", "127.0.0.2")
    assert films("fill", "id:2").exit_code == 1


def test_certificates_are_checked(
    films: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server speaks no TLS: what is asked by https is not answered without."""
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", f"{world.address}/w".replace("http", "https"))
    result = films("fill", "id:1")
    assert result.exit_code == 1
    assert "certificate" in result.stderr
    assert world.asked == []


def test_a_command_has_one_minute_a_film(
    films: Run, world: World, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.faults = [(503, {"Retry-After": "40"}, b"")] * 3
    seconds = iter(range(0, 10_000, 25))
    monkeypatch.setattr("watchlist.sources.web.monotonic", lambda: float(next(seconds)))
    result = films("fill", "id:1")
    assert (result.exit_code, len(world.asked)) == (1, 1)
    assert result.stderr.count("\n") == 1
