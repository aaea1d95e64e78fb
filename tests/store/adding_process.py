"""A process that adds films one by one, each by a command of its own, once it is told to start."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from watchlist.cli.root import cli


def main(library: str, titles: Sequence[str]) -> None:
    """Say that it is ready, wait for a line, and add the films. A failure ends it."""
    sys.stderr.write("ready\n")
    sys.stderr.flush()
    sys.stdin.readline()
    for title in titles:
        try:
            cli.main(["--library", library, "--wait", "300", "add", title])
        except SystemExit as end:
            if end.code:
                raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
