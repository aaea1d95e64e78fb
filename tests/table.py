"""Reading the tables that people see, for tests of single columns."""

from __future__ import annotations


def column(text: str, name: str) -> list[str]:
    """Return the cells of a column that is aligned to the left, in the first table of a text."""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if f"  {name}" in line)
    header = lines[start]
    left = header.index(f"  {name}") + 2
    after = header[left + len(name) :]
    right = left + len(name) + len(after) - len(after.lstrip()) if after else None
    rows = lines[start + 1 :]
    end = rows.index("") if "" in rows else len(rows)
    return [row[left:right].rstrip() for row in rows[:end]]
