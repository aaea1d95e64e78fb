"""What tests of parts ask of the command line."""

from __future__ import annotations

from typing import Any

from tests.conftest import Run


def parts(run: Run, film: str, *fields: str) -> list[Any]:
    """Return fields of the parts of a film; of one field its values."""
    found = run.json("parts", film)
    return [part[fields[0]] if len(fields) == 1 else [part[f] for f in fields] for part in found]


def seen(run: Run, film: str) -> list[str]:
    """Return the parts of a film that are seen."""
    return [part for part, is_seen in parts(run, film, "part", "watched") if is_seen]


def progress(run: Run, film: str) -> tuple[int, int | None]:
    """Return how many regular episodes are seen, of how many."""
    found = run.json("show", film)["progress"]
    return found["seen"], found["of"]


def rows(run: Run, *args: str) -> list[str]:
    """Return the rows of the first table of an order: titles, of parts the pieces."""
    entries = run.json("order", *(args or ("star wars",)))["tables"][0]["entries"]
    return [entry.get("part") or entry["title"] for entry in entries]
