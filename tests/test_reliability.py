"""The page on reliability names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("file", "name"), NAMED, ids="::".join)
def test_a_promise_names_a_test_that_exists(file: str, name: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^(def {name}\(|{name}\b.* = )", source, re.MULTILINE)


def test_every_row_of_promises_names_its_test() -> None:
    rows = [row for row in PAGE.splitlines() if row.startswith("| ") and "---" not in row]
    promises = [row for row in rows if not row.startswith("| promise")]
    assert len(promises) > 20
    assert len(NAMED) == len(promises)
