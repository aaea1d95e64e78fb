"""Orders as playlists of the files of films, in extended M3U, as VLC, mpv and others read it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from watchlist.media.playing import Playable, Played
from watchlist.render.media import shown_path
from watchlist.render.text import printable

_SAFE_START = frozenset("./\\")


def m3u(films: Iterable[Played], base: str, player: str, problems: list[str]) -> str:
    """Return a playlist, with paths relative to a folder unless that is empty.

    A piece of a file has its start and stop as options of VLC; for mpv, which reads none in a
    playlist, it is an address of that piece. What has no file, and a path that is no line, is a
    comment and a sentence in ``problems``.
    """
    lines = ["#EXTM3U"]
    for film in films:
        lines += _entries(film, base, player, problems)
    return "".join(f"{line}\n" for line in lines)


def _entries(film: Played, base: str, player: str, problems: list[str]) -> Iterator[str]:
    label = printable(film.film.label)
    if not film.files:
        problems.append(f"{label} has no file.")
        yield f"# {label}: no file"
    for file in film.files:
        if len(file.path.splitlines()) != 1:
            problems.append(f"{shown_path(file.path)} has a line break in its name: left out.")
            yield f"# {label}: {printable(shown_path(file.path))}"
            continue
        seconds = -1 if file.seconds is None else file.seconds
        yield f"#EXTINF:{seconds},{printable(file.film.label)}"
        yield from _file(file, base, player)


def _file(file: Playable, base: str, player: str) -> Iterator[str]:
    """Yield the lines of one file: its options, if it has any, and its path."""
    if file.start is None:
        yield _path(file.path, base)
    elif player == "mpv":
        yield _piece_for_mpv(file)
    else:
        yield f"#EXTVLCOPT:start-time={file.start}"
        if file.end is not None:
            yield f"#EXTVLCOPT:stop-time={file.end}"
        yield _path(file.path, base)


def _piece_for_mpv(file: Playable) -> str:
    """Return the address of a piece of a file (mpv's *EDL*): the path is counted in bytes."""
    length = f",{file.end - (file.start or 0)}" if file.end is not None else ""
    path = _plain(file.path) or file.path
    return f"edl://%{len(os.fsencode(path))}%{path},{file.start}{length}"


def _plain(path: str) -> str:
    """Return the address of a file whose path has signs that a terminal acts on; else nothing."""
    return "" if printable(path) == path else PurePath(path).as_uri()


def _path(path: str, base: str) -> str:
    """Return a path as a line that nobody takes for a comment, an option or an address."""
    if uri := _plain(path):
        return uri
    if not base:
        return path
    try:
        near = os.path.relpath(path, base)
    except ValueError:  # on another drive of Windows
        return path
    is_plain = near[0] in _SAFE_START or (near[0].isalnum() and ":" not in near)
    return near if is_plain else f"./{near}"
