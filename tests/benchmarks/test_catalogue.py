"""The benchmark of the catalogue builds one, and finds its titles."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.catalogue import HEADER, seconds, titles, write_titles
from watchlist.sources.catalogue_reading import Catalogue

COUNT = 400


def test_the_titles_are_the_same_each_time() -> None:
    assert list(titles(COUNT)) == list(titles(COUNT))
    assert {len(row) for row in titles(COUNT)} == {len(HEADER)}


def test_the_catalogue_has_them(tmp_path: Path) -> None:
    some = write_titles(tmp_path / "title.basics.tsv", COUNT)
    data = str(tmp_path / "title.basics.tsv")
    seconds("-m", "watchlist", "catalogue", "build", data, cache=tmp_path)
    catalogue = Catalogue(str(tmp_path / "catalogue.sqlite"))
    assert catalogue.counts() == {"film": COUNT}
    assert all(catalogue.find(title, None)[0].title == title for title in some)
