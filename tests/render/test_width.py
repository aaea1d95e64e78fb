"""What is counted without looking it up is as wide as it is counted."""

from __future__ import annotations

import sys

import pytest
import wcwidth

from tests.conftest import Run
from watchlist.render.optional import hidden
from watchlist.render.width import is_narrow


def test_a_character_that_is_counted_takes_one_column() -> None:
    characters = map(chr, range(0x20, sys.maxunicode + 1))
    counted = [c for c in characters if c.isprintable() and is_narrow(c)]
    assert "é" in counted
    assert "★" in counted
    assert [c for c in counted if wcwidth.wcwidth(c) != 1] == []


@pytest.mark.parametrize("text", ["七人の侍", "e\u0301", "❤\ufe0f", "a\u200bb", "ᅟ"])
def test_what_may_take_more_or_less_is_looked_up(text: str) -> None:
    assert not is_narrow(text)


def test_a_hidden_module_is_there_again_afterwards() -> None:
    with hidden("wcwidth"), pytest.raises(ImportError):
        import wcwidth as _hidden  # noqa: F401, PLC0415 -- it is to fail
    assert sys.modules["wcwidth"] is wcwidth


def test_a_table_of_wide_titles_after_one_of_narrow_ones_is_aligned(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    assert run.ok("list").splitlines()[1] == "   1  Heat  1995"
    run.ok("add", "七人の侍 (1954)")
    assert run.ok("list").splitlines()[1:] == ["   1  Heat      1995", "   2  七人の侍  1954"]
