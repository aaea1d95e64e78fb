"""Finding the media files in folders, and only what changed there since the last time.

A folder whose time of change is that of the last scan has the files and folders that it had: it is
asked for its time and not listed. What is in a file does not matter, only what it is called. A time
that is too near to the scan proves nothing, as files may have come within the same tick of the
clock: such a folder is listed again. Links to folders are not followed, and links to files only
where they lead into the scanned folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from watchlist.files.reading import reason
from watchlist.library.library import Library
from watchlist.media.index import FileIndex
from watchlist.media.matching import FileMatcher
from watchlist.media.names import Reading, is_left_out, is_video, read
from watchlist.model import FilmId

ReadName = Callable[[Sequence[str]], Reading]
"""A reader of the names of the folders of a file and of itself."""

_SECOND: Final = 1_000_000_000
_TICK: Final = _SECOND // 20
"""Longer than a tick of the clock of a file system that counts parts of a second."""


class ScanCounts(msgspec.Struct):
    """What a scan found: how many files came and went, and what could not be read."""

    new: int = 0
    gone: int = 0
    problems: list[str] = msgspec.field(default_factory=list)

    def join(self, other: ScanCounts) -> None:
        """Add what the scan of another folder found."""
        self.new += other.new
        self.gone += other.gone
        self.problems += other.problems


def scan(index: FileIndex, root: str, read: ReadName) -> ScanCounts:
    """Bring the files of a folder up to date, which is an absolute path to one that is there."""
    index.add_root(root)
    scanner = _Scanner(index, root, read)
    is_new = index.time_of(root) is None
    for folder in [root] if is_new else _changed(index, root):
        scanner.visit_all(folder)
    return scanner.counts


def _changed(index: FileIndex, root: str) -> list[str]:
    """Return the folders that are not as they were when they were listed, the uppermost first."""
    found = (path for path, time in index.times_below(root) if _time_of(path) != time)
    return sorted(map(os.fsdecode, found))


def _time_of(folder: bytes) -> int | None:
    """Return when a folder was changed last; None where it cannot be asked."""
    try:
        return _change_of(os.stat(folder))
    except OSError:
        return None


def _change_of(found: os.stat_result) -> int:
    """Return when a folder was changed: also where a program set its time back afterwards."""
    return max(found.st_mtime_ns, found.st_ctime_ns)


class _Scanner:
    """Brings one folder after another up to date, all of them below one that is scanned."""

    def __init__(self, index: FileIndex, root: str, read: ReadName) -> None:
        self._index = index
        self._root = root
        self._inside = os.path.realpath(root)
        self._read = read
        self._out_of_reach: set[str] = set()
        self.counts = ScanCounts()

    def visit_all(self, folder: str) -> None:
        """Bring a folder up to date that is another one than it was, with what is new below it.

        One that is gone by now, as that above it was, is passed over.
        """
        if folder != self._root and self._index.time_of(folder) is None:
            return
        waiting = [folder]
        while waiting:
            waiting += self._visit(waiting.pop())

    def _visit(self, folder: str) -> Sequence[str]:
        """Bring the files directly in a folder up to date, and return the new folders in it."""
        if os.path.dirname(folder) in self._out_of_reach:
            self._out_of_reach.add(folder)
            return ()
        try:
            changed = _change_of(os.stat(folder))
            entries = _entries(folder, self._inside)
        except OSError as error:  # what was known of it stays: it may only be out of reach
            self._out_of_reach.add(folder)
            self.counts.problems.append(f"{folder}: {reason(error, folder)}")
            if self._index.time_of(folder) is None:
                self._index.set_time(folder, NEVER)
            return ()
        is_known = self._index.time_of(folder) is not None
        folders = {path for path, is_folder in entries if is_folder}
        known = set(self._index.folders_in(folder)) if is_known else set()
        for gone in known - folders:
            self.counts.gone += self._index.forget(gone)
        files = [path for path, is_folder in entries if not is_folder]
        self._update(folder, files, self._index.names_in(folder) if is_known else set())
        self._index.set_time(folder, NEVER if _is_too_new(changed) else changed)
        return list(folders - known)

    def _update(self, folder: str, paths: Sequence[str], known: set[str]) -> None:
        """Enter the files of a folder that are new, and take out those that are gone."""
        videos = {path for path in paths if not is_left_out(self._below(path))}
        for path in sorted(videos - known):
            self._index.enter(folder, path, self._read(path.split(os.sep)))
        for path in known - videos:
            self._index.remove(path)
        self.counts.new += len(videos - known)
        self.counts.gone += len(known - videos)

    def _below(self, path: str) -> list[str]:
        """Return the names of the folders from the scanned one on, and of a file."""
        return path[len(self._root) :].strip(os.sep).split(os.sep)


NEVER: Final = -1
"""The time of a folder that is to be listed again."""


def _is_too_new(changed: int) -> bool:
    """Whether files may still come to a folder without its time of change being another one."""
    tick = 2 * _SECOND if changed % _SECOND == 0 else _TICK
    return time.time_ns() - changed < tick


def _entries(folder: str, inside: str) -> list[tuple[str, bool]]:
    """Return the (path, whether it is a folder) of the folders and videos in a folder."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found.append((entry.path, True))
            elif is_video(entry.name) and _is_file(entry, inside):
                found.append((entry.path, False))
    return found


def _is_file(entry: os.DirEntry[str], inside: str) -> bool:
    if not entry.is_symlink():
        return entry.is_file()
    target = os.path.realpath(entry.path)
    return os.path.isfile(target) and os.path.commonpath([target, inside]) == inside


def match_all(index: FileIndex, matcher: FileMatcher, uids: dict[int, str], *, anew: bool) -> None:
    """Say of files which films they are of: of all, or of those that are new."""
    found = list(_owners(index, matcher, uids, anew=anew))
    for path, film, span in found:
        index.match(path, film, span)
    index.all_matched()


def _owners(
    index: FileIndex, matcher: FileMatcher, uids: dict[int, str], *, anew: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield (path, uid, piece) of the files that are of another film than was known."""
    for file in index.files() if anew else index.not_matched_yet():
        owner = matcher.owner(file.reading)
        film, span = (uids.get(owner.film, ""), owner.span) if owner else ("", "")
        if (film, span) != (file.film, file.span):
            yield file.path, film, span


def named_files(library: Library, folder: str, ending: str) -> dict[FilmId, str]:
    """Return the files below a folder that have an ending, by the film that their paths mean.

    Of several of one film it is the first; links to folders are not followed.
    """
    matcher = FileMatcher(library)
    found: dict[FilmId, str] = {}
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if not name.casefold().endswith(ending):
                continue
            path = os.path.join(base, name)
            owner = matcher.owner(read(path.split(os.sep)))
            if owner and not owner.span:
                found.setdefault(owner.film, path)
    return found
