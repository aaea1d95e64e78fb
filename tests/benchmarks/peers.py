"""The programs that we are compared with, each with as many entries as our library has films.

A peer is given the titles, and one tag each; taskwarrior also a second time, with each film of a
franchise depending on the one before it. Their data are written in their own formats, or imported
by themselves, in bulk.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.benchmarks.jobs import NEW
from tests.benchmarks.library import build
from tests.benchmarks.processes import FailedRun, Process, environment, output

DONE: Final = "Meridian: Threshold"
"""The film that is marked as done: one in the second half of the first franchise."""

PYTHON_PEERS: Final = ("topydo", "grimwatch", "todoman")


class UnavailableError(Exception):
    """A peer that cannot be installed, prepared or run."""


class Entry(NamedTuple):
    """What a peer knows of a film; ``after`` is the place of the entry that it depends on."""

    label: str
    tag: str
    after: int | None


class Peer(NamedTuple):
    """A program: how its data are made, and its command lines, with ``{data}`` for their folder.

    ``jobs`` are add, done and list; ``{done}`` is the number of the entry to be done.
    """

    name: str
    program: str
    fill: Callable[[Path, Sequence[Entry], dict[str, str]], None]
    variables: dict[str, str]
    jobs: dict[str, tuple[str, ...]]


def entries(size: int) -> list[Entry]:
    """Return the films of a library as entries, in order of number."""
    tables = build(size)
    after: dict[int, int] = {}
    for franchise in tables.franchises.values():
        films = franchise["continuities"][0]["films"]
        after |= {film: earlier - 1 for earlier, film in pairwise(films)}
    return [
        Entry(
            f"{film['title']} ({film['year']})", film.get("tags", ["plain"])[0], after.get(number)
        )
        for number, film in tables.films.items()
    ]


def _fill_taskwarrior(
    data: Path, films: Sequence[Entry], variables: dict[str, str], *, depends: bool = False
) -> None:
    (data / "taskrc").write_text("confirmation=off\ndependency.confirmation=off\n")
    tasks = [_task(index, film, depends=depends) for index, film in enumerate(films)]
    bulk = data / "tasks.json"
    bulk.write_text(json.dumps(tasks))
    output(Process(("/usr/bin/env", "task", "import", str(bulk)), variables))
    bulk.unlink()


def _fill_with_dependencies(data: Path, films: Sequence[Entry], variables: dict[str, str]) -> None:
    _fill_taskwarrior(data, films, variables, depends=True)


def _task(index: int, film: Entry, *, depends: bool) -> dict[str, Any]:
    task: dict[str, Any] = {
        "uuid": _uuid(index),
        "description": film.label,
        "status": "pending",
        "entry": "20240101T000000Z",
        "tags": [film.tag.replace("-", "_")],
    }
    if depends and film.after is not None:
        task["depends"] = [_uuid(film.after)]
    return task


def _uuid(index: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(index)))


def _fill_topydo(data: Path, films: Sequence[Entry], _variables: dict[str, str]) -> None:
    lines = (f"2024-01-01 {film.label} @{film.tag}\n" for film in films)
    (data / "todo.txt").write_text("".join(lines), encoding="utf-8")
    (data / "topydo.conf").touch()


def _fill_todoman(data: Path, films: Sequence[Entry], _variables: dict[str, str]) -> None:
    (data / "films").mkdir()
    (data / "config.py").write_text(
        f'path = "{data}/films"\ncache_path = "{data}/cache.sqlite3"\n'
        'default_list = "films"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
    )
    for index, film in enumerate(films):
        name = _uuid(index)
        lines = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//benchmark//EN",
            "BEGIN:VTODO",
            f"UID:{name}",
            "DTSTAMP:20240101T000000Z",
            "CREATED:20240101T000000Z",
            f"SUMMARY:{film.label.replace(',', chr(92) + ',')}",
            f"CATEGORIES:{film.tag}",
            "STATUS:NEEDS-ACTION",
            "END:VTODO",
            "END:VCALENDAR",
            "",
        )
        (data / "films" / f"{name}.ics").write_text("\r\n".join(lines), encoding="utf-8")


def _fill_grimwatch(data: Path, films: Sequence[Entry], _variables: dict[str, str]) -> None:
    shelves: dict[str, list[str]] = {}
    for film in films:
        shelves.setdefault(film.tag.title(), []).append(f"- [ ] {film.label}")
    text = "\n\n".join("\n".join((f"## {name}", *lines)) for name, lines in shelves.items())
    (data / "movies.md").write_text(f"# Films\n\n{text}\n", encoding="utf-8")
    (data / "config.json").write_text(json.dumps({"list_path": str(data / "movies.md")}))


_TASK_VARIABLES: Final = {"TASKRC": "{data}/taskrc", "TASKDATA": "{data}"}
_TASK_JOBS: Final = {"add": ("add", NEW), "done": ("{done}", "done"), "list": ("list",)}
_TOPYDO: Final = ("-c", "{data}/topydo.conf", "-t", "{data}/todo.txt", "-d", "{data}/done.txt")
_TODOMAN: Final = ("-c", "{data}/config.py")

PEERS: Final = (
    Peer("taskwarrior", "task", _fill_taskwarrior, _TASK_VARIABLES, _TASK_JOBS),
    Peer("taskwarrior, depends", "task", _fill_with_dependencies, _TASK_VARIABLES, _TASK_JOBS),
    Peer(
        "topydo",
        "topydo",
        _fill_topydo,
        {},
        {
            "add": (*_TOPYDO, "add", NEW),
            "done": (*_TOPYDO, "do", "{done}"),
            "list": (*_TOPYDO, "ls"),
        },
    ),
    Peer(
        "grimwatch",
        "grimwatch",
        _fill_grimwatch,
        {"GRIMWATCH_CONFIG_DIR": "{data}"},
        {
            "add": ("add", NEW, "--genre", "Noir", "--yes"),
            "done": ("watch", DONE),
            "list": ("list",),
        },
    ),
    Peer(
        "todoman",
        "todo",
        _fill_todoman,
        {},
        {
            "add": (*_TODOMAN, "new", NEW),
            "done": (*_TODOMAN, "done", "5"),
            "list": (*_TODOMAN, "list"),
        },
    ),
)


def install(folder: Path) -> dict[str, str]:
    """Install the peers that are written in Python, and return why any could not be."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    missing = {}
    for name in PYTHON_PEERS:
        command = [str(folder / "bin" / "pip"), "--quiet", "install", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            missing[name] = f"pip could not install it: {done.stderr.strip().splitlines()[-1]}"
    return missing


def version(peer: Peer, binaries: Path) -> str:
    """Return the version of an installed peer. Raises UnavailableError."""
    path = shutil.which(peer.program, path=f"{binaries}{os.pathsep}{os.environ['PATH']}")
    if path is None:
        raise UnavailableError(f"there is no program “{peer.program}”")
    code = f"from importlib.metadata import version; print(version({peer.name!r}))"
    asked = (path, "--version") if peer.program == "task" else (binaries / "python", "-c", code)
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def processes(
    peer: Peer, binaries: Path, folder: Path, films: Sequence[Entry]
) -> dict[str, Process]:
    """Prepare the data of a peer and return its jobs by name. Raises UnavailableError.

    Each run starts from the data as they were after a first list, which fills caches.
    """
    data, kept = folder / "data", folder / "kept"
    data.mkdir(parents=True)
    variables = {key: value.format(data=data) for key, value in peer.variables.items()}
    variables = environment(folder, **variables)
    variables["PATH"] = f"{binaries}{os.pathsep}{variables['PATH']}"
    done = next(number for number, film in enumerate(films, 1) if film.label.startswith(DONE))
    path = shutil.which(peer.program, path=variables["PATH"]) or peer.program

    def job(arguments: tuple[str, ...]) -> Process:
        filled = (argument.format(data=data, done=done) for argument in arguments)
        return Process((path, *filled), variables, "\n" * 5, lambda: _refresh(kept, data))

    jobs = {name: job(arguments) for name, arguments in peer.jobs.items()}
    try:
        peer.fill(data, films, variables)
        printed = output(jobs["list"]._replace(prepare=lambda: None))
    except (FailedRun, OSError) as error:
        raise UnavailableError(str(error)) from error
    if printed.count("\n") < len(films):
        raise UnavailableError(f"it lists {printed.count(chr(10))} lines for {len(films)} entries")
    shutil.copytree(data, kept)
    return jobs


def _refresh(kept: Path, data: Path) -> None:
    """Put the data back as they were, with the times of the files, which caches go by."""
    shutil.rmtree(data)
    shutil.copytree(kept, data)
    os.sync()
