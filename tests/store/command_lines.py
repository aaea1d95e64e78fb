"""A small library, in which doctor finds one thing, and lines of every command."""

from __future__ import annotations

from pathlib import Path
from typing import Final

COPY: Final = str(Path(__file__).parent / "frozen" / "schema-2.json")
PACK: Final = str(Path(__file__).parent / "lantern.toml")
FILMS: Final = str(Path(__file__).parent / "films.csv")
LIBRARY: Final = """{"schema": 2,
"films": {
"1": {"title": "Alien", "year": 1979, "tags": ["space"], "viewings": [{"watched_on": "2020"}],
 "uid": "01HQ0000000000000000000001"},
"2": {"title": "Aliens", "year": 1986, "runtime": 137, "to_watch": true, "shelf": {"row": 3},
 "uid": "01HQ0000000000000000000002"},
"3": {"title": "Alien 3", "year": 1992, "credits": [{"name": "David Fincher", "job": "director"}],
 "uid": "01HQ0000000000000000000003"},
"4": {"title": "Prometheus", "year": 2012, "notes": [{"text": "Shaw", "on": "2022-02-02"}],
 "uid": "01HQ0000000000000000000004"},
"5": {"title": "Covenant", "release": "2017-05-19", "rating": 3.5, "viewings": [{"seat": "7F"}],
 "uid": "01HQ0000000000000000000005"},
"9": {"title": "Earth", "kind": "series", "to_watch": true, "uid": "01HQ0000000000000000000009"}
},
"links": {
"1": {"film": 2, "kind": "sequel-to", "other": 1, "uid": "01HQ000000000000000000000A"},
"2": {"film": 9, "kind": "spinoff-of", "other": 1, "uid": "01HQ000000000000000000000B"}
},
"franchises": {
"1": {"name": "Alien", "continuities": [
    {"name": "main", "films": [1, 2, 3, 4, 9]}, {"name": "David", "films": [4, 5], "optional": [5]}
], "placements": [
    {"films": [4], "kind": "before", "anchors": [1]},
    {"films": [4], "kind": "before", "anchors": [1]}
],
  "orders": [{"name": "yours", "films": [4, 1]}], "skipped": [5],
  "uid": "01HQ000000000000000000000C"},
"2": {"name": "Fincher", "continuities": [{"name": "main", "films": [3]}],
 "uid": "01HQ000000000000000000000D"}
},
"lists": {
"1": {"name": "Best", "films": [{"film": 2, "note": "the war one"}, {"film": 1}],
 "uid": "01HQ000000000000000000000E"}
},
"shelves": {
"1": {"name": "Loft"}
}
}
"""

READING: Final = (
    ("list", "--all"),
    ("show", "Prometheus"),
    ("person", "David Fincher"),
    ("log",),
    ("order", "Alien:main"),
    ("franchise", "list"),
    ("franchise", "show", "Alien"),
    ("history",),
    ("next",),
    ("catchup", "Aliens"),
    ("plan", "Alien", "--per-day", "3h"),
    ("upcoming",),
    ("stats",),
    ("restore", COPY, "--dry-run"),
    ("lists",),
    ("export", "--to", "csv"),
    ("lists", "show", "Best"),
    ("import", FILMS, "--dry-run"),
    ("pack", "list"),
    ("pack", "add", PACK, "--dry-run"),
    ("pack", "export", "Fincher"),
    ("parts", "Earth"),
    ("tonight",),
)
CHANGING: Final = (
    ("add", "Romulus (2024)", "Dune", "--franchise", "Alien", "--continuity", "New"),
    ("add", "Predator", "--before", "Alien 3", "--remake-of", "id:9", "--cast", "Arnold:Dutch"),
    (
        "edit",
        "Aliens",
        "--title",
        "Aliens!",
        "--clear",
        "runtime",
        "--tag",
        "war",
        "--during",
        "Alien",
    ),
    ("remove", "id:1", "Prometheus"),
    ("watched", "Alien 3", "--through", "--rating", "9/10", "--note", "Grim."),
    ("watched", "id:1", "--on", "unknown", "--rewatch"),
    ("unwatch", "id:1"),
    ("unwatch", "Covenant", "--all"),
    ("credit", "Alien 3", "Charles Dance", "--role", "Clemens"),
    ("note", "Prometheus", "Engineers.", "--source", "https://example.org"),
    ("link", "Covenant", "sequel-to", "Prometheus"),
    ("unlink", "Aliens", "sequel-to", "id:1"),
    ("place", "Alien 3", "Covenant", "--after", "Aliens"),
    ("place", "Prometheus", "--reset"),
    ("franchise", "add", "Scott", "id:1", "Prometheus", "--optional"),
    ("franchise", "remove", "Alien", "id:1", "Prometheus"),
    ("franchise", "combine", "Everything", "Alien", "Fincher"),
    ("franchise", "rename", "Fincher", "Fincher’s"),
    ("franchise", "edit", "Alien", "--alias", "Xenomorph", "--default-order", "release"),
    ("franchise", "continuity", "Alien", "David", "id:1", "--describe", "The androids"),
    ("franchise", "continuity", "Alien", "David", "--delete"),
    ("franchise", "arrange", "Alien", "mine", "Prometheus", "id:1"),
    ("franchise", "disarrange", "Alien", "yours"),
    ("franchise", "rewatch", "Alien"),
    ("franchise", "skip", "Alien", "Alien 3"),
    ("franchise", "unskip", "Alien", "Covenant"),
    ("franchise", "delete", "Alien"),
    ("lists", "new", "Mine", "Alien 3"),
    ("lists", "add", "Best", "Alien 3"),
    ("lists", "remove", "Best", "Aliens"),
    ("lists", "rename", "Best", "Best of all"),
    ("lists", "delete", "Best"),
    ("merge", "Alien 3", "Prometheus"),
    ("rate", "Aliens", "4"),
    ("viewing", "id:1", "--on", "2021"),
    ("pack", "add", PACK),
    ("franchise", "track", PACK),
    ("doctor", "--fix"),
    ("import", FILMS),
    ("import", COPY),
)
OUTSIDE: Final = (
    ("search", "Aliens", "--offline"),
    ("pack", "show", PACK),
    ("pack", "check", PACK),
    ("help", "add"),
    ("completion", "bash"),
    ("config", "path"),
    ("config", "show"),
    ("config", "get", "rating"),
    ("config", "set", "rating", "10"),
    ("config", "unset", "rating"),
    ("config", "edit"),
)
TURNING: Final = (("undo",), ("redo",))
RESTORING: Final = ("restore", COPY, "--yes")
LISTING: Final = ("backup", "--list")
EXAMINING: Final = ("doctor",)
