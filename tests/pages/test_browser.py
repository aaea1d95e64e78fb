"""Pages in a real browser: nothing is logged or fetched, nothing is a barrier, all fits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

from tests.benchmarks import library as generator
from tests.conftest import Run
from tests.render.sagas import DAY, HOSTILE
from watchlist.cli.clock import now
from watchlist.render.pictures.library import library_page
from watchlist.store import Store

Scheme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def opened(
    browser: Browser, file: Path, *, width: int = 1280, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open a file, and check that it says nothing on the console and asks for nothing else."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert said == []
    assert [url for url in asked if url not in (file.as_uri(), "data:,")] == []
    yield page
    context.close()


@pytest.fixture
def star_wars(run: Run, shipped_packs: None, tmp_path: Path) -> Path:
    return _page(run, tmp_path, "star wars")


@pytest.fixture
def halloween(run: Run, shipped_packs: None, tmp_path: Path) -> Path:
    return _page(run, tmp_path, "halloween")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a library with 2,000 films."""
    return _library(tmp_path_factory.mktemp("many"), 2_000)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a library with 100 films, with everything on it unfolded."""
    page = _library(tmp_path_factory.mktemp("few"), 100)
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<details>", "<details open>"), encoding="utf-8")
    return page


def _library(folder: Path, size: int) -> Path:
    generator.write(folder / "library.json", size)
    library = Store(str(folder / "library.json"), wait=0, clock=now).load()
    (folder / "films.html").write_text(library_page(library, DAY), encoding="utf-8")
    return folder / "films.html"


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> Path:
    for number, title in enumerate(HOSTILE):
        run.ok("add", title, "--year", str(1990 + number), "--franchise", HOSTILE[0])
    return _page(run, tmp_path, HOSTILE[0])


def _page(run: Run, folder: Path, franchise: str) -> Path:
    page = folder / "order.html"
    page.write_text(run.ok("order", franchise, "--format", "html"), encoding="utf-8")
    return page


PAGES = ["star_wars", "halloween", "many", "few", "hostile"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", [(1280, "light"), (390, "dark")], ids=str)
def test_axe_finds_no_barrier(
    request: pytest.FixtureRequest, browser: Browser, axe: str, name: str, look: tuple[int, Scheme]
) -> None:
    width, scheme = look
    with opened(browser, request.getfixturevalue(name), width=width, scheme=scheme) as page:
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate(
            "tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS
        )
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        assert found["passes"]


def test_axe_sees_a_barrier(browser: Browser, axe: str, star_wars: Path) -> None:
    with opened(browser, star_wars) as page:
        page.evaluate("document.querySelector('h1').append(new Image())")
        page.evaluate(axe)
        found = page.evaluate("axe.run({runOnly: ['wcag2a']})")
        assert [violation["id"] for violation in found["violations"]] == ["image-alt"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_never_wider_than_its_window(
    request: pytest.FixtureRequest, browser: Browser, name: str
) -> None:
    with opened(browser, request.getfixturevalue(name)) as page:
        for width in (320, 390, 720, 1000, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_of_two_drawings_is_shown(browser: Browser, star_wars: Path) -> None:
    for width, shown in ((1280, "wide"), (390, "narrow")):
        with opened(browser, star_wars, width=width) as page:
            visible = page.locator("svg[role=img]:visible")
            assert visible.count() == 1
            assert page.locator(f".{shown} svg:visible").count() == 1


def test_the_first_tab_leads_past_the_navigation(browser: Browser, star_wars: Path) -> None:
    with opened(browser, star_wars) as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.url.endswith("#content")


def test_on_paper_everything_is_light_and_unfolded(browser: Browser, many: Path) -> None:
    with opened(browser, many, scheme="dark") as page:
        before = page.evaluate("document.body.scrollHeight")
        page.emulate_media(media="print", color_scheme="dark")
        paper = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(paper) == "rgb(255, 255, 255)"
        assert page.evaluate("document.body.scrollHeight") > 2 * before


def test_a_drawing_of_hostile_titles_is_a_picture(
    browser: Browser, run: Run, hostile: Path, tmp_path: Path
) -> None:
    text = run.ok("order", HOSTILE[0], "--format", "svg")
    root = ET.fromstring(text)  # noqa: S314 -- our own output
    (tmp_path / "order.svg").write_text(text, encoding="utf-8")
    viewer = tmp_path / "viewer.html"
    viewer.write_text('<!doctype html><img src="order.svg">', encoding="utf-8")
    page = browser.new_page()
    page.goto(viewer.as_uri())
    assert page.evaluate("document.images[0].naturalWidth") == int(root.get("width", ""))
    page.close()
