"""Where the browser is that shows pages to tests, and makes the pictures of the documentation."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Return the path of a Chromium: the one ``WATCHLIST_CHROMIUM`` names, or an installed one."""
    named = os.environ.get("WATCHLIST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    """Run a browser without a window."""
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]  # root has none
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()
