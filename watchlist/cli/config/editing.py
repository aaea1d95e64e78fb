"""Changing the configuration file, with its comments and its layout kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import tomlkit

from watchlist.cli.config.file import config_path, load_configuration, parsed
from watchlist.cli.config.writing import keep_secrets, make_folder_of, write_configuration
from watchlist.errors import ConfigError
from watchlist.files.reading import read_bytes, reason
from watchlist.store import lock

_WAIT: Final = 10.0
"""Seconds for which another program's change is waited for."""


@contextmanager
def changed_file() -> Iterator[dict[str, Any]]:
    """Hand out what the file says, for a change. Raises ConfigError when it cannot be read."""
    path = config_path()
    with _locked(path):
        yield from _changed(path)


def _changed(path: str) -> Iterator[dict[str, Any]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
        parsed(text)  # which says the line of what is wrong
    except (FileNotFoundError, NotADirectoryError):
        text = ""
    except (OSError, UnicodeDecodeError, ConfigError):
        raise ConfigError(load_configuration().faults[0]) from None
    document = tomlkit.parse(text)
    yield document
    changed = tomlkit.dumps(document)
    keep_secrets(path, changed)
    if changed != text:
        write_configuration(path, changed)


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """Be the only one who changes the file. Raises ConfigError or RefusedError."""
    make_folder_of(path)
    try:
        held = lock.acquire(f"{path}.lock", _WAIT)
    except TimeoutError as error:
        raise ConfigError(f"Another program is changing {path}: try again.") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {reason(error, path)}.") from error
    try:
        yield
    finally:
        lock.release(held)
