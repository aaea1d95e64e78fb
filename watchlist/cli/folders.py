"""The folders that the system has for data and settings of one person."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final, Literal

from watchlist.errors import LibraryFileError

CACHE_VARIABLE: Final = "WATCHLIST_CACHE"
_LINUX: Final = sys.platform == "linux"


def data_folder() -> str:
    """Return the folder of the library. Raises LibraryFileError where there is no home folder."""
    path = _folder("data")
    if not os.path.isabs(path):
        raise LibraryFileError(
            "Your home folder cannot be found: name a library file with --library."
        )
    return path


def default_library() -> str:
    """Return the path of the library file when none is named. Raises LibraryFileError."""
    return os.path.join(data_folder(), "library.json")


def config_folder() -> str:
    """Return the folder of the configuration file, which may not exist."""
    if _LINUX:  # what platformdirs says, without the time that it takes
        folder = os.environ.get("XDG_CONFIG_HOME", "")
        folder = folder if folder.strip() else os.path.expanduser("~/.config")
        return os.path.join(folder, "watchlist")
    return _folder("config")


def cache_folder() -> str:
    """Return the folder of what can be fetched or built again, which may not exist."""
    if named := os.environ.get(CACHE_VARIABLE):
        return os.path.abspath(named)
    if _LINUX:
        folder = os.environ.get("XDG_CACHE_HOME", "")
        folder = folder if folder.strip() else os.path.expanduser("~/.cache")
        return os.path.join(folder, "watchlist")
    return _folder("cache")


def _folder(what: Literal["data", "config", "cache"]) -> str:
    import platformdirs  # noqa: PLC0415 -- slow, and not needed where a library file is named

    find: dict[str, Callable[..., str]] = {
        "data": platformdirs.user_data_dir,
        "config": platformdirs.user_config_dir,
        "cache": platformdirs.user_cache_dir,
    }
    return find[what]("watchlist", appauthor=False)
