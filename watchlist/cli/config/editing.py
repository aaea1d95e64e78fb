"""Changing the configuration file, with its comments and its layout kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tomlkit

from watchlist.cli.config.file import config_path, load_configuration, parsed
from watchlist.cli.config.writing import write_configuration
from watchlist.errors import ConfigError


@contextmanager
def changed_file() -> Iterator[dict[str, Any]]:
    """Hand out what the file says, for a change. Raises ConfigError when it cannot be read."""
    path = config_path()
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        parsed(text)  # which says the line of what is wrong
    except (FileNotFoundError, NotADirectoryError):
        text = ""
    except (OSError, UnicodeDecodeError, ConfigError):
        raise ConfigError(load_configuration().faults[0]) from None
    document = tomlkit.parse(text)
    yield document
    changed = tomlkit.dumps(document)
    if changed != text:
        write_configuration(path, changed)
