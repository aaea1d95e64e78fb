"""Merges of values, sets and sequences: what each side says is there, and nothing is said twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.merging.values import merge_sequence, merge_set, merge_value

values = st.sampled_from(["", "a", "b", "c"])
items = st.lists(st.integers(1, 7), unique=True).map(tuple)
with_repeats = st.lists(st.integers(1, 4), max_size=6).map(tuple)
Items = tuple[int, ...]


def sequence(ours: str, theirs: str, base: str) -> str:
    return "".join(merge_sequence(ours, theirs, base).items)


# -- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "result"),
    [
        ("a", "b", "a", ("b", False, False)),
        ("b", "a", "a", ("b", True, False)),
        ("b", "b", "a", ("b", False, False)),
        ("b", "c", "a", ("b", True, True)),
        (None, "b", "a", (None, True, True)),
    ],
)
def test_a_value_is_that_of_the_side_that_changed_it(
    ours: str | None, theirs: str, base: str, result: tuple[str | None, bool, bool]
) -> None:
    assert merge_value(ours, theirs, base) == result


@given(values, values, values)
def test_a_merged_value_stays_what_it_is(ours: str, theirs: str, base: str) -> None:
    value = merge_value(ours, theirs, base).value
    assert merge_value(value, theirs, base).value == value
    assert merge_value(value, theirs, theirs).value == value
    assert merge_value(base, theirs, base).value == theirs
    assert merge_value(ours, base, base).value == ours


@given(values, values, values)
def test_a_conflict_of_values_is_one_from_both_sides(ours: str, theirs: str, base: str) -> None:
    here, there = merge_value(ours, theirs, base), merge_value(theirs, ours, base)
    assert here.conflict == there.conflict
    if not here.conflict:
        assert here.value == there.value


# -- sets ------------------------------------------------------------------------------------


@given(items, items, items)
def test_a_set_has_what_both_have_and_what_either_added(
    ours: Items, theirs: Items, base: Items
) -> None:
    merged = merge_set(ours, theirs, base)
    mine, new, old = set(ours), set(theirs), set(base)
    assert set(merged.items) == (mine & new) | (mine - old) | (new - old)
    assert set(merged.refused) == (new & old) - mine
    assert len(set(merged.items)) == len(merged.items)
    assert set(merge_set(theirs, ours, base).items) == set(merged.items)


@given(items, items, items)
def test_a_merged_set_stays_what_it_is(ours: Items, theirs: Items, base: Items) -> None:
    merged = merge_set(ours, theirs, base).items
    assert merge_set(merged, theirs, base).items == merged
    assert merge_set(merged, theirs, theirs).items == merged


def test_an_item_of_a_set_is_kept_as_we_say_it() -> None:
    assert merge_set(["Heat"], ["HEAT", "Ronin"], [], str.lower).items == ("Heat", "Ronin")


# -- sequences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "result"),
    [
        ("abcd", "axbcd", "abcd", "axbcd"),
        ("abcy", "xabc", "abc", "xabcy"),
        ("abcy", "abcx", "abc", "abcyx"),
        ("aybc", "axbc", "abc", "ayxbc"),
        ("ac", "axbc", "abc", "axc"),
        ("abc", "xyz", "", "abcxyz"),
        ("abc", "axc", "", "abxc"),
        ("badc", "abcd", "abcd", "badc"),
        ("bacdef", "abcdfe", "abcdef", "bacdfe"),
        ("dabc", "abcdx", "abcd", "dabcx"),
        ("abc", "aabc", "abc", "aabc"),
    ],
)
def test_a_sequence_keeps_its_order_and_has_new_items_where_they_stood(
    ours: str, theirs: str, base: str, result: str
) -> None:
    merged = merge_sequence(ours, theirs, base)
    assert ("".join(merged.items), merged.conflict) == (result, False)


@pytest.mark.parametrize(
    ("ours", "theirs", "base"),
    [
        ("bac", "acb", "abc"),
        ("ab", "ba", ""),
        ("xabcy", "yabcx", "abc"),
        ("badc", "acbd", "abcd"),
        ("xy", "yx", "y"),
    ],
)
def test_two_orders_of_the_same_items_are_a_conflict_and_ours_stays(
    ours: str, theirs: str, base: str
) -> None:
    merged = merge_sequence(ours, theirs, base)
    assert ("".join(merged.items), merged.conflict) == (ours, True)


@given(with_repeats, with_repeats)
def test_a_sequence_that_one_side_changed_is_as_that_side_has_it(
    base: Items, changed: Items
) -> None:
    here, there = merge_sequence(changed, base, base), merge_sequence(base, changed, base)
    assert (here.items, here.conflict) == (changed, False)
    assert (there.items, there.conflict, there.refused) == (changed, False, ())


@given(items, items, items)
def test_a_sequence_has_the_items_of_the_set(ours: Items, theirs: Items, base: Items) -> None:
    sequence, unordered = merge_sequence(ours, theirs, base), merge_set(ours, theirs, base)
    assert sorted(sequence.items) == sorted(unordered.items)
    assert sequence.refused == unordered.refused


@given(with_repeats, with_repeats, with_repeats)
def test_a_merged_sequence_stays_what_it_is(ours: Items, theirs: Items, base: Items) -> None:
    merged = merge_sequence(ours, theirs, base).items
    assert merge_sequence(merged, theirs, theirs).items == merged


@given(items, items, items)
def test_a_merged_sequence_stays_what_it_is_by_the_same_base(
    ours: Items, theirs: Items, base: Items
) -> None:
    merged = merge_sequence(ours, theirs, base).items
    assert merge_sequence(merged, theirs, base).items == merged


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_two_who_rearranged_without_a_conflict_come_to_the_same(
    ours: list[int], theirs: list[int]
) -> None:
    here, there = (merge_sequence(*sides, range(6)) for sides in ((ours, theirs), (theirs, ours)))
    assert here.conflict == there.conflict
    if not here.conflict:
        assert here.items == there.items


def test_a_list_of_thousands_that_both_rearranged_is_merged_at_once() -> None:
    base = range(5000)
    ours = [*base[:10], *reversed(base[10:20]), *base[20:]]
    theirs = [*base[:4000], *reversed(base[4000:4100]), *base[4100:]]
    expected = [*base[:10], *reversed(base[10:20]), *theirs[20:]]
    assert merge_sequence(ours, theirs, base).items == tuple(expected)


@given(with_repeats, with_repeats)
def test_a_union_keeps_our_order(ours: Items, theirs: Items) -> None:
    merged = merge_sequence(ours, theirs, ()).items
    left = list(merged)
    for item in ours:
        del left[: left.index(item) + 1]
    assert merge_sequence(merged, theirs, ()).items == merged
