"""Writing the configuration file."""

from __future__ import annotations

import os

from watchlist.cli.files import write_file
from watchlist.errors import RefusedError


def write_configuration(path: str, text: str) -> None:
    """Write the file, and the folder that it is in. Raises RefusedError."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be made: {error.strerror}.") from error
    write_file(path, text.encode())
