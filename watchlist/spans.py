"""Which piece of a film: seasons, episodes, minutes, numbers. Read them, write them, compare them.

A piece is written, in whatever case, as::

    piece    = seasons | episodes | minutes | number
    seasons  = season [to season] | "specials"      s2   season 2   s1..s3   s1-3
    season   = ("s" | "season") NUMBER
    episodes = episode [to (episode | lone)]        s02e16   2x16   s01e01..e15   s01e01-s02e03
             | lone [to lone]                       e16   e1..e15   episode 16
    episode  = season lone | NUMBER "x" NUMBER [LETTER]
    lone     = ("e" | "ep" | "episode") NUMBER [LETTER]
    minutes  = [time] to [time]                     0:22:05..1:57:16   ..22:05   1:57:16..
             | "minutes" NUMBER to NUMBER           minutes 10-20
    time     = [HOURS ":"] MINUTES ":" SECONDS
    number   = ["#"] NUMBER [to NUMBER]             the third of the shorts of an anthology: 3
    to       = ".." | "-"

Behind ``to`` a number alone is one of what stands before it (``s1e2..5``, ``s1-3``). A run may end
with a season, which is its last episode then (``s01e06..s01``), and be open at either end
(``s02e05..``). The letter is a half of an episode (a, b, …); season 0 are the specials, and a run
does not lead from them into the regular seasons. Episodes without a season (``e16``) count through
all of a series.

A *length* is how many episodes a season has, None where that is not known; ``lengths`` are those of
the regular seasons, from the first. They are needed to tell what follows the last episode of a
season, so functions that compare neighbours take them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

Lengths = Sequence[int | None]
Point = tuple[int, int, int]
"""Season, episode and half, each END for the last there is; half 0 is the beginning. An episode
that counts through is one of season 1, a second or a number stands in the first place."""

END: Final = 10**9
MOST: Final = 100_000
"""The largest number that is read."""


class Unit(StrEnum):
    """What a piece is measured in; pieces of one unit can be compared."""

    EPISODE = "episode"
    ABSOLUTE = "absolute"
    SECOND = "second"
    NUMBER = "number"


class Span(NamedTuple):
    """A contiguous piece, both ends included."""

    unit: Unit
    first: Point
    last: Point

    @property
    def is_special(self) -> bool:
        """Whether it is one of the specials, which are no part of the regular run."""
        return self.unit is Unit.EPISODE and self.first[0] == 0

    @property
    def is_open(self) -> bool:
        """Whether it reaches to an end of which nothing is known."""
        counts_episodes = self.unit in (Unit.EPISODE, Unit.ABSOLUTE)
        return END in self.last[: 2 if counts_episodes else 1]


def overlap(one: Span, other: Span) -> bool:
    """Whether two pieces have something in common."""
    return one.unit is other.unit and one.first <= other.last and other.first <= one.last


def disjoint(pieces: Iterable[Span]) -> bool:
    """Whether no two of some pieces have something in common."""
    return not any(overlap(one, other) for one, other in pairwise(sorted(pieces)))


def contains(outer: Span, inner: Span) -> bool:
    """Whether one piece holds all of another."""
    return outer.unit is inner.unit and outer.first <= inner.first and inner.last <= outer.last


def common(one: Span, other: Span) -> Span | None:
    """Return what two pieces have in common."""
    if not overlap(one, other):
        return None
    return Span(one.unit, max(one.first, other.first), min(one.last, other.last))


def all_of(unit: Unit, lengths: Lengths = ()) -> Span:
    """Return the piece that is everything regular."""
    return fitted(Span(unit, (0, 0, 0) if unit is Unit.SECOND else (1, 1, 0), (END,) * 3), lengths)


def fitted(span: Span, lengths: Lengths) -> Span:
    """Return a piece with the end that is known by the lengths of the seasons."""
    first, last = span.first, span.last
    if span.unit is Unit.EPISODE and last[0] == END and lengths:
        last = (len(lengths), END, END)
    if span.unit is Unit.EPISODE and last[1] == END and (length := _length(lengths, last[0])):
        last = (last[0], length, END)
    if first[2] > 1 and last == (*first[:2], END):
        last = first  # what is left of an episode behind its first half is the second one
    return Span(span.unit, first, last)


def _length(lengths: Lengths, season: int) -> int | None:
    return lengths[season - 1] if 0 < season <= len(lengths) else None


def _is_end(last: Point, lengths: Lengths) -> bool:
    """Whether a point is the end of a season."""
    return last[2] == END and last[1] in (END, _length(lengths, last[0]))


def is_seasons(span: Span, lengths: Lengths) -> bool:
    """Whether a piece is one or more whole seasons, and not a single episode."""
    is_start = span.unit is Unit.EPISODE and span.first[1:] == (1, 0)
    return is_start and span.first[:2] != span.last[:2] and _is_end(span.last, lengths)


def following(span: Span, lengths: Lengths) -> Point:
    """Return the first point behind a piece; there may be nothing."""
    season, episode, half = span.last
    if span.unit in (Unit.SECOND, Unit.NUMBER):
        return (season + 1, 0, 0)
    if half == 1:
        return (season, episode, 2)
    if span.unit is Unit.EPISODE and _is_end((season, episode, END), lengths):
        return (season + 1, 1, 0)
    return (season, episode + 1, 0)


def preceding(span: Span, lengths: Lengths) -> Point:
    """Return the last point in front of a piece; there may be nothing."""
    season, episode, half = span.first
    if span.unit in (Unit.SECOND, Unit.NUMBER):
        return (season - 1, END, END)
    if half > 1:
        return (season, episode, half - 1)
    if episode > 1 or span.unit is Unit.ABSOLUTE:
        return (season, episode - 1, END)
    return (season - 1, _length(lengths, season - 1) or END, END)


def follows(one: Span, other: Span, lengths: Lengths) -> bool:
    """Whether a piece begins directly behind another one."""
    return one.unit is other.unit and following(other, lengths) == one.first


def joined(one: Span, other: Span) -> Span:
    """Return two pieces of which the second follows the first as one; two halves are an episode."""
    last = other.last
    if last[2] > 1 and one.first[2] == 0 and one.first[:2] == last[:2]:
        last = (*last[:2], END)
    return Span(one.unit, one.first, last)


def without(outer: Span, inner: Span, lengths: Lengths) -> tuple[Span | None, Span | None]:
    """Return what is left of a piece in front of another one and behind it."""
    before = after = None
    if outer.first < inner.first:
        last = min(outer.last, preceding(inner, lengths))
        before = Span(outer.unit, outer.first, last) if outer.first <= last else None
    start = max(outer.first, following(inner, lengths))
    if inner.last < outer.last and start <= outer.last:
        after = fitted(Span(outer.unit, start, outer.last), lengths)
    return before, after


def cut(span: Span, others: Iterable[Span], lengths: Lengths) -> list[Span]:
    """Return the pieces of a span where any of others begins or ends in it, in their order."""
    near = [other for other in others if overlap(span, other)]
    starts = {other.first for other in near} | {following(other, lengths) for other in near}
    pieces, left = [], span
    for start in sorted(start for start in starts if span.first < start <= span.last):
        rest = fitted(Span(span.unit, start, span.last), lengths)
        before, _ = without(left, rest, lengths)
        if before:
            pieces.append(before)
            left = rest
    return [*pieces, left]


def gaps(outer: Span, pieces: Iterable[Span], lengths: Lengths) -> Iterator[Span]:
    """Yield what is left of a piece without some others, in their order."""
    left: Span | None = outer
    for piece in sorted(pieces, key=lambda piece: piece.first):
        if left and overlap(left, piece):
            before, left = without(left, piece, lengths)
            if before:
                yield before
    if left:
        yield left


def united(pieces: Iterable[Span], lengths: Lengths) -> list[Span]:
    """Return pieces of one unit with those joined that touch or overlap, in order."""
    found: list[Span] = []
    for piece in sorted(pieces):
        if found and (overlap(found[-1], piece) or follows(piece, found[-1], lengths)):
            longer = piece if piece.last > found[-1].last else found[-1]
            found[-1] = joined(found[-1], longer)
        else:
            found.append(piece)
    return found


def episodes(span: Span, lengths: Lengths) -> list[Span] | None:
    """Return the single episodes, or numbers, of a piece; None where they cannot be counted.

    Halves at its ends are entries of their own. Minutes are one.
    """
    if span.unit is Unit.SECOND or span.first[:2] == span.last[:2]:
        return [span]
    if span.is_open or not _is_countable(span, lengths):
        return None
    found: list[Span] = []
    point = span.first
    while point <= span.last:
        end = min(span.last, (*point[:2], END))
        if span.unit is Unit.NUMBER:
            end = (point[0], END, END)
        found.append(Span(span.unit, point, end))
        point = following(found[-1], lengths)
    return found


def _is_countable(span: Span, lengths: Lengths) -> bool:
    seasons = range(span.first[0], span.last[0]) if span.unit is Unit.EPISODE else ()
    return all(_length(lengths, season) is not None for season in seasons)


def first_of(span: Span) -> Span:
    """Return the first episode, or number, of a piece; minutes are one."""
    if span.unit is Unit.SECOND:
        return span
    if span.unit is Unit.NUMBER:
        return Span(span.unit, span.first, (span.first[0], END, END))
    return Span(span.unit, span.first, min(span.last, (*span.first[:2], END)))


def count(span: Span, lengths: Lengths) -> int | None:
    """Return how many whole episodes a piece has; None where that is not known."""
    single = episodes(span, lengths)
    if single is None:
        return None
    return sum(1 for one in single if one.first[2] == 0 and one.last[2] != 1)


def at_least(span: Span, lengths: Lengths) -> int:
    """Return how many whole episodes a piece has; of a season whose length is not known one."""
    exact = count(span, lengths)
    if exact is not None:
        return exact
    (first, start, _), (last, end, _) = span.first, span.last
    if span.unit is not Unit.EPISODE:
        return 1
    seasons = range(first, last if last != END else first + 1)
    before = sum(_length(lengths, season) or 1 for season in seasons)
    skipped = start - 1 if _length(lengths, first) else 0
    return before - skipped + (0 if last == END else 1 if end == END else end)


def text_of(span: Span, lengths: Lengths = ()) -> str:
    """Write a piece: whole seasons as such where their lengths are known."""
    if span.unit is Unit.SECOND:
        first, last = span.first[0], span.last[0]
        return f"{_time(first) if first else ''}..{_time(last + 1) if last != END else ''}"
    if span.unit is Unit.NUMBER:
        return _run(str(span.first[0]), "" if span.last[0] == END else str(span.last[0]))
    if span.unit is Unit.ABSOLUTE:
        return _run(_start(span), "" if END in span.last[:2] else _end(span))
    if is_seasons(span, lengths):
        return _run(f"S{span.first[0]:02}", "" if span.last[0] == END else f"S{span.last[0]:02}")
    return _run(_start(span), "" if span.last[0] == END else _end(span))


def _run(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _start(span: Span) -> str:
    half = span.first[2]
    if span.first[:2] == span.last[:2] and span.last[2] != END:
        half = max(half, 1)
    return _episode(span.unit, (*span.first[:2], half))


def _end(span: Span) -> str:
    if span.last[1] == END:
        return f"S{span.last[0]:02}"
    return _episode(span.unit, span.last if span.last[2] != END else (*span.last[:2], 0))


def _episode(unit: Unit, point: Point) -> str:
    season, episode, half = point
    start = "" if unit is Unit.ABSOLUTE else f"S{season:02}"
    return f"{start}E{episode:02}{chr(ord('a') + half - 1) if half else ''}"


def _time(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


# -- reading ---------------------------------------------------------------------------------

_LONE_WORD: Final = r"(?:episodes?|ep\.?|e)\s*"
_SEASON: Final = r"(?:seasons?|s)\s*(\d+)"
_EPISODE: Final = rf"(?:(?:season|s)\s*(\d+)[\s,.]*{_LONE_WORD}(\d+)|(\d+)[x×](\d+))([a-z])?"
_LONE: Final = rf"{_LONE_WORD}(\d+)([a-z])?"
_TIME: Final = r"(?:(\d+):)?(\d+):(\d\d)"
_TO: Final = r"\s*(?:\.{2,}|…|[-–—])\s*"

_SHORT = re.compile(
    # what is meant as a piece, readable or not: no title has a word like its first one
    r"(?:[se]|\d+[x×])\d\S*(?:\s+(?:(?:s|e|ep\.?|episode)?\d\S*|ep\.?|episode|\W\S*))*"
    r"|\.\.\s*(?:[se]|\d+[x×])\d\S*"
    r"|[\d:]*\d[\d:]*\.\.[\d:]*|\.\.[\d:]*\d[\d:]*|\d*:[\d:]+\s*[-–—]\s*[\d:]+|#?\d+(?:[-–—]\d+)?",
    re.IGNORECASE | re.ASCII,
)
_IN_WORDS = re.compile(
    # what is a piece where it can be read, and part of a title else
    r"(?:seasons?|episodes?|ep\.?|minutes?)\s*\d.*|specials",
    re.IGNORECASE | re.ASCII,
)

_MOST_WORDS: Final = 12
"""How many words a piece has at most."""


def split(reference: str) -> tuple[str, str] | None:
    """Split ``clone wars s02e16`` into what stands in front of a piece and the piece.

    The piece is meant as one and need not be readable. None when there is none.
    """
    words = reference.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        piece = " ".join(words[-count:])
        if _SHORT.fullmatch(piece) or (_IN_WORDS.fullmatch(piece) and _is_readable(piece)):
            return " ".join(words[:-count]), piece
    return None


def _is_readable(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def may_be_title(piece: str) -> bool:
    """Whether a piece may as well be the end of a title: ``3``, ``episode 3``."""
    return bool(re.match(r"[#\d]+$|\d+[-–—]|ep", piece, re.IGNORECASE))


def is_lone(reference: str) -> bool:
    """Whether a reference is a season or an episode without a title: ``s02e16``.

    ``4x4`` is a film as well.
    """
    is_short = re.match(r"(?:s|e|season\s|episode\s)\s*\d", reference.strip(), re.IGNORECASE)
    return bool(is_short) and _is_readable(reference)


def parse(text: str) -> Span:
    """Read a piece. Raises ValueError with a sentence."""
    clean = " ".join(text.split())
    first, to, last = _halves(clean)
    if _match(r"minutes?\s*\d+", first) and last.isdecimal():
        span = _minutes(f"{first.rpartition(' ')[2]}:00", f"{last}:00", clean)
    elif to and ":" in clean:
        span = _minutes(first, last, clean)
    else:
        span = _run_of(first, last, clean) if to else _one(first, clean)
    if span.last < span.first:
        raise ValueError(f"“{clean}” runs backwards")
    return span


def _halves(text: str) -> tuple[str, str, str]:
    """Return what stands before and behind the sign of a run, and the sign."""
    parts = re.split(f"({_TO})", text, maxsplit=1)
    return (parts[0], parts[1], parts[2]) if len(parts) > 1 else (text, "", "")


def _one(text: str, whole: str) -> Span:
    """Read a season, an episode or a number."""
    if match := _match(r"#?(\d+)", text):
        number = _number(match[1], whole)
        return Span(Unit.NUMBER, (number, 0, 0), (number, END, END))
    if match := _match(f"{_SEASON}|specials", text):
        season = _number(match[1] or "0", whole, least=0)
        return Span(Unit.EPISODE, (season, 1, 0), (season, END, END))
    if match := _match(_EPISODE, text):
        season = _number(match[1] or match[3], whole, least=0)
        return _halved(Unit.EPISODE, season, _number(match[2] or match[4], whole), match[5])
    if match := _match(_LONE, text):
        return _halved(Unit.ABSOLUTE, 1, _number(match[1], whole), match[2])
    raise _unreadable(whole)


def _halved(unit: Unit, season: int, episode: int, letter: str | None) -> Span:
    half = ord(letter.casefold()) - ord("a") + 1 if letter else END
    first = 0 if half in (1, END) else half
    return Span(unit, (season, episode, first), (season, episode, half))


def _run_of(first: str, last: str, whole: str) -> Span:
    """Read a run of seasons or episodes, or of numbers, of which one end may be open."""
    if not first:
        end = _one(last, whole)
        return Span(end.unit, (min(end.first[0], 1), 1, 0), end.last)
    start = _one(first, whole)
    if not last:
        return Span(start.unit, start.first, (END, END, END))
    end = _end_of(start, last, whole)
    if start.unit is not end.unit:
        raise _unreadable(whole)
    if start.unit is Unit.EPISODE and start.first[0] == 0 < end.last[0]:
        raise ValueError(f"“{whole}” leads from the specials into the seasons: name them apart")
    return Span(start.unit, start.first, end.last)


def _end_of(start: Span, text: str, whole: str) -> Span:
    """Read the end of a run, which may be a number of what stands at its start."""
    of_seasons = start.unit is Unit.EPISODE and start.last[1] == END
    if start.unit is not Unit.NUMBER and _match(r"\d+[a-z]?", text):
        text = f"{'s' if of_seasons else 'e'}{text}"
    end = _one(text, whole)
    if start.unit is Unit.EPISODE and end.unit is Unit.ABSOLUTE and not of_seasons:
        season = start.first[0]
        return Span(start.unit, (season, *end.first[1:]), (season, *end.last[1:]))
    return end


def _minutes(first: str, last: str, whole: str) -> Span:
    """Read minutes of a film."""
    start = _seconds(first, whole) if first else 0
    end = _seconds(last, whole) - 1 if last else END
    return Span(Unit.SECOND, (start, 0, 0), (end, END, END))


def _seconds(text: str, whole: str) -> int:
    match = _match(_TIME, text)
    if not match:
        raise _unreadable(whole)
    hours, minutes, seconds = (int(number[:6]) for number in (match[1] or "0", match[2], match[3]))
    if seconds > 59 or (match[1] and minutes > 59) or hours > 999:  # noqa: PLR2004 -- of a clock
        raise _unreadable(whole)
    return hours * 3600 + minutes * 60 + seconds


def _number(digits: str, whole: str, least: int = 1) -> int:
    number = int(digits[:7])
    if not least <= number <= MOST:
        raise _unreadable(whole)
    return number


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)


def _unreadable(text: str) -> ValueError:
    return ValueError(
        f"“{text}” is not a piece of a film: write s2, s02e16, s01e01..e15 or 0:22:05..1:57:16"
    )
