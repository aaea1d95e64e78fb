"""Settings as records and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from watchlist.render.columns import KEEP, READABLE, Column, Section, Table
from watchlist.render.json import JsonRecord


class Settable(Protocol):
    """Something that can be set."""

    @property
    def name(self) -> str:
        """Its key."""

    @property
    def default(self) -> str:
        """Its value when nothing is set."""

    @property
    def choices(self) -> Sequence[str]:
        """Its values."""

    @property
    def other(self) -> str:
        """What it can be beside these."""

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""

    @property
    def meaning(self) -> str:
        """What it is about."""


def setting_record(setting: Settable, value: str, origin: str) -> JsonRecord:
    """Return a setting with its value, and where that comes from."""
    return {
        "key": setting.name,
        "value": value,
        "origin": origin,
        "default": setting.default,
        "values": [*setting.choices, *filter(None, [setting.other])],
        "variable": setting.variable,
        "meaning": setting.meaning,
    }


def settings_table(records: Sequence[JsonRecord]) -> Section:
    """Return the table of ``config show``, of the records of the settings."""
    columns = (
        Column("Setting", keep=KEEP),
        Column("Value", keep=95, least=READABLE),
        Column("From", keep=80),
        Column("Values", keep=50, least=READABLE),
    )
    rows = [
        (record["key"], record["value"], record["origin"], ", ".join(record["values"]))
        for record in records
    ]
    return Section(Table(columns, rows))
