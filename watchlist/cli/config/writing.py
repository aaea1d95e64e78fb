"""Writing the configuration file."""

from __future__ import annotations

import os
import stat

from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.files import write_file
from watchlist.errors import RefusedError
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import make_folder


def write_configuration(path: str, text: str) -> None:
    """Write the file, and the folder that it is in. Raises RefusedError."""
    make_folder_of(path)
    write_file(path, text.encode())


def keep_secrets(path: str, text: str | None = None) -> None:
    """Let nobody but its owner read the file, if it or a text for it has a secret setting.

    One that is written first is private (``watchlist.files.writing``). Raises RefusedError.
    """
    try:
        text = read_bytes(path).decode(errors="replace") if text is None else text
        if any(setting.secret and setting.name in text for setting in SETTINGS.values()):
            os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RefusedError(f"{path} cannot be made private: {reason(error, path)}.") from error


def make_folder_of(path: str) -> None:
    """Make the folder of the file where it is missing. Raises RefusedError."""
    folder = os.path.dirname(path) or "."
    try:
        make_folder(folder)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be made: {reason(error, folder)}.") from error
