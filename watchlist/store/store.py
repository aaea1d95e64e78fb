"""Reading a library, changing it, and taking changes back."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import msgspec
from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.table import Document

from watchlist.errors import LibraryFileError, RefusedError
from watchlist.library import Library
from watchlist.model import Film, Franchise, Link
from watchlist.records import Records
from watchlist.store import history
from watchlist.store.history import Step
from watchlist.store.storage import FileStorage

Clock = Callable[[], datetime.datetime]

RECORD_TYPES = {"films": Film, "links": Link, "franchises": Franchise}


class Store:
    """The library in one file.

    ``wait`` is how many seconds a change waits for another program's change to end; reading
    never waits. ``clock`` tells the moment that the history notes.
    """

    def __init__(self, path: str, *, wait: float, clock: Clock) -> None:
        self.path = path
        self._wait = wait
        self._clock = clock

    def load(self) -> Library:
        """Return the library for reading. Raises LibraryFileError."""
        return _library(self._open())

    def history(self) -> list[Step]:
        """Return the steps that can be undone and redone, oldest first."""
        return _steps(self._open())

    @contextmanager
    def edit(self, label: str) -> Iterator[Library]:
        """Hand out the library for changing; commit the changes as one step when the block ends.

        Nothing is written when the block changed nothing, or raised. Raises LibraryFileError.
        """
        with self._locked() as database:
            library = _library(database)
            yield library
            changes = {
                name: table_changes
                for name in RECORD_TYPES
                if (table_changes := _records(library, name).changes())
            }
            if not changes:
                return
            for name, changed in changes.items():
                _put(database, name, {str(n): change.after for n, change in changed.items()})
            steps = _steps(database)
            step = Step(
                step=history.next_number(steps),
                command=label,
                when=self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
                state=_digest(database),
                changes={
                    name: {str(number): change.before for number, change in changed.items()}
                    for name, changed in changes.items()
                },
            )
            _put_steps(database, history.after(steps, step))
            _storage(database).flush()

    def undo(self) -> Step:
        """Take the last change back and return it. Raises RefusedError."""
        return self._turn(history.to_undo, "undo")

    def redo(self) -> Step:
        """Make the last undone change again and return it. Raises RefusedError."""
        return self._turn(history.to_redo, "redo")

    def _turn(self, choose: Callable[[list[Step]], Step | None], verb: str) -> Step:
        """Exchange what a step changed for the other version that it holds."""
        with self._locked() as database:
            steps = _steps(database)
            step = choose(steps)
            if step is None:
                raise RefusedError(f"There is nothing to {verb}.")
            if step.state != _digest(database):
                raise RefusedError(
                    f"The library was changed by another program since “{step.command}”: to "
                    f"{verb} it could lose that change, so nothing was done."
                )
            tables = _storage(database).read()
            other = {
                name: {number: tables.get(name, {}).get(number) for number in changed}
                for name, changed in step.changes.items()
            }
            for name, changed in step.changes.items():
                _put(database, name, changed)
            turned = replace(step, undone=not step.undone, changes=other, state=_digest(database))
            _put_steps(database, [turned if known is step else known for known in steps])
            _storage(database).flush()
            return turned

    def _open(self) -> TinyDB:
        return TinyDB(self.path, storage=FileStorage)

    @contextmanager
    def _locked(self) -> Iterator[TinyDB]:
        """Open the library for one writer. The lock is a file beside it, freed by any exit."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 -- slow, and readers do without

        database = self._open()
        path = _storage(database).path
        lock = FileLock(
            f"{path}.lock",
            timeout=self._wait,
            poll_interval=0.01,
            fallback_to_soft=False,
            preserve_lock_file=True,
        )
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise LibraryFileError(
                f"Another program is changing {path} and did not finish within {self._wait:g} "
                "seconds. Nothing was changed; try again, or wait longer with --wait."
            ) from error
        except OSError as error:
            raise LibraryFileError(
                f"The library {path} cannot be locked: {error.strerror}. Nothing was changed."
            ) from error
        try:
            yield database
        finally:
            lock.release()


def _library(database: TinyDB) -> Library:
    tables = _storage(database).read()
    return Library(
        films=Records(Film, tables.get("films", {})),
        links=Records(Link, tables.get("links", {})),
        franchises=Records(Franchise, tables.get("franchises", {})),
    )


def _records(library: Library, name: str) -> Records[Any]:
    records: Records[Any] = getattr(library, name)
    return records


def _storage(database: TinyDB) -> FileStorage:
    return cast("FileStorage", database.storage)


def _digest(database: TinyDB) -> str:
    return _storage(database).digest(without=history.TABLE)


def _put(database: TinyDB, name: str, documents: Mapping[str, Mapping[str, Any] | None]) -> None:
    """Put documents in the place of those of their numbers; None takes one out."""
    table = database.table(name)
    if present := [int(number) for number in documents if table.contains(doc_id=int(number))]:
        table.remove(doc_ids=present)
    table.insert_multiple(
        Document(document, doc_id=int(number))
        for number, document in documents.items()
        if document is not None
    )


def _steps(database: TinyDB) -> list[Step]:
    """Return the history. A step that cannot be read ends it: what came before is out of reach."""
    steps: list[Step] = []
    for number, document in sorted(_history_documents(database).items()):
        try:
            steps.append(_step(number, document))
        except msgspec.ValidationError:
            steps.clear()
    return steps


def _put_steps(database: TinyDB, steps: list[Step]) -> None:
    """Write the history. A step that did not change keeps its document, with what is unknown."""
    old = _history_documents(database)
    known = {step.step: step for step in _steps(database)}
    documents = [
        Document(
            old[step.step] if step == known.get(step.step) else msgspec.to_builtins(step),
            doc_id=step.step,
        )
        for step in steps
    ]
    database.drop_table(history.TABLE)  # so that it comes last in the file
    database.table(history.TABLE).insert_multiple(documents)


def _history_documents(database: TinyDB) -> dict[int, Any]:
    table = _storage(database).read().get(history.TABLE, {})
    return {int(number): document for number, document in table.items()}


def _step(number: int, document: Any) -> Step:
    if isinstance(document, dict):
        document = {**document, "step": number}
    return msgspec.convert(document, Step)
