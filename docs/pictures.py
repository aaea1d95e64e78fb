"""Make the pictures in docs/images again: pages as Chromium shows them.

``python -m docs.pictures``, in the folder of the repository, with what the tests of pages need
(see ``tests/pages/conftest.py``). The films are those of packs, some of them marked watched.
"""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Browser

from tests.pages.browsers import chromium, running
from watchlist.dates import PartialDate
from watchlist.model import Viewing
from watchlist.packs.converting import library_of
from watchlist.packs.shipped import load
from watchlist.queries.orders import order_tables
from watchlist.render.orders import OrderView
from watchlist.render.pictures.library import library_page
from watchlist.render.pictures.orders import order_page
from watchlist.store import Store

ROOT: Final = Path(__file__).parent.parent
IMAGES: Final = Path(__file__).parent / "images"
DAY: Final = datetime.date(2026, 1, 1)
LARGEST: Final = 300_000
FILMS: Final = 2_000
MARGIN: Final = 12


class Shot(NamedTuple):
    """A picture: of which page, how wide, light or dark, and how much of it.

    ``part`` selects an element; without it ``height`` limits what is shown from the top.
    """

    page: str
    width: int
    dark: bool = False
    height: int | None = None
    part: str = ""


SHOTS: Final = {
    "star-wars-1280": Shot("star-wars", 1280),
    "star-wars-1280-dark": Shot("star-wars", 1280, dark=True, height=1300),
    "star-wars-390": Shot("star-wars", 390, height=1500),
    "star-wars-390-dark": Shot("star-wars", 390, dark=True, part="figure .narrow svg"),
    "star-wars-drawing": Shot("star-wars", 1280, part="figure .wide svg"),
    "halloween-1280": Shot("halloween", 1280),
    "halloween-1280-dark": Shot("halloween", 1280, dark=True, height=1300),
    "halloween-390-dark": Shot("halloween", 390, dark=True, height=1500),
    "library-1280": Shot("library", 1280, height=1100),
    "library-1280-dark": Shot("library", 1280, dark=True, part="section[aria-labelledby=figures]"),
    "library-390": Shot("library", 390, height=1500),
}
"""By the name of the file."""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the pages that are shown, by name."""
    for slug, seen in (("star-wars", 9), ("halloween", 5)):
        yield slug, franchise_page(slug, seen)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/library.json"
        generator = [sys.executable, "-m", "tests.benchmarks.library", str(FILMS), path]
        subprocess.run(generator, check=True, cwd=ROOT)  # noqa: S603 -- our own program
        now = datetime.datetime.combine(DAY, datetime.time(), tzinfo=datetime.UTC)
        yield "library", library_page(Store(path, wait=0, clock=lambda: now).load(), DAY)


def franchise_page(slug: str, seen: int) -> str:
    """Return the page of a pack of which the films released first are watched."""
    library = library_of(load(slug))
    for day, film in enumerate(sorted(library.films.values(), key=lambda f: f.release_key)[:seen]):
        viewing = Viewing(watched_on=PartialDate(2025, 5, 2 + 3 * day))
        library.films[film.id] = replace(film, viewings=(viewing,), rating=3.5 + day % 4 / 2)
    franchise = library.franchises[1]
    tables = order_tables(library, franchise, franchise.default_order)
    view = OrderView(library, franchise, franchise.default_order, DAY)
    return order_page(view, [(table, table) for table in tables])


def take(browser: Browser, page: Path, shot: Shot) -> bytes:
    """Return a picture of a page."""
    tab = browser.new_page(
        viewport={"width": shot.width, "height": 900},
        color_scheme="dark" if shot.dark else "light",
    )
    tab.goto(page.as_uri())
    if shot.part:
        box = tab.locator(shot.part).locator("visible=true").first.bounding_box()
        if not box:
            raise LookupError(shot.part)
        x, y = max(box["x"] - MARGIN, 0), max(box["y"] - MARGIN, 0)
        width, height = box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN
    else:
        x, y, width = 0, 0, shot.width
        whole = tab.evaluate("document.documentElement.scrollHeight")
        height = min(shot.height or whole, whole)
    taken = tab.screenshot(
        full_page=True, clip={"x": x, "y": y, "width": min(width, shot.width - x), "height": height}
    )
    tab.close()
    return taken


def smaller(png: bytes) -> bytes:
    """Return a picture with a palette: these have few colours."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(192).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Write all pictures."""
    path = chromium()
    if not path:
        sys.exit("No Chromium is installed: name one with WATCHLIST_CHROMIUM.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(path) as browser:
        for name, text in pages():
            page = Path(folder) / f"{name}.html"
            page.write_text(text, encoding="utf-8")
            for file, shot in SHOTS.items():
                if shot.page == name:
                    png = smaller(take(browser, page, shot))
                    if len(png) > LARGEST:
                        sys.exit(f"{file}.png has {len(png):,} bytes, more than {LARGEST:,}.")
                    (IMAGES / f"{file}.png").write_bytes(png)


if __name__ == "__main__":
    main()
