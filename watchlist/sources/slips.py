"""Names that differ by a typing error: loaded only where no name is found."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA


def near_keys(wanted: str, keys: Sequence[str], slips: int, most: int) -> list[str]:
    """Return the keys that are at most so many slips away, nearest first.

    A slip is a letter that is wrong, missing, too many, or has changed places with the next one.
    """
    found = process.extract(wanted, keys, scorer=OSA.distance, score_cutoff=slips, limit=most)
    return [key for key, _, _ in found]
