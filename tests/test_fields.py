"""No field of a film gets lost: each survives every way that a film takes, or is excepted with why.

A field that is added to ``Film`` and forgotten anywhere fails here, with the place to add it. A
further way (a command, a format, a source) is one function and one row in ``WAYS``; a further
field is one value in ``SAMPLES``. Everything goes through the command line and files on disk, so
that what the modules are does not matter here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

import msgspec
import pytest
from msgspec.structs import fields

from tests.conftest import TODAY, Run
from watchlist.model import Film, Record

Document = dict[str, Any]
"""A film as it stands in the library file, with its number as ``id``."""

HOME: Final = "watchlist/library/fields.py"
"""Where a field has its row: all that the program does with a field is said there."""
PAGE: Final = "docs/data-format.md"
TESTS: Final = "tests/test_fields.py"
SCHEMA: Final = 2
"""The version of the layout that the samples have."""
FIELDS: Final = [field.name for field in fields(Film)]

SAMPLES: Final[Document] = {
    "id": 7,
    "title": "The Long Voyage",
    "year": 1987,
    "release": "1988-03-05",  # of another year: else the year would come from it
    "kind": "short",
    "runtime": 93,
    "original_title": "Den långa resan",
    "aliases": ["Voyage", "To the Sea; and Back"],
    "imdb": "tt7654321",
    "tmdb": 424242,
    "letterboxd": "https://letterboxd.com/film/the-long-voyage/",
    "wikidata": "Q4321",
    "tvdb": 5678,
    "story": "1914..1918",
    "genres": ["drama", "sea film"],
    "languages": ["Swedish"],
    "countries": ["Sweden", "Norway"],
    "tags": ["sea", "slow"],
    "where": ["the shelf", "Odeon; upstairs"],
    "seasons": [6, None, 8],
    "whole": 3,
    "span": "S01E02",
    "to_watch": True,
    "added": "2021-05-06",
    "rating": 4.5,
    "viewings": [
        {
            "watched_on": "2022-02-03",
            "rating": 4.0,
            "rewatch": True,
            "tags": ["cinema"],
            "note": "With Kim.",
            "instant": "2022-02-03T20:15:00Z",
            "mark": "trakt:history:77",
        }
    ],
    "credits": [
        {"name": "Ann Lee", "job": "director"},
        {
            "name": "Bo Berg",
            "role": "Olga",
            "cameo": True,
            "status": "reported",
            "on": "2021-02-03",
            "source": "https://example.org/olga",
            "earlier": [
                {"status": "rumored", "on": "2020-12-01", "source": "https://example.org/bo"}
            ],
        },
    ],
    "notes": [{"text": "Ask Kim.", "on": "2022-03-04", "source": "a letter"}],
    "sources": {"runtime": "wikidata"},
    "uid": "01FZ9V0V5S8N9T1B2C3D4E5F6G",
}
"""A telling value of each field, as it stands in the library file: not what it is by default."""

OPTIONS: Final = {
    "aliases": "alias",
    "story": "set",
    "genres": "genre",
    "languages": "language",
    "countries": "country",
    "tags": "tag",
    "notes": "note",
}
"""What ``add`` and ``edit`` call a field, where that is not its name."""
CLEARED_BY: Final = {
    "credits": ("director", "cast"),
    "year": ("year", "release"),  # without a year a film is of the year of its release
}
"""What ``--clear`` is to be told, where that is not what ``OPTIONS`` calls the field."""
SHOWN_AS: Final = {"job": "as", "span": "part"}
"""What ``show`` calls a field, where that is not its name."""
FRANCHISE: Final = "Voyages"


class Partly(NamedTuple):
    """An exception for a way on which less than everything survives."""

    value: object
    reason: str


Exceptions = Mapping[str, str | Partly]
"""Why a field does not survive, or what of it does."""


# -- libraries -------------------------------------------------------------------------------


def sample(field: str) -> Any:
    """Return the sample of a field; without one, say all that a new field needs."""
    if field not in SAMPLES:
        pytest.fail(
            f"Film.{field} is new: nothing shows that it survives. It needs\n"
            f"  - a row in {HOME}: its option, parser, empty value, merge rule, CSV names, whether"
            " packs give it, and how JSON shows it,\n"
            f"  - a row in the table of films in {PAGE},\n"
            f"  - a telling value in SAMPLES of {TESTS}.",
            pytrace=False,
        )
    return SAMPLES[field]


def without(field: str) -> Document:
    """Return the film with all but one field; what each film has is another one then."""
    others = {"id": 3, "title": "Another Title"}
    rest = {name: value for name, value in SAMPLES.items() if name != field}
    return {**rest, field: others[field]} if field in others else rest


def stock(run: Run, film: Document) -> None:
    """Make the library one of this film, in a franchise."""
    record = {name: value for name, value in film.items() if name != "id"}
    main = {"name": "main", "films": [film["id"]]}
    library = {
        "schema": SCHEMA,
        "films": {str(film["id"]): record},
        "franchises": {"1": {"name": FRANCHISE, "continuities": [main]}},
    }
    run.library.write_text(json.dumps(library), encoding="utf-8")


def stored(run: Run) -> Document:
    """Return the only film of a library."""
    [(number, film)] = json.loads(run.library.read_text(encoding="utf-8"))["films"].items()
    return {"id": int(number), **film}


def another(run: Run) -> Run:
    """Return a runner on a library that does not exist yet, beside the one of another."""
    return Run(run.library.with_name("another.json"))


def exported(run: Run, *command: str, to: str) -> str:
    """Export the whole film, and return the path of the file."""
    stock(run, SAMPLES)
    path = run.library.with_name(to)
    run.ok(*command, "--output", str(path))
    return str(path)


# -- the ways: each returns what became of a field -------------------------------------------


def through_json(run: Run, field: str) -> object:
    """Export a library, and import it into an empty one."""
    path = exported(run, "export", "--to", "json", to="library-copy.json")
    empty = another(run)
    empty.ok("import", path)
    return stored(empty).get(field)


def by_joining(run: Run, field: str) -> object:
    """Import a library into one that has the film without the field."""
    path = exported(run, "export", "--to", "json", to="library-copy.json")
    stock(run, without(field))
    run.ok("import", path)
    return stored(run).get(field)


def through_csv(run: Run, field: str) -> object:
    """Export a table, and import it into an empty library."""
    path = exported(run, "export", "--to", "csv", to="films.csv")
    empty = another(run)
    empty.ok("import", path)
    return stored(empty).get(field)


def by_show(run: Run, field: str) -> object:
    """Show the film as JSON; there a field may say more than the library file."""
    stock(run, SAMPLES)
    return said(
        sample(field), run.json("show", f"id:{SAMPLES['id']}").get(SHOWN_AS.get(field, field))
    )


def by_clear(run: Run, field: str) -> object:
    """Empty the field by ``edit --clear``."""
    stock(run, SAMPLES)
    options = CLEARED_BY.get(field, (option(field),))
    result = run("edit", f"id:{SAMPLES['id']}", *(f"--clear={name}" for name in options))
    return result.stderr if result.exit_code else stored(run).get(field)


def by_option(run: Run, field: str) -> object:
    """Set the field by the option of ``edit`` that is named after it."""
    film = without(field)
    stock(run, film)
    result = run("edit", f"id:{film['id']}", *arguments(field))
    return result.stderr if result.exit_code else stored(run).get(field)


def through_pack(run: Run, field: str) -> object:
    """Export the franchise as a pack, and add that to an empty library."""
    path = exported(run, "pack", "export", FRANCHISE, to="voyages.toml")
    empty = another(run)
    empty.ok("pack", "add", path)
    return stored(empty).get(field)


def by_tracking(run: Run, field: str) -> object:
    """Track the franchise in a library that has the film without the field."""
    path = exported(run, "pack", "export", FRANCHISE, to="voyages.toml")
    stock(run, without(field))
    run.ok("franchise", "track", path)
    return stored(run).get(field)


def option(field: str) -> str:
    """Return what the command line calls a field."""
    return OPTIONS.get(field, field.replace("_", "-"))


def arguments(field: str) -> Iterator[str]:
    """Yield the options that say the sample of a field, as far as options can."""
    value = sample(field)
    if field == "credits":
        director, actor = value
        yield from (f"--director={director['name']}", f"--cast={actor['name']}:{actor['role']}")
    elif field == "seasons":
        yield "--seasons=6,?,8"
    elif value is True:
        yield f"--{option(field)}"
    else:
        for item in value if isinstance(value, list) else [value]:
            text = next(iter(item.values())) if isinstance(item, dict) else item
            yield f"--{option(field)}={text}"


def said(wanted: Any, shown: Any) -> object:
    """Return ``wanted`` when all of it is shown, and what is shown otherwise."""
    return wanted if _has(wanted, shown) else shown


def _has(wanted: Any, shown: Any) -> bool:
    if isinstance(wanted, dict) and isinstance(shown, dict):
        return all(_has(value, shown.get(SHOWN_AS.get(k, k))) for k, value in wanted.items())
    if isinstance(wanted, list) and isinstance(shown, list):
        return len(wanted) == len(shown) and all(map(_has, wanted, shown))
    return bool(wanted == shown)


# -- what they do not carry, and why ---------------------------------------------------------

VIEWING: Final = SAMPLES["viewings"][0]
NOT_IN_CSV: Final = "the table has what people read and write"
NO_EXCEPTIONS: Final[Exceptions] = {}
OWN_NUMBER: Final = "a library gives its own numbers"
PERSONAL: Final = "a pack states facts and nothing personal"
DIRECTORS: Final = [{"name": "Ann Lee", "job": "director"}]
OF_PARTS: Final = "what a film is a part of is said when the part is entered"
NOT_IN_PACKS: Final = "the format of packs has no word for it"
PACK_EXCEPTIONS: Final[Exceptions] = {
    "id": OWN_NUMBER,
    "uid": PERSONAL,
    "letterboxd": "the format of packs has the ids of IMDb and TMDB only",
    "wikidata": "the format of packs has the ids of IMDb and TMDB only",
    "tvdb": "the format of packs has the ids of IMDb and TMDB only",
    "languages": NOT_IN_PACKS,
    "countries": NOT_IN_PACKS,
    "whole": NOT_IN_PACKS,
    "span": NOT_IN_PACKS,
    "sources": PERSONAL,
    "tags": PERSONAL,
    "where": PERSONAL,
    "to_watch": PERSONAL,
    "added": PERSONAL,
    "rating": PERSONAL,
    "viewings": PERSONAL,
    "credits": Partly(DIRECTORS, "a pack names the directors"),
    "notes": PERSONAL,
}


class Way(NamedTuple):
    """A way that a film takes: ``place`` is what a row of HOME has to say for it.

    ``after`` returns the field as it is then; ``empties`` says that nothing is to be left of it.
    """

    name: str
    after: Callable[[Run, str], object]
    place: str
    exceptions: Exceptions = NO_EXCEPTIONS
    empties: bool = False

    def __str__(self) -> str:
        return self.name


WAYS: Final = (
    Way("export --to json, import", through_json, "nothing: the codec writes every field"),
    Way(
        "import of a library into another one",
        by_joining,
        "the merge rule",
        {
            "id": OWN_NUMBER,
            "title": "what the film is called here stays: the other library may be an older copy",
            "to_watch": "a film that was seen here is not put back on the watchlist",
            "whole": "the film that it is a part of is in neither library",
        },
    ),
    Way(
        "export --to csv, import",
        through_csv,
        "the CSV names",
        {
            "id": OWN_NUMBER,
            "whole": "the table has films, and no numbers of films",
            "span": "the table has films, and no numbers of films",
            "sources": NOT_IN_CSV,
            "viewings": Partly(
                [{name: said for name, said in VIEWING.items() if name not in ("instant", "mark")}],
                NOT_IN_CSV,
            ),
            "credits": Partly(DIRECTORS, "the table has a column of directors"),
            "notes": Partly([{"text": "Ask Kim."}], "the table has one cell for the text"),
        },
    ),
    Way(
        "show --format json",
        by_show,
        "how it is shown",
        {"uid": "it is for machines that share a library"},
    ),
    Way(
        "edit --clear",
        by_clear,
        "the option and the empty value",
        {
            "id": "a film has a number always",
            "title": "a film has a title always",
            "letterboxd": "the address comes with an import and has no option",
            "to_watch": "--not-to-watch takes it off the watchlist",
            "added": "the day of entry is the program's to write",
            "viewings": "unwatch takes viewings back",
            "uid": "it is for machines, for as long as there is the record",
            "whole": OF_PARTS,
            "span": OF_PARTS,
            "sources": "it goes with the field",
        },
        empties=True,
    ),
    Way(
        "the option of edit",
        by_option,
        "the option and the parser",
        {
            "id": OWN_NUMBER,
            "letterboxd": "the address comes with an import and has no option",
            "added": "the day of entry is the program's to write",
            "viewings": "watched enters viewings",
            "uid": "it is for machines, for as long as there is the record",
            "whole": OF_PARTS,
            "span": OF_PARTS,
            "sources": "fill says it",
            "credits": Partly(
                [*DIRECTORS, {"name": "Bo Berg", "role": "Olga"}], "credit says the rest"
            ),
            "notes": Partly(
                [{"text": "Ask Kim.", "on": TODAY.isoformat()}], "note says the day and the source"
            ),
        },
    ),
    Way("pack export, pack add", through_pack, "given by packs", PACK_EXCEPTIONS),
    Way(
        "franchise track of a pack that knows more",
        by_tracking,
        "given by packs, and the merge rule",
        {
            **PACK_EXCEPTIONS,
            "title": "what the user called a film stays",
            "to_watch": "a film that was seen is not put on the watchlist",
        },
    ),
)


# -- the tests -------------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_field_survives_or_is_excepted(run: Run, way: Way, field: str) -> None:
    wanted = sample(field)
    found = way.after(run, field)
    if way.empties:
        wanted, found = None, found or None
    exception = way.exceptions.get(field)
    if isinstance(exception, Partly):
        wanted = exception.value
    elif exception:
        assert found != wanted, (
            f"Film.{field} survives “{way}” now: take it out of the exceptions in {TESTS}."
        )
        return
    if found != wanted:
        pytest.fail(
            f"Film.{field} does not survive “{way}”: {found!r} and not {wanted!r}.\n"
            f"The place to add it is its row in {HOME}: {way.place}.\n"
            f"If it is not to survive, say why in the exceptions of this way in {TESTS}.",
            pytrace=False,
        )


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_documented(field: str) -> None:
    rows = dict(rows_of_films())
    if field == "id":  # the number is the key of the record, which the page says above the table
        assert field not in rows
        return
    missing = [
        name for name in (field, *names_inside(field)) if f"`{name}`" not in rows.get(field, "")
    ]
    if missing:
        pytest.fail(
            f"Film.{field}: the table of films in {PAGE} does not say {', '.join(missing)}.\n"
            f"Add its row there, and one in {HOME}.",
            pytrace=False,
        )


def rows_of_films() -> Iterator[tuple[str, str]]:
    """Yield the fields in the table of films of the page, each with its row."""
    text = (Path(__file__).parents[1] / PAGE).read_text(encoding="utf-8")
    section = text.partition("\n## films\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            names = line.split("|")[1]
            yield from ((name.strip("` "), line) for name in names.split(","))


def records_inside(field: str) -> Iterator[type[Record]]:
    """Yield the types of the records that a field of a film is made of."""
    (wanted,) = (found.type for found in fields(Film) if found.name == field)
    return (t for t in get_args(wanted) if isinstance(t, type) and issubclass(t, Record))


def names_inside(field: str) -> Iterator[str]:
    """Yield the names of the fields of those records."""
    return (inner.name for record in records_inside(field) for inner in fields(record))


@pytest.mark.parametrize("field", [name for name in FIELDS if any(records_inside(name))])
def test_the_sample_of_a_field_says_all_that_its_records_can(field: str) -> None:
    inside = {name for item in sample(field) for name in item}
    if missing := set(names_inside(field)) - inside:
        pytest.fail(
            f"No record in the sample of Film.{field} has {', '.join(sorted(missing))}: add it to"
            f" SAMPLES in {TESTS}, and to what {HOME} and {PAGE} say of {field}.",
            pytrace=False,
        )


@pytest.mark.parametrize("field", FIELDS)
def test_a_sample_is_not_what_the_field_is_by_default(field: str) -> None:
    (known,) = (found for found in fields(Film) if found.name == field)
    assert sample(field) not in (known.default, msgspec.to_builtins(known.default, enc_hook=str))


def test_no_table_here_is_of_a_field_that_is_gone() -> None:
    named = {*SAMPLES, *OPTIONS, *CLEARED_BY, *(field for way in WAYS for field in way.exceptions)}
    assert named - set(FIELDS) == set()
