"""A server for each module of tests, and a world of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.world import World, serving, variables


@pytest.fixture(scope="module")
def _server() -> Iterator[World]:
    with serving(World()) as world:
        yield world


@pytest.fixture
def world(_server: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    """Return a fresh world that the program is led to, with an empty cache."""
    _server.reset()
    for name, value in variables(_server.address).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    return _server
