"""From the layout of an older version to today's, one function for each step.

The list is only ever appended to: function n makes schema n + 2 of schema n + 1. It is given the
whole content, history included, in which every table is one of numbered records; the records
themselves can be of any shape, and what it does not understand it leaves. A library is migrated
when it is read; the file changes with the next change, after a backup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

Content = dict[str, Any]
Migration = Callable[[Content], Content]

MIGRATIONS: Final[tuple[Migration, ...]] = ()

FIRST_SCHEMA: Final = 1


def current_schema() -> int:
    """Return the version of the layout that this program writes (``docs/data-format.md``)."""
    return FIRST_SCHEMA + len(MIGRATIONS)


def migrated(content: Content, schema: int) -> Content:
    """Return the content of a file of an older schema as it is in today's."""
    for migration in MIGRATIONS[schema - FIRST_SCHEMA :]:
        content = migration(content)
    return content
