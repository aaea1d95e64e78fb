"""The history as it stands in the file of a library, in today's layout."""

from __future__ import annotations

import msgspec

from watchlist.library.codec import Stored
from watchlist.store import history, replay
from watchlist.store.history import Step
from watchlist.store.storage import HISTORY, FileStorage


def bring_up(storage: FileStorage) -> None:
    """Make the history of a file of an older schema one that undo and redo can use in today's.

    What this program does not know of a step stays with it.
    """
    if storage.migrated:
        found = history_of(storage)
        steps = replay.replayed(steps_of(storage), storage)
        table: dict[str, Stored] = {
            str(step.step): history.with_fields(
                found[step.step], state=step.state, changes=step.changes
            )
            for step in steps
        }
        storage.write({**storage.read(), HISTORY: table})


def steps_of(storage: FileStorage) -> list[Step]:
    """Return the history. A step that cannot be read ends it: what came before is out of reach."""
    steps: list[Step] = []
    for number, stored in sorted(history_of(storage).items()):
        try:
            steps.append(history.read_step(number, stored))
        except msgspec.ValidationError:
            steps.clear()
    return steps


def last_step(storage: FileStorage) -> int:
    """Return the number of the last step of the history; 0 when there is none."""
    return max(map(int, storage.read().get(HISTORY, {})), default=0)


def history_of(storage: FileStorage) -> dict[int, Stored]:
    """Return the steps as they were read, by number."""
    return {int(number): stored for number, stored in storage.read().get(HISTORY, {}).items()}
