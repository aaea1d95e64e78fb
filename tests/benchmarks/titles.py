"""Made-up titles and names, as varied as those of a real shelf."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Final

WORDS: Final[dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("words.json").read_text(encoding="utf-8")
)
FOREIGN: Final = (
    "L'Été des {noun}s", "El {noun} perdido", "Das {noun}", "Über {place}", "Il {noun} di {place}",
    "Ночь над {place}", "東京の{noun}", "Ålder: {noun}",
)  # fmt: skip
NATIVE: Final = (
    "The {adjective} {noun}",
    "The {adjective} {noun}",
    "{adjective} {noun}",
    "The {noun}",
    "{noun} of the {other}",
    "The {noun} in {place}",
    "{first} and the {noun}",
    "{first} {last}",
    "A {adjective} {noun} in {place}",
    "{noun} & {other}",
)


def title(chance: random.Random) -> str:
    """Return the title of a film; one of twenty is foreign."""
    pattern = chance.choice(FOREIGN if chance.random() < 1 / 20 else NATIVE)
    return pattern.format(
        adjective=chance.choice(WORDS["adjectives"]),
        noun=chance.choice(WORDS["nouns"]),
        other=chance.choice(WORDS["nouns"]),
        place=chance.choice(WORDS["places"]),
        first=chance.choice(WORDS["first_names"]),
        last=chance.choice(WORDS["surnames"]),
    )


def sequel_title(chance: random.Random, series: str, part: int) -> str:
    """Return the title of a further film of a series."""
    forms = (
        f"{series} {part}",
        f"{series}: Chapter {part}",
        f"{series}: The {chance.choice(WORDS['adjectives'])} {chance.choice(WORDS['nouns'])}",
        f"{series}: {chance.choice(WORDS['nouns'])} of {chance.choice(WORDS['places'])}",
    )
    return chance.choice(forms)


def person(chance: random.Random) -> str:
    """Return the name of a person; some thousand are different."""
    return f"{chance.choice(WORDS['first_names'])} {chance.choice(WORDS['surnames'])}"
