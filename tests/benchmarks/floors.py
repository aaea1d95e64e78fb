"""What a job cannot be faster than with these libraries: its imports, one read, one write."""

from __future__ import annotations

from typing import Final

from tests.benchmarks.processes import Process, environment, python
from tests.benchmarks.shelves import Shelf

BARE: Final = "bare Python"
CLICK: Final = "click"
READ: Final = "read"
TABLE: Final = "read, for a table"
WRITE: Final = "write"
QUICK: Final = "write at once"

_LOAD: Final = """
with open(sys.argv[1], encoding="utf-8") as file:
    content = json.load(file)
"""
_DUMP: Final = """
with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
    {dump}
    file.flush()
    os.fsync(file.fileno())
os.replace(sys.argv[1] + ".new", sys.argv[1])
"""
FLOORS: Final = {
    BARE: "pass",
    CLICK: "import click",
    READ: "import click, json, sys, tinydb" + _LOAD,
    TABLE: "import click, json, sys, tabulate, tinydb" + _LOAD,
    WRITE: "import click, json, os, sys, tinydb"
    + _LOAD
    + _DUMP.format(dump="json.dump(content, file)"),
    QUICK: "import click, json, os, sys, tinydb"
    + _LOAD
    + _DUMP.format(dump="file.write(json.dumps(content))"),
}
MEANING: Final = {
    BARE: "`python -c pass`",
    CLICK: "`import click`",
    READ: "click and tinydb, one `json.load` of the library",
    TABLE: "the same and tabulate, where a table is printed",
    WRITE: "the read floor, then one `json.dump`, fsync and replace",
    QUICK: "the same with `json.dumps`, which is faster: the harder floor",
}


def processes(shelf: Shelf) -> dict[str, Process]:
    """Return the floors on the library of a shelf."""
    return {name: _process(name, code, shelf) for name, code in FLOORS.items()}


def _process(name: str, code: str, shelf: Shelf) -> Process:
    surroundings = environment(shelf.folder)
    if name in (WRITE, QUICK):
        return Process(python(code, str(shelf.copy)), surroundings, prepare=shelf.refresh)
    return Process(python(code, str(shelf.library)), surroundings)
