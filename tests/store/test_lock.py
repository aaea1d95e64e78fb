"""The lock on a library: one holder at a time, freed by any end of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from watchlist.store import lock

HOLDER = """
import sys
from watchlist.store import lock
lock.acquire(sys.argv[1], 0)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    path = str(tmp_path / "a.lock")
    held = lock.acquire(path, 0)
    with pytest.raises(TimeoutError):
        lock.acquire(path, 0)
    lock.release(held)
    lock.release(lock.acquire(path, 0))


def test_the_file_is_made_and_stays_with_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    path.write_text("4711")
    lock.release(lock.acquire(str(path), 0))
    assert path.read_text() == "4711"


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    path = str(tmp_path / "a.lock")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(TimeoutError):
        lock.acquire(path, 0)
    holder.kill()
    holder.communicate()
    lock.release(lock.acquire(path, 0))


def test_a_lock_of_a_deleted_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    old = lock.acquire(str(path), 0)
    path.unlink()
    new = lock.acquire(str(path), 0)
    with pytest.raises(TimeoutError):
        lock.acquire(str(path), 0)
    lock.release(old)
    lock.release(new)


@pytest.mark.skipif(sys.platform == "win32", reason="links are a privilege there")
def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    path.symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match=r"a\.lock"):
        lock.acquire(str(path), 0)
    assert not (tmp_path / "victim").exists()
