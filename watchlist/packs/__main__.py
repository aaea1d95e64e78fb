"""For those who maintain packs: ``python -m watchlist.packs`` writes what is made from them.

That is their index and the schema. ``python -m watchlist.packs stale [YYYY-MM-DD]`` lists what is
to be looked up again on a day, today if none is given, and ends with status 1 if there is anything.
"""

import datetime
import sys
from pathlib import Path

from watchlist.packs.freshness import stale
from watchlist.packs.schema import schema
from watchlist.packs.shelf import FOLDER, INDEX
from watchlist.packs.shipped import DATA, index_text, load

SCHEMA = Path(__file__).parents[2] / "docs" / "pack.schema.json"


def write() -> int:
    """Write the index and the schema."""
    (FOLDER / INDEX).write_text(index_text(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
    return 0


def list_stale(today: datetime.date) -> int:
    """Print what is stale in the packs; return how the program is to end."""
    found = [
        f"{path.name}: {sentence}"
        for path in sorted((FOLDER / DATA).glob("*.toml"))
        for sentence in stale(load(path.stem), today)
    ]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Do what the arguments say."""
    match arguments:
        case []:
            return write()
        case ["stale"]:
            return list_stale(datetime.datetime.now(datetime.UTC).date())
        case ["stale", day]:
            return list_stale(datetime.date.fromisoformat(day))
    sys.stderr.write("usage: python -m watchlist.packs [stale [YYYY-MM-DD]]\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
