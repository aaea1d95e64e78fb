"""Reading a library, changing it, and taking changes back."""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple, cast

import msgspec
from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.table import Document

from watchlist.errors import DamagedLibraryError, LibraryFileError, RefusedError
from watchlist.files.reading import reason
from watchlist.files.writing import make_folder
from watchlist.library.codec import Stored, document_of
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.library.soundness import flawed
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack
from watchlist.store import backups, history, lock, replay
from watchlist.store.backups import Backup
from watchlist.store.history import Changes, Step
from watchlist.store.storage import HISTORY, FileStorage, Tables
from watchlist.store.uids import new_uid

Clock = Callable[[], datetime.datetime]
_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
RECORD_TYPES = {
    "films": Film,
    "links": Link,
    "franchises": Franchise,
    "packs": TrackedPack,
    "lists": FilmList,
}


class Pieces:
    """What the pieces of one long change share: the state in which the last of them left the file.

    What another program changes in between makes two steps of them.
    """

    def __init__(self) -> None:
        self.state = ""


class _Request(NamedTuple):
    """What is asked of a change: its name, a copy of the file first, and what it is a piece of."""

    label: str
    backup: bool = False
    piece_of: Pieces | None = None


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
        return _library(_storage(self._opened()).read())

    def load_with_flaws(self) -> tuple[Library, int]:
        """Return the library, and how many of its records ``doctor`` has something to say about.

        Those are records that cannot be read or refer to what is not there.
        """
        database = self._opened()
        library = _library(_storage(database).read())
        return library, 0 if _is_sound(database) else len(flawed(library))

    def history(self) -> list[Step]:
        """Return the steps that can be undone and redone, oldest first."""
        return _steps(_storage(self._opened()))

    def exported(self) -> bytes:
        """Return the text of the library without its history. Raises LibraryFileError."""
        return _storage(self._opened()).exported()

    @contextmanager
    def edit(
        self, label: str, *, backup: bool = False, piece_of: Pieces | None = None
    ) -> Iterator[Library]:
        """Hand out the library for changing; commit the changes as one step when the block ends.

        A long change that is made in pieces is one step as well: ``piece_of`` is what they share.

        Nothing is written when the block changed nothing, or raised. Before the first change of
        a day, or before any with ``backup``, the file is copied. Raises LibraryFileError.
        """
        request = _Request(label, backup=backup, piece_of=piece_of)
        with self._writing():
            database = self._opened()
            library = _library(_storage(database).read())
            sound = _is_sound(database)
            yield library
            self._commit_changes(database, request, library, sound=sound)

    def restore(self, source: str, label: str) -> None:
        """Make the library what another file holds, as one step. Raises LibraryFileError.

        A damaged library is moved aside first, and comes back with the history of the source.
        """
        other = _other(source)
        tables = other.read()
        with self._writing():
            database = TinyDB(self.path, storage=FileStorage)
            try:
                current = _storage(database).read()
            except DamagedLibraryError:
                self._replace_damaged(_storage(database), other)
                return
            if changes := difference(current, tables):
                sound = not flawed(_library(tables))
                self._commit(database, _Request(label, backup=True), changes, sound=sound)

    def join(
        self, source: str, label: str, join: Callable[[Library, Library], None]
    ) -> Library | None:
        """Join the library in another file to this one, as one step, and return the result.

        An empty library becomes the other one, with all that this program does not know; None is
        returned then, and ``join`` is not asked. Raises LibraryFileError.
        """
        with self._writing():
            database = self._opened()
            current, tables = _storage(database).read(), _other(source).read()
            if all(name == HISTORY for name in current):
                if changes := difference(current, tables):
                    sound = not flawed(_library(tables))
                    self._commit(database, _Request(label), changes, sound=sound)
                return None
            library = _library(current)
            sound = _is_sound(database)
            join(library, _library(tables))
            self._commit_changes(database, _Request(label), library, sound=sound)
            return library

    def difference(self, source: str) -> Changes | None:
        """Return what ``restore`` would put in: by table and number, None for no record.

        None when the library is damaged. Raises LibraryFileError when the source is no library.
        """
        tables = _other(source).read()
        try:
            return difference(FileStorage(self.path).read(), tables)
        except DamagedLibraryError:
            return None

    def backup(self, target: str | None) -> str:
        """Copy the library, into a new generation or to a file, and return the path.

        Raises LibraryFileError, also when there is no library or it is damaged.
        """
        storage = _storage(self._opened())
        if not os.path.exists(storage.path):
            raise LibraryFileError(f"There is no library {self.path} to back up.")
        if target is None:
            with self._locked():
                taken = backups.take(storage.path, self._clock(), _last_step(storage))
                return taken.path if taken else ""
        if os.path.realpath(target) == storage.path:
            raise RefusedError("That is the library itself: choose another file.")
        return backups.copy(storage.path, target)

    def backups(self) -> list[tuple[Backup, bool]]:
        """Return the generations, newest first, each with whether it can be restored."""
        return [
            (kept, backups.is_good(kept.path))
            for kept in backups.generations(self.path, self._clock())
        ]

    def newest_backup(self) -> str:
        """Return the path of the newest good generation. Raises LibraryFileError."""
        found = backups.newest_good(self.path, self._clock())
        if found is None:
            raise LibraryFileError("There is no good copy of the library: name a FILE to restore.")
        return found.path

    def _replace_damaged(self, storage: FileStorage, other: FileStorage) -> None:
        # a copy: hard links are not everywhere, and after a rename there would be no library
        backups.copy(storage.path, f"{storage.path}.damaged-{self._clock():%Y-%m-%dT%H%M%S.%fZ}")
        _bring_history_up(other)
        storage.write(other.read())
        storage.flush()

    def _new_uid(self) -> str:
        return new_uid(self._clock())

    def _commit_changes(
        self, database: TinyDB, request: _Request, library: Library, *, sound: bool
    ) -> None:
        """Commit what was changed in a library, if anything was."""
        if changes := self._changes(library):
            sound = sound or not flawed(library)
            self._commit(database, request, changes, sound=sound)

    def _changes(self, library: Library) -> Changes:
        """Return what was changed in a library. Raises LibraryFileError, which names the file."""
        try:
            return {
                name: {str(number): after for number, after in changed.items()}
                for name in RECORD_TYPES
                if (changed := _records(library, name).changes(self._new_uid))
            }
        except LibraryFileError as error:
            raise LibraryFileError(f"The library {self.path}: {error}") from error

    def _commit(
        self, database: TinyDB, request: _Request, changes: Changes, *, sound: bool
    ) -> None:
        """Put the new versions of records into the tables, note the step, and write the file."""
        storage, now = _storage(database), self._clock()
        self._back_up(storage, now, always=request.backup)
        _bring_history_up(storage)
        before = _versions(storage, changes)
        for name, documents in changes.items():
            _put(database, name, documents)
        steps = _steps(storage)
        former = request.piece_of and history.step_in(steps, request.piece_of.state)
        if former:
            before = history.joined(former.changes, before)
        left = [step for step in steps if step is not former]

        def note(state: str) -> None:
            step = Step(
                step=history.next_number(left),
                command=request.label,
                when=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                state=state,
                sound=sound,
                changes=before,
            )
            _put_steps(database, left, history.after(left, step))
            if request.piece_of:
                request.piece_of.state = state

        storage.flush(note)

    @staticmethod
    def _back_up(storage: FileStorage, now: datetime.datetime, *, always: bool = False) -> None:
        """Copy the file before the first change of a day, and before its layout changes."""
        step = _last_step(storage)
        if always or storage.migrated or backups.is_due(storage.path, now, step):
            backups.take(storage.path, now, step)

    def undo(self) -> Step:
        """Take the last change back and return it. Raises RefusedError."""
        return self._turn(history.to_undo, "undo")

    def redo(self) -> Step:
        """Make the last undone change again and return it. Raises RefusedError."""
        return self._turn(history.to_redo, "redo")

    def _turn(self, choose: Callable[[list[Step]], Step | None], verb: str) -> Step:
        """Exchange what a step changed for the other version that it holds."""
        with self._writing():
            database = self._opened()
            _bring_history_up(_storage(database))
            steps = _steps(_storage(database))
            step = choose(steps)
            if step is None:
                raise RefusedError(f"There is nothing to {verb}.")
            if not _can_be_put(step, _storage(database)):
                raise RefusedError(
                    f"The library was changed by another program since “{step.command}”: to "
                    f"{verb} it could lose that change, so nothing was done."
                )
            self._back_up(_storage(database), self._clock())
            other = _versions(_storage(database), step.changes)
            for name, changed in history.plain(step.changes).items():
                _put(database, name, changed)
            state = _storage(database).state()
            turned = replace(
                step,
                undone=not step.undone,
                changes=other,
                state=state,
                sound=_was_sound_in(steps, state)
                or not flawed(_library(_storage(database).read())),
            )
            _put_steps(database, steps, [turned if one is step else one for one in steps])
            _storage(database).flush()
            return turned

    def _opened(self) -> TinyDB:
        """Return the library for reading. The error of a damaged one says what to do."""
        database = TinyDB(self.path, storage=FileStorage)
        try:
            _storage(database).read()
        except DamagedLibraryError as error:
            raise DamagedLibraryError(f"{error}\n{self._way_out()}") from error
        return database

    def _way_out(self) -> str:
        """Say how a damaged library comes back."""
        try:
            backup = backups.newest_good(self.path, self._clock())
        except LibraryFileError as error:
            return f"It was left as it is. {error}"
        if backup is None:
            return "It was left as it is, and there is no good backup of it."
        return (
            f"It was left as it is. The newest good backup is {backup.path}.\n"
            "To go back to it: watchlist restore"
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer of a file that may be written.

        Raises LibraryFileError for one without write permission: it is replaced, which the folder
        alone would allow.
        """
        with self._locked():
            path = os.path.realpath(self.path)
            if os.path.exists(path) and not _is_writable(path):
                raise LibraryFileError(
                    f"The library {path} may not be written: its permissions say so. Nothing was "
                    "changed."
                )
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Be the only writer. The lock is a file beside the library, freed by any exit."""
        path = os.path.realpath(self.path)
        try:
            make_folder(os.path.dirname(path))
            held = lock.acquire(f"{path}.lock", self._wait)
        except TimeoutError as error:
            raise LibraryFileError(
                f"Another program is changing {path} and did not finish within {self._wait:g} "
                "seconds. Nothing was changed; try again, or wait longer with --wait."
            ) from error
        except OSError as error:
            raise LibraryFileError(
                f"The library {path} cannot be locked: {reason(error, f'{path}.lock')}. "
                "Nothing was changed."
            ) from error
        try:
            yield
        finally:
            # the change is made, and may not be reported as if it were not
            with suppress(OSError, KeyboardInterrupt):  # the end of the program frees the lock
                lock.release(held)


def _is_writable(path: str) -> bool:
    """Whether the permissions of a file let it be written; those of the superuser count as well."""
    return bool(os.stat(path).st_mode & _WRITE) and os.access(path, os.W_OK)


def _other(source: str) -> FileStorage:
    """Return a copy that was read. Raises LibraryFileError, also when there is none."""
    other = FileStorage(source)
    other.read()
    if not os.path.exists(source):  # a missing library is empty, a missing copy is a mistake
        raise LibraryFileError(f"There is no file {source} to restore.")
    return other


def difference(current: Tables, wanted: Tables) -> Changes:
    """Return what makes one set of tables another, history aside: records by table and number."""
    names = dict.fromkeys((*current, *wanted))
    changes = {
        name: _changed(current.get(name, {}), wanted.get(name, {}))
        for name in names
        if name != HISTORY
    }
    return {name: changed for name, changed in changes.items() if changed}


def _changed(current: Mapping[str, Stored], wanted: Mapping[str, Stored]) -> dict[str, Any]:
    numbers = dict.fromkeys((*current, *wanted))
    versions = {n: (_version(current, n), _version(wanted, n)) for n in numbers}
    return {n: after for n, (before, after) in versions.items() if before != after}


def _version(table: Mapping[str, Stored], number: str) -> Any:
    """Return a document of a table; None for none."""
    return document_of(table[number]) if number in table else None


def _versions(storage: FileStorage, changes: Changes) -> dict[str, dict[str, Stored | None]]:
    """Return the present versions of the records that changes touch; None for no record."""
    tables = storage.read()
    return {
        name: {number: tables.get(name, {}).get(number) for number in changed}
        for name, changed in changes.items()
    }


def _is_sound(database: TinyDB) -> bool:
    """Whether the file is as a step left it that knew all its records to be good."""
    storage = _storage(database)
    return not storage.read() or _was_sound_in(_steps(storage), storage.found_state)


def _was_sound_in(steps: Iterable[Step], state: str) -> bool:
    return any(step.sound and step.state == state for step in steps)


def _library(tables: Tables) -> Library:
    return Library(
        films=Records(Film, tables.get("films", {})),
        links=Records(Link, tables.get("links", {})),
        franchises=Records(Franchise, tables.get("franchises", {})),
        packs=Records(TrackedPack, tables.get("packs", {})),
        lists=Records(FilmList, tables.get("lists", {})),
    )


def _records(library: Library, name: str) -> Records[Any]:
    records: Records[Any] = getattr(library, name)
    return records


def _storage(database: TinyDB) -> FileStorage:
    return cast("FileStorage", database.storage)


def _put(database: TinyDB, name: str, documents: Mapping[str, Any]) -> None:
    """Put documents in the place of those of their numbers; None takes one out.

    Not through TinyDB's table, which can hold no record that is not even an object.
    """
    tables = dict(_storage(database).read())
    table = dict(tables.pop(name, {}))
    for number, document in documents.items():
        if document is None:
            table.pop(number, None)
        else:
            table[number] = document
    if table:  # an empty one goes, as if the first record had never made it
        tables[name] = table
    _storage(database).write(tables)


def _can_be_put(step: Step, storage: FileStorage) -> bool:
    """Whether the other versions of a step may take the place of what is there."""
    return history.can_be_put(step.changes) and storage.was_found_in(step.state)


def _bring_history_up(storage: FileStorage) -> None:
    """Make the history of a file of an older schema one that undo and redo can use in today's.

    What this program does not know of a step stays with it.
    """
    if storage.migrated:
        found = _history(storage)
        steps = replay.replayed(_steps(storage), storage)
        table: dict[str, Stored] = {
            str(step.step): history.with_fields(
                found[step.step], state=step.state, changes=step.changes
            )
            for step in steps
        }
        storage.write({**storage.read(), HISTORY: table})


def _steps(storage: FileStorage) -> list[Step]:
    """Return the history. A step that cannot be read ends it: what came before is out of reach."""
    steps: list[Step] = []
    for number, stored in sorted(_history(storage).items()):
        try:
            steps.append(history.read_step(number, stored))
        except msgspec.ValidationError:
            steps.clear()
    return steps


def _last_step(storage: FileStorage) -> int:
    """Return the number of the last step of the history; 0 when there is none."""
    return max(map(int, storage.read().get(HISTORY, {})), default=0)


def _put_steps(database: TinyDB, known: list[Step], steps: list[Step]) -> None:
    """Write the history. A step that is ``known`` keeps its document, with what is unknown."""
    old = _history(_storage(database))
    kept = set(map(id, known))
    documents = [
        Document(
            history.fields_of(old[step.step]) if id(step) in kept else history.document(step),
            doc_id=step.step,
        )
        for step in steps
    ]
    database.drop_table(HISTORY)  # so that it comes last in the file
    database.table(HISTORY).insert_multiple(documents)


def _history(storage: FileStorage) -> dict[int, Stored]:
    """Return the steps as they were read, by number."""
    return {int(number): stored for number, stored in storage.read().get(HISTORY, {}).items()}
