"""A headless Chromium, and axe-core to look for barriers; both are found, not kept here.

``WATCHLIST_CHROMIUM`` names the browser where it is not on the path, ``WATCHLIST_AXE`` the file
``axe.min.js`` of axe-core (``npm install axe-core``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages.browsers import chromium, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser that runs as long as the tests do, or skip."""
    path = chromium()
    if not path:
        pytest.skip("no Chromium is installed; WATCHLIST_CHROMIUM can name one")
    with running(path) as started:
        yield started


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, or skip."""
    named = os.environ.get("WATCHLIST_AXE")
    if not named:
        pytest.skip("WATCHLIST_AXE is not set: it names axe.min.js of axe-core")
    return Path(named).read_text(encoding="utf-8")
