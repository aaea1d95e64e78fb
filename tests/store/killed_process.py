"""Runs one change again and again, killed one system call of the write path later each time.

Prints a JSON line for each run: its exit status, the library and the other copies that it left, the
exit status and the library of the command that came next. Each run is a fork that ends without any
clean-up.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
from itertools import count
from pathlib import Path

from tests.store.system_calls import watch_calls
from watchlist.cli import clock
from watchlist.cli.root import cli
from watchlist.store import store

UID = "01GW9QTVG00000000000000001"
KILLED = 99
NEXT = ["add", "The next film"]


def main(library: Path, change: list[str]) -> None:
    """Kill the change at the first call, the second, ... until it comes to its end."""
    noon = datetime.datetime(2023, 3, 24, 12, tzinfo=datetime.UTC)
    clock.now = lambda: noon
    vars(store)["new_uid"] = lambda _moment: UID  # each fork makes the same file
    old = {path: path.read_bytes() for path in library.parent.rglob("*.json")}
    for number in count(1):
        shutil.rmtree(library.parent)
        library.parent.mkdir()
        for path, content in old.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        status = _run(library, change, kill_at=number)
        left, others = _text(library), {path.name: _text(path) for path in old}
        end = {
            "status": status,
            "left": left,
            "others": others,
            "next_status": _run(library, NEXT, kill_at=0),
            "next": _text(library),
            "files": sorted(
                str(path.relative_to(library.parent))
                for path in library.parent.rglob("*")
                if path.is_file()
            ),
        }
        sys.stdout.write(f"{json.dumps(end)}\n")
        if status != KILLED:
            break
    sys.stdout.flush()


def _text(library: Path) -> str | None:
    return library.read_text(encoding="utf-8") if library.exists() else None


def _run(library: Path, args: list[str], *, kill_at: int) -> int:
    """Run a command in a fork and return its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _kill(kill_at)
        cli.main(["--library", str(library), *args])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    finally:
        os._exit(status)


def _kill(at: int) -> None:
    """Kill this process before one of its system calls."""
    calls = count(1)

    def see(_: str) -> None:
        if next(calls) == at:
            os._exit(KILLED)

    watch_calls(see)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
