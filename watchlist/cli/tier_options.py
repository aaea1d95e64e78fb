"""Options that choose films of an order by how much they weigh, and how they are tagged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from watchlist.cli.options import many, options
from watchlist.cli.params import TAG
from watchlist.queries.orders.tiers import Tiers

tier_options = options(
    click.option("--essential", is_flag=True, help="Only what is essential."),
    click.option("--no-optional", is_flag=True, help="Without what is optional."),
    click.option("--no-filler", is_flag=True, help="Without filler."),
)


tag_option = many("--tag", type=TAG, help="Only films with that tag.")


def tiers_of(values: Mapping[str, Any]) -> Tiers:
    """Return which films of an order the options ask for."""
    names = ("essential", "no_optional", "no_filler")
    return Tiers(tuple(values.get("tag", ())), *(values[name] for name in names))
