"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Run

if TYPE_CHECKING:
    from tests.cli.screen import Screen


@pytest.fixture
def screens() -> Iterator[type[Screen]]:
    """Return a way to start the program at a terminal; what still runs is ended."""
    from tests.cli.screen import Screen  # noqa: PLC0415 -- without terminals the test is skipped

    opened: list[Screen] = []

    class Opened(Screen):
        def __init__(self, run: Run, *args: str, columns: int = 80) -> None:
            super().__init__(run, *args, columns=columns)
            opened.append(self)

    yield Opened
    for screen in opened:
        screen.close()
