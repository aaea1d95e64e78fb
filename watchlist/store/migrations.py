"""From the layout of an older version to today's, one step for each schema.

The list is only ever appended to: its first migration makes schema 2 of schema 1, and so on. A
library is migrated in memory whenever it is read. The file stays as it is until the next change:
then it is backed up and written in today's layout, the steps of its history included
(``watchlist.store.replay``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Set
from typing import Any, Final, NamedTuple

from watchlist.library.codec import Stored, document_of
from watchlist.library.uids import uid_from


class Migration(NamedTuple):
    """What makes a schema of the one before it.

    ``tables`` are the names of those whose records it changes. ``document`` is called with the
    name of such a table, the number of a record and its document, and returns the new one: of the
    same three always the same, since the versions of a record in the history are migrated one by
    one, without a look at other records. It changes no document in place, and returns the one
    that it was given where nothing is to change or where it cannot tell what is meant: a field may
    be missing or hold a value of any type. It never sees a document that is no object.
    """

    tables: Set[str]
    document: Callable[[str, str, dict[str, Any]], dict[str, Any]]


def _to_2(table: str, number: str, document: dict[str, Any]) -> dict[str, Any]:
    """Make a record of schema 2: several places to watch, statuses that were said, and uids.

    Schema 1 left the status out where a person takes part for sure; that was said of a credit with
    a source, of all others it was assumed. The uid follows from what two copies of one library have
    in common, so that each copy gets the same.
    """
    after = dict(document)
    if isinstance(where := after.get("where"), str):
        after["where"] = [where] if where else []
    if isinstance(people := after.get("credits"), list):
        after["credits"] = [_confirmed(credit) for credit in people]
    name = next((after[key] for key in ("title", "name") if isinstance(after.get(key), str)), "")
    ends = [str(after.get(key)) for key in ("film", "kind", "other") if key in after]
    after.setdefault("uid", uid_from(_day(after.get("added")), table, number, name, *ends))
    return after


def _confirmed(credit: Any) -> Any:
    if isinstance(credit, dict) and credit.get("source") and "status" not in credit:
        return {**credit, "status": "confirmed"}
    return credit


def _day(text: Any) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(f"{text}T00:00:00+00:00")
    except ValueError:
        return None


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(frozenset({"films", "links", "franchises", "packs", "lists"}), _to_2),
)

FIRST_SCHEMA: Final = 1


def current_schema() -> int:
    """Return the version of the layout that this program writes (``docs/data-format.md``)."""
    return FIRST_SCHEMA + len(MIGRATIONS)


def migrated(
    tables: Mapping[str, Mapping[str, Stored]], schema: int
) -> dict[str, dict[str, Stored]]:
    """Return tables of an older schema as they are in today's: by name, then by number.

    A record in which nothing changes is the same object, so that its text stays as it is.
    """
    return {name: _migrated_table(name, table, schema) for name, table in tables.items()}


def _migrated_table(name: str, table: Mapping[str, Stored], schema: int) -> dict[str, Stored]:
    needed = [one for one in MIGRATIONS[schema - FIRST_SCHEMA :] if name in one.tables]
    if not needed:
        return dict(table)
    return {number: _migrated(name, number, stored, needed) for number, stored in table.items()}


def _migrated(name: str, number: str, stored: Stored, needed: list[Migration]) -> Stored:
    before = after = document_of(stored)
    for migration in needed:
        if isinstance(after, dict):
            after = migration.document(name, number, after)
    return stored if after is before else after
