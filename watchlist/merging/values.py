"""Two versions of something become one, by what both were before: values, sets, sequences. Pure.

``ours`` is the version that is there, ``theirs`` the one that is brought in, ``base`` what both
were when they were last the same; an empty base makes it a union of the two. What only one side
changed is taken from that side. Where both changed the same thing differently ours stays, and the
result says that there is a conflict. For all of these merges: where ours is the base theirs comes
out, where theirs is the base ours does, and merging the same again changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class MergedValue(NamedTuple, Generic[T]):
    """The value to have; ``differs`` when theirs is another one, which was not taken.

    It is a ``conflict`` when that is not because only we changed it.
    """

    value: T
    differs: bool
    conflict: bool


class MergedItems(NamedTuple, Generic[T]):
    """The items to have; ``refused`` are those of theirs that we took out, so they stay out.

    ``conflict`` tells that both sides put the same items in another order.
    """

    items: tuple[T, ...]
    refused: tuple[T, ...]
    conflict: bool = False


class Kept(NamedTuple):
    """A sentence about something that is not as theirs would have it.

    It is a ``conflict`` unless we alone changed it: that one side's word is taken is no surprise.
    """

    sentence: str
    conflict: bool


def merge_value(ours: T, theirs: T, base: T) -> MergedValue[T]:
    """Merge a value that is one thing: a text, a number, or None for nothing."""
    if ours in (base, theirs):
        return MergedValue(theirs, differs=False, conflict=False)
    return MergedValue(ours, differs=True, conflict=theirs != base)


def itself(item: T) -> T:
    """Return an item as the key that tells it from others."""
    return item


def merge_set(
    ours: Iterable[T],
    theirs: Iterable[T],
    base: Iterable[T],
    key: Callable[[T], Hashable] = itself,
) -> MergedItems[T]:
    """Unite two sets, less what one side took out; ours come first, in their order.

    ``key`` tells whether two items are the same one; it is then kept as ours say it.
    """
    kept = list(ours)
    mine, was = {key(item) for item in kept}, {key(item) for item in base}
    new = {key(item): item for item in theirs}
    stay = [item for item in kept if key(item) in new or key(item) not in was]
    added = [item for k, item in new.items() if k not in mine and k not in was]
    refused = [item for k, item in new.items() if k not in mine and k in was]
    return MergedItems((*stay, *added), tuple(refused))


def merge_sequence(
    ours: Iterable[T],
    theirs: Iterable[T],
    base: Iterable[T],
    key: Callable[[T], Hashable] = itself,
) -> MergedItems[T]:
    """Merge what has an order, as the lines of a text are merged.

    Items are those of ``merge_set``. Which of two comes first is as the side says that changed
    it; where that leads round in a circle their order is ours, and it is a conflict. What only one
    side has comes ahead of the item that follows it there, else at the end; ours before theirs.
    An item that is there several times is told apart by how often it was there before.
    """
    mine, new, old = (by_key(items, key) for items in (ours, theirs, base))
    order, conflict = _common_order(mine, new, old)
    order = _with_arrivals(order, list(mine), {k for k in mine if k not in new and k not in old})
    order = _with_arrivals(order, list(new), {k for k in new if k not in mine and k not in old})
    refused = (item for k, item in new.items() if k not in mine and k in old)
    items = (mine[k] if k in mine else new[k] for k in _in_turn(order))
    return MergedItems(tuple(items), tuple(refused), conflict)


Key = tuple[Hashable, int]
"""What tells an item from others, and how often that was there before it."""

_Places = Mapping[Key, int]


def by_key(items: Iterable[T], key: Callable[[T], Hashable]) -> dict[Key, T]:
    """Return items in order by their keys, each with how often the key was there before."""
    met: Counter[Hashable] = Counter()
    found: dict[Key, T] = {}
    for item in items:
        k = key(item)
        found[k, met[k]] = item
        met[k] += 1
    return found


def _with_arrivals(
    standing: Sequence[Key], sequence: Sequence[Key], arriving: Collection[Key]
) -> list[Key]:
    """Put keys in ahead of the standing one that follows them in a sequence, else at the end."""
    stands = set(standing)
    ahead: dict[Key | None, list[Key]] = defaultdict(list)
    follower: Key | None = None
    for k in reversed(sequence):
        if k in arriving:
            ahead[follower].append(k)
        elif k in stands:
            follower = k
    order = [k for stood in standing for k in (*reversed(ahead[stood]), stood)]
    return [*order, *reversed(ahead[None])]


def _in_turn(order: Sequence[Key]) -> Iterator[Key]:
    """Yield keys so that of an item that is there several times the first one comes first."""
    times: dict[Hashable, list[int]] = defaultdict(list)
    for item, before in order:
        times[item].append(before)
    turns = {item: iter(sorted(befores)) for item, befores in times.items()}
    return ((item, next(turns[item])) for item, _ in order)


# -- the order of what both sides have -------------------------------------------------------


def _common_order(
    ours: Iterable[Key], theirs: Collection[Key], base: Collection[Key]
) -> tuple[list[Key], bool]:
    """Return the order of what both sides have, and whether they contradict each other."""
    common = [k for k in ours if k in theirs]
    here, there, before = (_places(side, common) for side in (common, theirs, base))
    order: list[Key] = []
    conflict = False
    for stretch in _stretches(common, there, before):
        found, contradicted = _stretch_order(stretch, here, there, before)
        order += found
        conflict = conflict or contradicted
    return order, conflict


def _places(side: Iterable[Key], common: Collection[Key]) -> dict[Key, int]:
    wanted = set(common)
    return {k: place for place, k in enumerate(k for k in side if k in wanted)}


def _stretches(keys: Sequence[Key], there: _Places, before: _Places) -> Iterator[list[Key]]:
    """Cut a sequence, as often as possible, where no side moved anything across the cut."""
    stretch: list[Key] = []
    furthest, furthest_before, known = -1, -1, 0
    for count, k in enumerate(keys, start=1):
        stretch.append(k)
        furthest = max(furthest, there[k])
        furthest_before = max(furthest_before, before.get(k, -1))
        known += k in before
        if furthest == count - 1 and furthest_before == known - 1:
            yield stretch
            stretch = []


def _stretch_order(
    keys: list[Key], here: _Places, there: _Places, before: _Places
) -> tuple[list[Key], bool]:
    """Return the order of some keys, given in our order, and whether it is a conflict."""
    new = sorted(keys, key=there.__getitem__)
    if new == keys:
        return keys, False
    if all(k in before for k in keys):
        was = sorted(keys, key=before.__getitem__)
        if was in (keys, new):
            return (new if was == keys else keys), False

    disputed: set[Key] = set()

    def precedes(one: Key, other: Key) -> bool:
        mine, theirs = here[one] < here[other], there[one] < there[other]
        if mine == theirs:
            return mine
        if one in before and other in before:
            return before[one] > before[other]  # one side changed it: the one that is not as before
        disputed.update((one, other))
        return mine

    groups = _ranked(keys, precedes)
    order = [k for group in groups for k in sorted(group, key=here.__getitem__)]
    return order, bool(disputed) or len(groups) < len(keys)


def _ranked(keys: Sequence[Key], precedes: Callable[[Key, Key], bool]) -> list[list[Key]]:
    """Rank keys of which each two are compared; those on a circle stay together."""
    wins = {one: sum(one != other and precedes(one, other) for other in keys) for one in keys}
    ranked = sorted(keys, key=lambda k: -wins[k])
    groups: list[list[Key]] = [[]]
    total = 0
    for count, k in enumerate(ranked, start=1):
        groups[-1].append(k)
        total += wins[k]
        if total == count * (count - 1) // 2 + count * (len(keys) - count):
            groups.append([])  # the keys so far precede all others
    return groups[:-1]
