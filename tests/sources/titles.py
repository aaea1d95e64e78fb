"""Made-up titles in the shapes of IMDb's data sets, and how people would write them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final

_FIRST: Final = (
    *("Amber", "Barley", "Cinder", "Drift", "Ember", "Fallow", "Garnet", "Hollow", "Ivory"),
    *("Juniper", "Kestrel", "Larch", "Marble", "Nettle", "Opal", "Pewter", "Quiver", "Russet"),
    *("Saffron", "Timber"),
)
_SECOND: Final = (
    *("Gate", "Harbour", "Orchard", "Village", "Engine", "Ladder", "Station", "Bridge", "Island"),
    "Parade",
)
_HEADERS: Final = {
    "basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes"
    " genres",
    "akas": "titleId ordering title region language types attributes isOriginalTitle",
    "episode": "tconst parentTconst seasonNumber episodeNumber",
    "ratings": "tconst averageRating numVotes",
    "crew": "tconst directors writers",
    "names": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}


def _films() -> list[tuple[str, str, int]]:
    """Return (id, title, year); every third has an article."""
    names = [f"{first} {second}" for first, second in product(_FIRST, _SECOND)]
    return [
        (f"tt{9500001 + n}", f"{'' if n % 3 else 'The '}{name}", 1931 + n % 80)
        for n, name in enumerate(names)
    ]


FILMS: Final = _films()


def _typed(n: int, title: str) -> str:
    """Return a title as somebody writes it, in one of ten ways."""
    bare = title.removeprefix("The ")
    ways = (
        title,
        title.lower(),
        bare,
        f"The {bare}",
        bare.upper(),
        bare.replace("a", "à", 1),
        bare.replace(" ", "-"),
        f"Die {bare[:-1]}é",
        bare[:3] + bare[4:],
        bare[:-3] + bare[-2] + bare[-3] + bare[-1],
    )
    return ways[n % len(ways)]


TYPED: Final = [(_typed(n // 20 + n, title), id_) for n, (id_, title, _) in enumerate(FILMS)]
"""Each film as it is typed, with the id that is meant."""


_THIRD: Final = (
    *("Copper Meridian", "Velvet Anchor", "Winter Parlour", "Silent Foundry", "Distant Carousel"),
    *("Broken Sextant", "Painted Window", "Northern Lantern", "Glass Regiment", "Sleeping Harvest"),
)
_WRITTEN: Final = (
    # a title of a name, and how somebody writes it
    ("{0}: The Long Return", "{0} - the long return"),
    ("{0}: Ashes", "{0} ashes"),
    ("{0}: Children of Thunder {1}", "the children of thunder {1}"),
    ("{0} Part II", "{0} 2"),
    ("{0} IV", "{0}: part four"),
    ("{0}'s Promise", "{0}s promise"),
    ("Dr. {0} vs. the Moon", "doctor {0} versus the moon"),
    ("Grüße aus {0}", "gruesse aus {0}"),
    ("Seven {0} & a Widow", "7 {0} and a widow"),
    ("The Song of {0} and the Pale King", "song {0} pale kign"),
    ("{0} Hotel", "{0} hotel {2}"),
)


def _written() -> list[tuple[str, str, int, str]]:
    """Return (id, title, year, how it is written), ten films in each way."""
    films = []
    for n, (name, (title, typed)) in enumerate(product(_THIRD, _WRITTEN)):
        words = (name, name.split()[0], 1951 + n % 60)
        lower = (name.lower(), name.split()[0].lower(), words[2])
        films.append((f"tt{9600001 + n}", title.format(*words), words[2], typed.format(*lower)))
    return films


WRITTEN: Final = _written()
"""Films with subtitles, numbers and years, and how people would write them."""


def write_data_sets(folder: Path) -> None:
    """Write the files, the first one compressed."""
    basics: list[tuple[str, ...]] = []
    akas: list[tuple[str, ...]] = []
    for id_, title, year, _ in WRITTEN:
        basics.append((id_, "movie", title, title, "0", str(year), "\\N", "90", "\\N"))
    for n, (id_, title, year) in enumerate(FILMS):
        genres = "Drama,Sci-Fi" if n % 2 == 0 else "\\N"
        basics.append((id_, "movie", title, title, "0", str(year), "\\N", str(91 + n % 60), genres))
        bare = title.removeprefix("The ")
        akas.append((id_, "1", title, "\\N", "\\N", "original", "\\N", "1"))
        akas.append((id_, "2", title.upper(), "XWW", "en", "\\N", "\\N", "0"))
        akas.append((id_, "3", f"Die {bare[:-1]}é", "DE", "\\N", "imdbDisplay", "\\N", "0"))
    akas.append(("tt9500001", "4", "Das Bernsteintor", "DE", "\\N", "\\N", "\\N", "0"))
    basics += [
        ("tt9590001", "movie", "Endless Reel", "Endless Reel", "0", "\\N", "\\N", "51420", "\\N"),
        ("tt9590002", "movie", '"Quoted" Start', '"Quoted" Start', "0", "1977", "\\N", "80", "\\N"),
        ("tt9590003", "videoGame", FILMS[0][1], FILMS[0][1], "0", "1931", "\\N", "\\N", "\\N"),
        ("tt9590010", "movie", "Twin Hill", "Twin Hill", "0", "1950", "\\N", "80", "\\N"),
        ("tt9590011", "movie", "Twin Hill", "Twin Hill", "0", "1990", "\\N", "80", "\\N"),
        ("tt9590020", "tvSeries", "Lantern Row", "Lantern Row", "0", "2001", "2002", "45", "\\N"),
    ]
    for n, name in enumerate(
        ("First Light", "Second Light", "Third Light", "Lost", "Later"), start=1
    ):
        id_ = f"tt{9590020 + n}"
        basics.append((id_, "tvEpisode", name, name, "0", "2001", "\\N", "45", "\\N"))
    episodes = [
        ("tt9590021", "tt9590020", "1", "1"),
        ("tt9590022", "tt9590020", "1", "2"),
        ("tt9590023", "tt9590020", "2", "1"),
        ("tt9590024", "tt9590020", "\\N", "\\N"),
        ("tt9590025", "tt9590020", "2017", "1"),
    ]
    crew = [("tt9500001", "nm9500001,nm9500002", "\\N")]
    people = [
        ("nm9500001", "Ada Wren", "\\N", "\\N", "director", "\\N"),
        ("nm9500002", "Bo Lind", "\\N", "\\N", "director", "\\N"),
        ("nm9500003", "Nobody", "\\N", "\\N", "actor", "\\N"),
    ]
    ratings = [(id_, "7.1", str(1000 - n)) for n, (id_, _, _) in enumerate(FILMS)]
    packed = gzip.compress(_table("basics", basics), mtime=0)
    (folder / "title.basics.tsv.gz").write_bytes(packed)
    for name, rows in (("akas", akas), ("episode", episodes), ("crew", crew), ("ratings", ratings)):
        (folder / f"title.{name}.tsv").write_bytes(_table(name, rows))
    (folder / "name.basics.tsv").write_bytes(_table("names", people))


def _table(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    lines = [_HEADERS[name].replace(" ", "\t"), *("\t".join(row) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode()
