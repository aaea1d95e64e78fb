"""Reading a library, changing it, and taking changes back."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from importlib import import_module
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.table import Document

from watchlist.errors import (
    ConflictedLibraryError,
    DamagedLibraryError,
    LibraryFileError,
    RefusedError,
)
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import make_folder, refuse_protected
from watchlist.library.codec import Stored
from watchlist.library.library import Library
from watchlist.library.soundness import flawed
from watchlist.store import backups, history, lock
from watchlist.store.ancestry import line_of
from watchlist.store.backups import Backup
from watchlist.store.conflicts import Sides, has_conflicts, sides_of
from watchlist.store.history import Changes, SharedMark, Step
from watchlist.store.steps import bring_up, history_of, last_step, steps_of
from watchlist.store.storage import HISTORY, FileStorage, Tables, unwritable
from watchlist.store.strays import conflict_copies
from watchlist.store.tables import brought_up, changes_of, difference, library_of
from watchlist.store.uids import new_uid

if TYPE_CHECKING:
    from watchlist.store.syncing import Synced

Clock = Callable[[], datetime.datetime]


class Pieces:
    """What the pieces of one long change share: the state in which the last of them left the file.

    What another program changes in between makes two steps of them.
    """

    def __init__(self) -> None:
        self.state = ""


class _Request(NamedTuple):
    """What is asked of a change: its name, a copy of the file first, and what it is a piece of.

    ``synced`` is the copy that it brings in.
    """

    label: str
    backup: bool = False
    piece_of: Pieces | None = None
    synced: SharedMark | None = None


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
        return library_of(_storage(self._opened()).read())

    def load_with_flaws(self) -> tuple[Library, int]:
        """Return the library, and how many of its records ``doctor`` has something to say about.

        Those are records that cannot be read or refer to what is not there.
        """
        database = self._opened()
        library = library_of(_storage(database).read())
        return library, 0 if _is_sound(database) else len(flawed(library))

    def history(self) -> list[Step]:
        """Return the steps that can be undone and redone, oldest first."""
        return steps_of(_storage(self._opened()))

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
            library = library_of(_storage(database).read())
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
                sound = not flawed(library_of(tables))
                self._commit(database, _Request(label, backup=True), changes, sound=sound)

    def join(
        self, source: str, label: str, join: Callable[[Library, Library], None]
    ) -> Library | None:
        """Join the library in another file to this one, as one step, and return the result.

        An empty library becomes the other one, with all that this program does not know; None is
        returned then, and ``join`` is not asked. A film there that is what one of ours once was
        says nothing new: it comes as ours. Raises LibraryFileError.
        """
        with self._writing():
            database = self._opened()
            current, tables = _storage(database).read(), _other(source).read()
            if all(name == HISTORY for name in current):
                if changes := difference(current, tables):
                    sound = not flawed(library_of(tables))
                    self._commit(database, _Request(label), changes, sound=sound)
                return None
            library = library_of(current)
            sound = _is_sound(database)
            join(library, _copy(_storage(database), tables))
            self._commit_changes(database, _Request(label), library, sound=sound)
            return library

    def copy_in(self, source: str) -> Library:
        """Return the library in another file as ``join`` meets it. Raises LibraryFileError."""
        return _copy(_storage(self._opened()), _other(source).read())

    def sync(self, source: str, label: str, *, both: bool, dry_run: bool) -> Synced:
        """Bring another copy of the library into this one as one step, and say what that did.

        With ``both`` that one becomes the same as well, as one step of its own; with ``dry_run``
        nothing is written. Raises RefusedError where it is the library itself, or cannot follow,
        and LibraryFileError.
        """
        _refuse_itself(self.path, source)
        other = Store(source, wait=self._wait, clock=self._clock)
        with ExitStack() as held:
            for store in [] if dry_run else sorted([self, other][: 1 + both], key=_place):
                held.enter_context(store._writing())
            mine, theirs, conflicts = self._opened(), *other._one_of_it(label, changes_it=both)
            found = _synced(_storage(mine), _storage(theirs), self._clock)
            found.report.conflicts[:0] = conflicts
            if both:
                found.refuse_unreadable(source)
            if not dry_run:
                self._write_synced(mine, label, found, (other, theirs) if both else None)
            return found

    def _write_synced(
        self, mine: TinyDB, label: str, found: Synced, other: tuple[Store, TinyDB] | None
    ) -> None:
        """Write what another copy brought, and let that copy follow if it is handed over.

        Both are on the disk before either takes its place: where one cannot be written, both stay.
        """
        with ExitStack() as staged:
            puts = []
            if found.changes:
                request = _Request(label, synced=found.mark)
                puts.append(staged.enter_context(self._staged(mine, request, found.changes, found)))
            if other:
                store, database = other
                ours = line_of(_storage(mine))
                if changes := found.returned(ours.tables):
                    found.report.is_returned = True
                    request = _Request(label, synced=ours.mark)
                    puts.append(
                        staged.enter_context(store._staged(database, request, changes, found))
                    )
            for count, put in enumerate(puts):
                with _said_of_the_other(self.path) if count else nullcontext():
                    put()

    @contextmanager
    def _staged(
        self, database: TinyDB, request: _Request, changes: Changes, found: Synced
    ) -> Iterator[Callable[[], None]]:
        self._back_up(_storage(database), self._clock())
        with self._staged_step(database, request, changes, sound=found.is_sound) as put:
            yield put

    def resolve(self, label: str) -> Synced:
        """Make one library of two that git left in the file, which is kept beside it.

        Raises RefusedError where there are no conflict markers, and LibraryFileError.
        """
        with self._writing():
            mine, found = self._merged_sides()
            self._set_aside(self.path)
            if not self._put_synced(mine, _Request(label, synced=found.mark), found):
                _storage(mine).flush()  # without the markers
            return found

    def _merged_sides(self) -> tuple[TinyDB, Synced]:
        """Merge the two libraries that git left in the file; nothing is written."""
        sides = sides_of(_conflicted(self.path))
        mine = TinyDB(self.path, storage=FileStorage, content=sides.ours)
        theirs = FileStorage(self.path, sides.theirs)
        return mine, _synced(_storage(mine), theirs, self._clock, self._base_in(sides))

    def _base_in(self, sides: Sides) -> Tables | None:
        """Return what both were by the markers; None where these do not tell it.

        With its style ``zdiff3`` git takes what both sides added out of the conflict, and so puts
        it into the base.
        """
        if sides.base is None:
            return None
        try:
            return FileStorage(self.path, sides.base).read()
        except DamagedLibraryError:
            return None

    def _one_of_it(self, label: str, *, changes_it: bool) -> tuple[TinyDB, list[str]]:
        """Return another copy that was read, and the conflicts of the two versions that it was.

        Raises LibraryFileError, also for two versions where the copy is to be changed itself.
        """
        database = TinyDB(self.path, storage=FileStorage)
        try:
            _read(_storage(database))
        except ConflictedLibraryError as error:
            if changes_it:
                way = f"watchlist --library {quote(self.path)} sync --conflict"
                raise ConflictedLibraryError(f"{error} Make one of them first: {way}") from error
            database, found = self._merged_sides()
            request = _Request(label, synced=found.mark)
            note = self._step_made(database, request, found.changes, sound=found.is_sound)
            note(_storage(database).state())
            return database, found.report.conflicts
        return database, []

    def _set_aside(self, path: str) -> None:
        """Keep a damaged file beside the one that is to take its place."""
        # a copy: hard links are not everywhere, and after a rename there would be no library
        backups.copy(path, f"{path}.damaged-{self._clock():%Y-%m-%dT%H%M%S.%fZ}")

    def _put_synced(self, database: TinyDB, request: _Request, found: Synced) -> bool:
        """Write what another copy brought, and return whether it brought anything."""
        if found.changes:
            self._write_step(database, request, found.changes, sound=found.is_sound)
        return bool(found.changes)

    def difference(self, source: str) -> Changes | None:
        """Return what ``restore`` would put in: by table and number, None for no record.

        None when the library is damaged. Raises LibraryFileError when the source is no library.
        """
        tables = _other(source).read()
        try:
            return difference(FileStorage(self.path).read(), tables)
        except DamagedLibraryError:
            return None

    def conflict_copies(self) -> list[str]:
        """Return the paths of copies of the library that a service or git left beside it."""
        return conflict_copies(self.path)

    def backup(self, target: str | None) -> str:
        """Copy the library, into a new generation or to a file, and return the path.

        Raises LibraryFileError, also when there is no library or it is damaged.
        """
        storage = _storage(self._opened())
        if not os.path.exists(storage.path):
            raise LibraryFileError(f"There is no library {self.path} to back up.")
        if target is None:
            with self._locked():
                taken = backups.take(storage.path, self._clock(), last_step(storage))
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
        self._set_aside(storage.path)
        bring_up(other)
        storage.write(other.read())
        storage.flush()

    def _new_uid(self) -> str:
        return new_uid(self._clock())

    def _commit_changes(
        self, database: TinyDB, request: _Request, library: Library, *, sound: bool
    ) -> None:
        """Commit what was changed in a library, if anything was."""
        if changes := changes_of(library, self.path, self._new_uid):
            sound = sound or not flawed(library)
            self._commit(database, request, changes, sound=sound)

    def _commit(
        self, database: TinyDB, request: _Request, changes: Changes, *, sound: bool
    ) -> None:
        """Put the new versions of records into the tables, note the step, and write the file."""
        self._back_up(_storage(database), self._clock(), always=request.backup)
        self._write_step(database, request, changes, sound=sound)

    def _write_step(
        self, database: TinyDB, request: _Request, changes: Changes, *, sound: bool
    ) -> None:
        """Put the new versions of records into the tables, note the step, and write the file."""
        with self._staged_step(database, request, changes, sound=sound) as put:
            put()

    @contextmanager
    def _staged_step(
        self, database: TinyDB, request: _Request, changes: Changes, *, sound: bool
    ) -> Iterator[Callable[[], None]]:
        """Write a step beside the file; hand out what puts it in its place."""
        note = self._step_made(database, request, changes, sound=sound)
        with _storage(database).staged(note) as put:
            yield put

    def _step_made(
        self, database: TinyDB, request: _Request, changes: Changes, *, sound: bool
    ) -> Callable[[str], None]:
        """Put the new versions of records into the tables, and return what notes the step.

        That is told the state of the library then.
        """
        storage, now = _storage(database), self._clock()
        bring_up(storage)
        before = _versions(storage, changes)
        for name, documents in changes.items():
            _put(database, name, documents)
        steps = steps_of(storage)
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
                uid=new_uid(now),
                synced=request.synced,
                changes=before,
            )
            _put_steps(database, left, history.after(left, step))
            if request.piece_of:
                request.piece_of.state = state

        return note

    @staticmethod
    def _back_up(storage: FileStorage, now: datetime.datetime, *, always: bool = False) -> None:
        """Copy the file before the first change of a day, and before its layout changes."""
        step = last_step(storage)
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
            bring_up(_storage(database))
            steps = steps_of(_storage(database))
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
                or not flawed(library_of(_storage(database).read())),
            )
            _put_steps(database, steps, [turned if one is step else one for one in steps])
            _storage(database).flush()
            return turned

    def _opened(self) -> TinyDB:
        """Return the library for reading. The error of a damaged one says what to do."""
        database = TinyDB(self.path, storage=FileStorage)
        try:
            _storage(database).read()
        except ConflictedLibraryError as error:
            raise ConflictedLibraryError(
                f"{error}\nTo make one of them, with all that both have: watchlist sync --conflict"
            ) from error
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
            try:
                refuse_protected(path)
            except OSError as error:
                raise unwritable(path, error) from error
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


@contextmanager
def _said_of_the_other(path: str) -> Iterator[None]:
    """Say of a copy that cannot be written that the library was."""
    try:
        yield
    except LibraryFileError as error:
        why = str(error).removesuffix(" Nothing was changed.").removesuffix(".")
        raise LibraryFileError(
            f"{why}; but {path} has what is new: the same command once more brings it there."
        ) from error


def _refuse_itself(path: str, source: str) -> None:
    """Raise RefusedError where another path leads to the library itself."""
    if os.path.exists(source) and os.path.exists(path) and os.path.samefile(path, source):
        raise RefusedError(f"{source} is the library itself: name another copy of it.")


def _place(store: Store) -> str:
    """Return what stores are locked in order of, so that two programs never wait for each other."""
    return os.path.realpath(store.path)


def _conflicted(path: str) -> bytes:
    """Return the text of a library with git's conflict markers. Raises RefusedError."""
    try:
        text = read_bytes(path)
    except OSError as error:
        why = reason(error, path)
        raise LibraryFileError(f"The library {path} cannot be read: {why}.") from error
    if not has_conflicts(text):
        raise RefusedError(f"The library {path} has no conflict markers: nothing is to be done.")
    return text


def _other(source: str) -> FileStorage:
    """Return a copy that was read. Raises LibraryFileError, also when there is none."""
    return _read(FileStorage(source))


def _copy(ours: FileStorage, tables: Tables) -> Library:
    """Return the library of another file, its films brought up that are what ours once were."""
    films = brought_up(
        tables.get("films", {}),
        ours.read().get("films", {}),
        history.former(steps_of(ours), "films"),
    )
    return library_of({**tables, "films": films})


def _read(other: FileStorage) -> FileStorage:
    other.read()
    if not os.path.exists(other.path):  # a missing library is empty, a missing copy is a mistake
        raise LibraryFileError(f"There is no file {other.path} to restore.")
    return other


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
    return not storage.read() or _was_sound_in(steps_of(storage), storage.found_state)


def _was_sound_in(steps: Iterable[Step], state: str) -> bool:
    return any(step.sound and step.state == state for step in steps)


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


def _put_steps(database: TinyDB, known: list[Step], steps: list[Step]) -> None:
    """Write the history. A step that is ``known`` keeps its document, with what is unknown."""
    old = history_of(_storage(database))
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


def _synced(
    mine: FileStorage, theirs: FileStorage, clock: Clock, base: Tables | None = None
) -> Synced:
    """Merge another copy into ours: see ``watchlist.store.syncing``.

    It loads all that merges, which no other command needs.
    """
    found: Synced = import_module("watchlist.store.syncing").synced(mine, theirs, clock, base)
    return found


def merge_files(base: str, ours: str, theirs: str, label: str, clock: Clock) -> Synced:
    """Merge another version of a library into the file ``ours``, as git has them, as one step.

    ``base`` is what both were; where that file is empty it is a union. Nothing else is written: no
    backup and no lock, as these are files of git. Raises LibraryFileError.
    """
    was = {} if os.path.getsize(base) == 0 else _other(base).read()
    mine = TinyDB(ours, storage=FileStorage)
    found = _synced(_read(_storage(mine)), _other(theirs), clock, was)
    store = Store(ours, wait=0, clock=clock)
    store._put_synced(mine, _Request(label, synced=found.mark), found)
    return found
