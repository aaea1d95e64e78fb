"""Backups: when they are taken, which are kept, and how a library comes back from one."""

from __future__ import annotations

import datetime
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from watchlist.cli import clock
from watchlist.store import backups
from watchlist.store.backups import DAYS, MONTHS, RECENT, STEPS, WEEKS

NOON = datetime.datetime(2023, 3, 24, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
SetClock = Callable[[datetime.datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that sets the clock of the program."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def stocked(run: Run, set_clock: SetClock) -> Run:
    """Return a runner on a library with one film, at noon."""
    set_clock(NOON)
    run.ok("add", "Alien (1979)")
    return run


def _copies(run: Run) -> list[Path]:
    return sorted(Path(f"{run.library}.backups").glob("*"))


def _titles(run: Run) -> list[str]:
    return [film["title"] for film in run.json("list", "--all")]


def test_the_first_change_of_a_day_copies_what_was_there_before_it(stocked: Run) -> None:
    before = stocked.library.read_bytes()
    stocked.ok("add", "Heat")
    assert [before] == [path.read_bytes() for path in _copies(stocked)]


@pytest.mark.parametrize("change", [("undo",), ("add", "Dune")], ids=" ".join)
def test_a_day_has_one_copy_and_the_next_day_another(
    stocked: Run, set_clock: SetClock, change: tuple[str, ...]
) -> None:
    stocked.ok("add", "Heat")
    set_clock(NOON + HOUR)
    stocked.ok(*change)
    assert len(_copies(stocked)) == 1
    set_clock(NOON + DAY)
    before = stocked.library.read_bytes()
    stocked.ok("undo")
    assert before == _copies(stocked)[-1].read_bytes()
    assert len(_copies(stocked)) == 2


def test_a_clock_that_was_ahead_once_does_not_end_the_backups(
    stocked: Run, set_clock: SetClock
) -> None:
    set_clock(NOON + 9_000 * DAY)
    stocked.ok("add", "Heat")
    set_clock(NOON)
    stocked.ok("add", "Dune")
    assert len(_copies(stocked)) == 2


def test_a_copy_taken_while_the_clock_was_ahead_is_not_the_newest_afterwards(
    stocked: Run, set_clock: SetClock
) -> None:
    set_clock(NOON + 9_000 * DAY)
    stocked.ok("add", "Heat")
    set_clock(NOON + DAY)
    before = stocked.library.read_bytes()
    stocked.ok("add", "Dune")
    stocked.library.write_bytes(b"{")
    stocked.ok("restore", "--yes")
    assert {"Alien", "Heat"} == set(_titles(stocked))
    assert stocked.library.read_bytes() == before


def test_of_copies_with_a_moment_alone_those_later_than_now_are_trusted_last(
    stocked: Run, set_clock: SetClock
) -> None:
    stocked.ok("backup")
    folder = _copies(stocked)[0].parent
    [copy] = _copies(stocked)
    copy.rename(folder / "2023-03-20T120000.000000Z.json")
    ahead = folder / "2048-03-20T120000.000000Z.json"
    ahead.write_text('{"schema": 2}')
    listed = [copy["path"] for copy in stocked.json("backup", "--list")]
    assert [Path(path).name[:4] for path in listed] == ["2023", "2048"]


def test_real_copies_are_not_pruned_for_those_of_a_clock_that_was_ahead(
    stocked: Run, set_clock: SetClock
) -> None:
    for day in range(1, 8):
        set_clock(NOON + day * DAY)
        stocked.ok("edit", "Alien", "--tag", f"day {day}")
    for year in range(1, 20):
        set_clock(NOON + (9_000 + 400 * year) * DAY)
        stocked.ok("edit", "Alien", "--tag", f"year {year}")
    for day in range(8, 12):
        set_clock(NOON + day * DAY)
        stocked.ok("edit", "Alien", "--tag", f"day {day}")
    newest = [copy["when"][:10] for copy in stocked.json("backup", "--list")][:4]
    assert newest == ["2023-04-04", "2023-04-03", "2023-04-02", "2023-04-01"]


def test_a_clock_that_stands_still_takes_copies_by_the_number_of_steps(stocked: Run) -> None:
    for number in range(2 * STEPS + 1):
        stocked.ok("edit", "Alien", "--tag", f"tag {number}")
    assert len(_copies(stocked)) == 3


def test_reading_and_a_change_that_changes_nothing_take_no_copy(stocked: Run) -> None:
    stocked.ok("list")
    stocked.ok("edit", "Alien", "--to-watch")
    assert _copies(stocked) == []


def test_copies_are_private(stocked: Run) -> None:
    stocked.library.chmod(0o644)
    stocked.ok("backup")
    [copy] = _copies(stocked)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_the_leftover_of_a_killed_backup_goes_with_the_next_one(stocked: Run) -> None:
    folder = Path(f"{stocked.library}.backups")
    folder.mkdir()
    (folder / ".2023-03-23T120000.000000Z.json.new").write_text("half")
    (folder / ".000001-1-2023-03-23T120000.000000Z.json.0123456789ab.new").write_text("half")
    (folder / "mine.txt").write_text("kept")
    stocked.ok("backup")
    assert sorted(path.name for path in folder.iterdir()) == [
        "000001-1-2023-03-24T120000.000000Z.json",
        "mine.txt",
    ]


def _take_at(library: Path, moments: list[datetime.datetime]) -> list[datetime.datetime]:
    for moment in moments:
        backups.take(str(library), moment, 0)
    return [kept.when for kept in backups.generations(str(library), moments[-1])]


MOMENTS = st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2023, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=datetime.UTC)
)


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(MOMENTS, min_size=1, max_size=12, unique=True), st.booleans())
def test_the_copy_just_taken_and_the_latest_are_kept(
    moments: list[datetime.datetime], in_order: bool
) -> None:
    moments = sorted(moments) if in_order else moments
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library.json"
        library.write_text('{"schema": 2}')
        kept = _take_at(library, moments)
        assert moments[-1] in kept
        assert kept == sorted(kept, key=moments.index, reverse=True)
        assert set(kept) <= set(moments)
        if in_order:
            assert kept[:RECENT] == moments[::-1][:RECENT]


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(MOMENTS, max_size=150, unique=True))
def test_rotation_keeps_the_latest_of_each_of_the_last_days_weeks_and_months(
    moments: list[datetime.datetime],
) -> None:
    newest_first = sorted(moments, reverse=True)
    generations = [backups.Backup(str(moment), moment) for moment in newest_first]
    gone = {old.when for old in backups._superseded(generations)}
    kept = [moment for moment in newest_first if moment not in gone]
    wanted = set(newest_first[:RECENT])
    for period, limit in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        latest = {moment.strftime(period): moment for moment in sorted(moments)}
        wanted |= {latest[name] for name in sorted(latest, reverse=True)[:limit]}
    assert wanted == set(kept)
    assert len(kept) <= RECENT + DAYS + WEEKS + MONTHS


def test_a_backup_of_its_own_has_the_bytes_of_the_library(stocked: Run) -> None:
    copy = stocked.library.with_name("copy.json")
    assert f"Copied the library to {copy}.\n" == stocked.ok("backup", str(copy))
    assert stocked.library.read_bytes() == copy.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_backup_overwrites_only_by_force(stocked: Run) -> None:
    copy = stocked.library.with_name("copy.json")
    copy.write_text("precious")
    result = stocked("backup", str(copy))
    assert (result.exit_code, result.stdout, copy.read_text()) == (1, "", "precious")
    assert "--force" in result.stderr
    stocked.ok("backup", str(copy), "--force")
    assert stocked.library.read_bytes() == copy.read_bytes()


@pytest.mark.parametrize("by_link", [True, False])
def test_a_backup_onto_the_library_is_refused(stocked: Run, by_link: bool) -> None:
    target = stocked.library
    if by_link:
        target = stocked.library.with_name("link.json")
        target.symlink_to(stocked.library)
    before = stocked.library.read_bytes()
    result = stocked("backup", str(target), "--force")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert before == stocked.library.read_bytes()


def test_a_backup_never_replaces_what_is_no_file(stocked: Run) -> None:
    result = stocked("backup", "/dev/null", "--force")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not Path("/dev/null").is_file()


def test_a_missing_library_cannot_be_backed_up(run: Run) -> None:
    result = run("backup")
    assert (result.exit_code, result.stdout) == (5, "")
    assert str(run.library) in result.stderr
    assert list(run.library.parent.iterdir()) == []


def test_the_list_names_each_copy_and_whether_it_is_good(stocked: Run, set_clock: SetClock) -> None:
    assert stocked.json("backup", "--list") == []
    stocked.ok("backup")
    set_clock(NOON + HOUR)
    stocked.ok("backup")
    old, new = _copies(stocked)
    old.write_text("{")
    assert stocked.json("backup", "--list") == [
        {"path": str(new), "when": "2023-03-24T13:00:00+00:00", "good": True},
        {"path": str(old), "when": "2023-03-24T12:00:00+00:00", "good": False},
    ]


def test_restore_without_a_file_takes_the_newest_good_copy(
    stocked: Run, set_clock: SetClock
) -> None:
    stocked.ok("backup")
    stocked.ok("add", "Heat")
    set_clock(NOON + HOUR)
    stocked.ok("backup")
    _copies(stocked)[-1].write_text("[]")
    set_clock(NOON + 2 * HOUR)
    output = stocked.ok("restore")
    assert f"Restored {_copies(stocked)[0]}: it changes 1 film.\n" == output
    assert _titles(stocked) == ["Alien"]


def test_restore_is_one_step_that_undo_takes_back(stocked: Run, set_clock: SetClock) -> None:
    copy = str(stocked.library.with_name("copy.json"))
    stocked.ok("backup", copy)
    stocked.ok("add", "Heat", "Dune", "--franchise", "Desert")
    stocked.ok("edit", "Alien", "--tag", "x")
    set_clock(NOON + HOUR)
    before, films = stocked.library.read_bytes(), stocked.json("list", "--all")
    stocked.ok("restore", copy)
    assert _titles(stocked) == ["Alien"]
    assert stocked.json("franchise", "list") == []
    assert before == _copies(stocked)[-1].read_bytes()
    assert stocked.json("history")[-1]["command"].startswith("restore")
    stocked.ok("undo")
    assert films == stocked.json("list", "--all")


def test_a_dry_run_says_what_it_would_change_and_changes_nothing(stocked: Run) -> None:
    copy = str(stocked.library.with_name("copy.json"))
    stocked.ok("backup", copy)
    stocked.ok("add", "Heat", "Dune", "--franchise", "Desert")
    before = stocked.library.read_bytes()
    assert stocked.ok("restore", copy, "--dry-run") == (
        f"{copy}: it changes 2 films and 1 franchise.\n"
    )
    assert before == stocked.library.read_bytes()


def test_restoring_what_is_there_already_changes_nothing(stocked: Run) -> None:
    copy = str(stocked.library.with_name("copy.json"))
    stocked.ok("backup", copy)
    before = stocked.library.read_bytes()
    assert stocked.ok("restore", copy) == f"{copy}: the library is like that already.\n"
    assert before == stocked.library.read_bytes()


def test_restore_brings_a_deleted_library_back(stocked: Run) -> None:
    stocked.ok("backup")
    stocked.library.unlink()
    stocked.ok("restore")
    assert _titles(stocked) == ["Alien"]


def test_restore_puts_bent_records_back_as_they_are_and_undo_takes_them_out(stocked: Run) -> None:
    copy = stocked.library.with_name("copy.json")
    copy.write_text('{"schema": 2, "films": {"1": 5, "2": {"year": "x"}, "3": {"title": "Ran"}}}')
    stocked.ok("restore", str(copy))
    assert '"1": 5' in stocked.library.read_text(encoding="utf-8")
    assert _titles(stocked) == ["Ran"]
    stocked.ok("undo")
    assert _titles(stocked) == ["Alien"]
    stocked.ok("redo")
    assert _titles(stocked) == ["Ran"]


@pytest.mark.parametrize("content", ["", "{}", '{"schema": 99}', '{"schema": 2, "films": []}'])
def test_what_is_no_library_is_not_restored(stocked: Run, content: str) -> None:
    copy = stocked.library.with_name("copy.json")
    copy.write_text(content)
    before = stocked.library.read_bytes()
    result = stocked("restore", str(copy))
    assert (result.exit_code, result.stdout) == (5, "")
    assert before == stocked.library.read_bytes()


def test_without_a_good_copy_restore_says_so(stocked: Run) -> None:
    result = stocked("restore")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "no good copy" in result.stderr
