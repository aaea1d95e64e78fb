"""What the paths of media files say, by both readers, against a golden table of names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from watchlist.media import guessing
from watchlist.media.names import Reading, is_left_out, is_video, read
from watchlist.names.folding import match_key, split_year

TABLE: Final = Path(__file__).with_name("names.txt")
LEFT_OUT: Final = "-"
FIELDS: Final = 4


class Case(NamedTuple):
    """A path, and what it says: nothing for one that is left out."""

    path: str
    said: str

    @property
    def parts(self) -> list[str]:
        return ["media", *self.path.split("/")]


def cases() -> list[Case]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [Case(*line.split(" => ")) for line in lines if " => " in line and line[0] != "#"]


def wanted(said: str) -> tuple[object, ...]:
    name, *more = said.split(" ; ")
    title, year = split_year(name)
    pairs = dict(one.split("=") for one in more if "=" in one)
    disc = int(pairs.pop("disc", 0))
    return match_key(title), year, next((m for m in more if "=" not in m), ""), disc, pairs


def found(reading: Reading) -> tuple[object, ...]:
    return match_key(reading.title), reading.year, reading.span, reading.disc, reading.ids


Reader = Callable[[Sequence[str]], Reading]


def is_right(case: Case, reader: Reader) -> bool:
    parts = case.parts
    left_out = not is_video(parts[-1]) or is_left_out(parts[1:])
    if left_out or case.said == LEFT_OUT:
        return left_out == (case.said == LEFT_OUT)
    return found(reader(parts)) == wanted(case.said)


def test_the_table_has_three_hundred_names_each_once() -> None:
    paths = [case.path for case in cases()]
    assert len(paths) >= 300
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    ("reader", "share"), [(guessing.read_or_guess, 0.97), (read, 0.90)], ids=["guessit", "own"]
)
def test_names_are_read_right(reader: Reader, share: float) -> None:
    wrong = [case for case in cases() if not is_right(case, reader)]
    total = len(cases())
    assert (total - len(wrong)) / total >= share, "\n".join(f"{c.path} => {c.said}" for c in wrong)
