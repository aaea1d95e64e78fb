"""A world of made-up films, and a server on loopback that answers for it as the services do.

The shapes are those of Wikidata, its query service, TVmaze and TMDB; nothing in it is real.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ENTITY = "http://www.wikidata.org/entity/"
KEY = "k3y-0f-nobody"
"""The key that the made-up TMDB wants."""


def item(number: str) -> dict[str, Any]:
    return {"value": {"entity-type": "item", "id": number}, "type": "wikibase-entityid"}


def text(value: str) -> dict[str, Any]:
    return {"value": value, "type": "string"}


def day(time: str, precision: int = 11) -> dict[str, Any]:
    value = {"time": f"+{time}T00:00:00Z", "precision": precision, "timezone": 0}
    return {"value": value, "type": "time"}


def amount(number: str, unit: str) -> dict[str, Any]:
    unit = f"{ENTITY}{unit}" if unit != "1" else unit
    return {"value": {"amount": number, "unit": unit}, "type": "quantity"}


def title_in(language: str, value: str) -> dict[str, Any]:
    return {"value": {"text": value, "language": language}, "type": "monolingualtext"}


def said(value: dict[str, Any] | None, rank: str = "normal") -> dict[str, Any]:
    snak: dict[str, Any] = {"snaktype": "value" if value else "somevalue", "datatype": "any"}
    if value:
        snak["datavalue"] = value
    return {"mainsnak": snak, "type": "statement", "rank": rank, "references": []}


def entity(
    number: str,
    label: str | None,
    *,
    language: str = "en",
    aliases: tuple[str, ...] = (),
    **claims: Any,
) -> dict[str, Any]:
    """Return an item; a claim is one value or a list of values or of whole statements."""
    names = {language: {"language": language, "value": label}} if label else {}
    other = {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else {}
    return {
        "type": "item",
        "id": number,
        "title": number,
        "labels": names,
        "descriptions": {},
        "aliases": other,
        "claims": {
            name: [
                value if "mainsnak" in value else said(value)
                for value in (values if isinstance(values, list) else [values])
            ]
            for name, values in claims.items()
        },
    }


FILM, FEATURE, SHORT, SERIES = item("Q11424"), item("Q24869"), item("Q24862"), item("Q5398426")
MINUTES, HOURS, SECONDS = "Q7727", "Q25235", "Q11574"


def _entities() -> Iterator[dict[str, Any]]:
    yield entity("Q880000170", "Mira Novak")
    yield entity("Q880000171", "Otto Brandt", language="mul")
    yield entity("Q880000172", None)
    yield entity("Q130232", "drama film")
    yield entity("Q188473", "action film")
    yield entity("Q36", "Poland")
    yield entity("Q809", "Polish")
    yield entity(
        "Q880000001",
        "The Glass Orchard",
        aliases=("Glass Orchard, The",),
        P31=FILM,
        P577=[
            day("1988-00-00", 9),
            day("1987-09-00", 10),
            day("1987-03-06"),
            said(day("1977-03-06"), "deprecated"),
            said(None),
        ],
        P2047=amount("+98", MINUTES),
        P57=[item("Q880000170"), item("Q880000171"), item("Q880000172")],
        P136=[item("Q130232"), item("Q188473")],
        P495=item("Q36"),
        P364=item("Q809"),
        P1476=title_in("pl", "Szklany sad"),
        P345=text("tt98000001"),
        P4947=text("9800001"),
        P6127=text("the-glass-orchard"),
        P8345=item("Q880000160"),
    )
    yield entity("Q880000002", "The Glass Orchard", P31=item("Q7889"), P577=day("1999-01-01"))
    yield entity(
        "Q880000003",
        "The Glass Orchard",
        P31=item("Q21191270"),
        P345=text("tt98000003"),
        P577=day("1987-01-01"),
    )
    yield entity(
        "Q880000004",
        "Return to the Glass Orchard",
        P31=FEATURE,
        P577=day("1991-11-00", 10),
        P2047=amount("+1.9", HOURS),
        P345=text("tt98000004"),
        P4947=text("9800004"),
        P155=item("Q880000001"),
    )
    yield entity(
        "Q880000005", "Pip", P31=SHORT, P577=day("2001-00-00", 9), P2047=amount("+660", SECONDS)
    )
    yield entity("Q880000006", "Salt", P31=FILM, P577=day("1960-02-03"), P345=text("tt98000006"))
    yield entity("Q880000007", "Salt", P31=FILM, P577=day("2004-02-03"), P345=text("tt98000007"))
    yield entity(
        "Q880000008",
        None,
        P31=FILM,
        P577=day("1970-05-01"),
        P345=text("tt98000008"),
        P1476=title_in("ja", "鏡の庭"),
    )
    yield entity("Q880000009", "Q880000009", P31=FILM, P577=day("1970-05-01"))
    yield entity(
        "Q880000010",
        "Harbour Watch",
        P31=SERIES,
        P580=day("2009-09-19"),
        P345=text("tt98000010"),
        P4983=text("980010"),
    )
    yield entity("Q880000160", "Glass Orchard", P31=item("Q196600"))
    yield entity("Q880000161", "Salt Cellar", aliases=("Salt saga",), P31=item("Q24856"))
    yield entity("Q880000150", "Glass Orchard films", P31=item("Q24856"))
    yield entity(
        "Q880000011",
        "Kites & Keys",
        P31=item("Q880000999"),
        P577=day("2011-07-08"),
        P4947=text("9800011"),
        P345=text("tt98000011"),
        P2047=amount("+90", "1"),
    )


_SHOW = {
    "id": 88010,
    "url": "https://www.tvmaze.com/shows/88010/harbour-watch",
    "name": "Harbour Watch",
    "language": "English",
    "genres": ["Drama"],
    "premiered": "2009-09-19",
    "network": {"id": 1, "name": "One", "country": {"name": "Ireland", "code": "IE"}},
    "webChannel": None,
    "externals": {"tvrage": None, "thetvdb": 880110, "imdb": "tt98000010"},
    "summary": "<p>Nothing.</p>",
}


def _episodes() -> Iterator[dict[str, Any]]:
    for season, number, name, airdate in (
        (1, 1, "Tide", "2009-09-19"),
        (1, 2, "Fog", "2009-09-26"),
        (1, None, "A Special", "2009-12-25"),
        (2, 1, "TBA", ""),
    ):
        yield {
            "season": season,
            "number": number,
            "name": name,
            "airdate": airdate,
            "runtime": None if number is None else 50,
            "type": "regular" if number else "significant_special",
        }


_FOUND = {"id": 9800001, "title": "The Glass Orchard", "release_date": "1987-03-06"}
_MOVIE = {
    "id": 9800001,
    "title": "The Glass Orchard",
    "original_title": "Szklany sad",
    "original_language": "pl",
    "release_date": "1987-03-06",
    "runtime": 97,
    "genres": [{"id": 18, "name": "Drama"}],
    "production_countries": [{"iso_3166_1": "PL", "name": "Poland"}],
    "spoken_languages": [{"iso_639_1": "pl", "english_name": "Polish", "name": "Polski"}],
    "imdb_id": "tt98000001",
    "external_ids": {"imdb_id": "tt98000001", "wikidata_id": "Q880000001"},
    "credits": {
        "cast": [],
        "crew": [
            {"name": "Mira Novak", "job": "Director"},
            {"name": "Nobody", "job": "Art Direction"},
        ],
    },
    "watch/providers": {"results": {"IE": {"flatrate": [{"provider_name": "Kelp"}], "rent": []}}},
}


def _rows() -> Iterator[dict[str, Any]]:
    """Yield the rows of the query service: one for each combination of what is said."""
    for date, precision in (("1988-01-01", 9), ("1987-03-06", 11)):
        for series in ("Q880000150", "Q880000160"):
            yield _row(
                "Q880000001",
                "The Glass Orchard",
                imdb="tt98000001",
                date=f"{date}T00:00:00Z",
                precision=str(precision),
                series=f"{ENTITY}{series}",
                seriesLabel="Glass Orchard films" if series.endswith("50") else "Glass Orchard",
                ordinal="1",
                followedBy=f"{ENTITY}Q880000004",
                type=f"{ENTITY}Q11424",
            )
    follows = {"follows": f"{ENTITY}Q880000001", "period": "1950s"}
    yield _row("Q880000004", "Return to the Glass Orchard", imdb="tt98000004", **follows)
    yield _row("Q880000020", "Making The Glass Orchard", type=f"{ENTITY}Q93204", imdb="tt98000020")
    yield _row("Q880000021", "Return Again", imdb="tt98000004")
    yield _row("Q880000022", "The Grass Orchard", genre=f"{ENTITY}Q170539", imdb="tt98000022")
    yield _row("Q880000023", "Q880000023", imdb="tt98000023")
    yield _row("Q880000002", "The Glass Orchard", type=f"{ENTITY}Q7889")
    yield _row("Q880000010", "Harbour Watch", tmdbTv="980010", start="2009-09-19T00:00:00Z")
    yield _row("Q880000024", "Untitled Glass Orchard film", tmdbMovie="9800024")


def _row(number: str, label: str, **cells: str) -> dict[str, Any]:
    said = {"item": f"{ENTITY}{number}", "itemLabel": label, **cells}
    return {name: {"type": "literal", "value": value} for name, value in said.items()}


class World:
    """What the server knows, and what it was asked.

    ``faults`` are what it answers first, ``at_once`` how many requests it had to answer at a time.
    """

    address = ""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what was asked, and what a test made up."""
        self.entities = {one["id"]: one for one in _entities()}
        self.merged = {"Q880000901": "Q880000001"}
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.faults: list[tuple[int, dict[str, str], bytes]] = []
        self.rows = {
            "wd:Q880000160": list(_rows()),
            "wd:Q880000161": [
                _row("Q880000006", "Salt", imdb="tt98000006"),
                _row("Q880000007", "Salt", follows=f"{ENTITY}Q880000006"),
            ],
        }
        self.shows: dict[str, Any] = {
            "tt98000010": 88010,
            "search": [{"score": 1.0, "show": _SHOW}],
            "/shows/88010": _SHOW,
            "/shows/88010/episodes": list(_episodes()),
        }
        self.tmdb: dict[str, Any] = {
            "/search/movie": {"page": 1, "results": [_FOUND]},
            "/find/tt98000001": {"movie_results": [_FOUND], "tv_results": []},
            "/movie/9800001": dict(_MOVIE),
        }
        self.at_once = 0
        self._waiting = 0
        self.pause = 0.0
        self._seconds = 0.0
        self._left: int | None = None
        self._hang_at: int | None = None

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count how many requests are answered at one time."""
        self._waiting += 1
        self.at_once = max(self.at_once, self._waiting)
        try:
            yield
        finally:
            self._waiting -= 1

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        """Return (status, JSON, headers) for what was asked."""
        if path == "/w/api.php":
            return 200, self._wikidata(query), {}
        if path == "/sparql":
            return 200, self._sparql(query["query"]), {}
        if path.startswith("/tvmaze"):
            return self._tvmaze(path.removeprefix("/tvmaze"), query)
        return self._tmdb(path.removeprefix("/3"), query)

    def trickle(self, seconds: float) -> None:
        """Answer byte by byte from now on, each after some seconds."""
        self.pause = seconds

    def stall(self, seconds: float) -> None:
        """Answer only after some seconds from now on."""
        self._seconds = seconds

    def fails_after(self, requests: int) -> None:
        """Answer so many requests more, then with an error."""
        self._left = requests

    def hangs_after(self, requests: int) -> None:
        """Answer so many requests more, and the next one never."""
        self._hang_at = len(self.asked) + requests

    def delay(self) -> None:
        """Wait as a test wants it, and fail from when it wants it."""
        if self._hang_at is not None and len(self.asked) > self._hang_at:
            time.sleep(20)
        if self._seconds:
            time.sleep(self._seconds)
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                self.faults.append((500, {}, b"broken"))

    # -- Wikidata ----------------------------------------------------------------------------

    def _wikidata(self, query: dict[str, str]) -> Any:
        assert query["format"] == "json"
        if query["action"] == "wbgetentities":
            return self._by_ids(query)
        if query["action"] == "wbsearchentities":
            wanted = query["search"].casefold()
            return {
                "search": [
                    {"id": one["id"], "match": {"type": "label", "language": "en", "text": name}}
                    for one in self.entities.values()
                    for name in _names(one)
                    if name.casefold().startswith(wanted)
                ][: int(query["limit"])],
                "success": 1,
            }
        found = [one["id"] for one in self.entities.values() if _matches(one, query["srsearch"])]
        return {"query": {"search": [{"ns": 0, "title": number} for number in found]}}

    def _by_ids(self, query: dict[str, str]) -> Any:
        ids = query["ids"].split("|")
        if len(ids) > 50:
            return {"error": {"code": "toomanyvalues", "info": "Too many values"}}
        return {"entities": {one: self._entity(one, query) for one in ids}, "success": 1}

    def _entity(self, number: str, query: dict[str, str]) -> Any:
        found = self.entities.get(self.merged.get(number, number))
        if not found:
            return {"id": number, "missing": ""}
        languages = query["languages"].split("|")
        kept = {key: found[key] for key in ("type", "id")}
        kept["labels"] = {k: v for k, v in found["labels"].items() if k in languages}
        if "claims" in query["props"]:
            kept |= {"claims": found["claims"], "aliases": found["aliases"] or []}
        return kept

    def _sparql(self, query: str) -> Any:
        rows = next((rows for anchor, rows in self.rows.items() if anchor in query), [])
        return {"head": {"vars": []}, "results": {"bindings": rows}}

    # -- TVmaze and TMDB ---------------------------------------------------------------------

    def _tvmaze(self, path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        if path == "/lookup/shows":
            number = self.shows.get(query.get("imdb", ""))
            if number is None:
                return 404, {"name": "Not Found", "status": 404}, {}
            return 301, None, {"Location": f"https://api.tvmaze.com/shows/{number}"}
        if path == "/search/shows":
            wanted = query["q"].casefold()
            found = [
                one for one in self.shows["search"] if one["show"]["name"].casefold() == wanted
            ]
            return 200, found, {}
        if path in self.shows:
            return 200, self.shows[path], {}
        return 404, {"name": "Not Found", "status": 404}, {}

    def _tmdb(self, path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        if query.get("api_key") != KEY:
            return 401, {"status_code": 7, "status_message": "Invalid", "success": False}, {}
        if path in self.tmdb:
            return 200, self.tmdb[path], {}
        if path.startswith("/search/"):
            return 200, {"page": 1, "results": [], "total_results": 0}, {}
        return 404, {"status_code": 34, "status_message": "None", "success": False}, {}


def _names(one: Mapping[str, Any]) -> list[str]:
    labels = [label["value"] for label in one["labels"].values()]
    titles = [
        said["mainsnak"]["datavalue"]["value"]["text"] for said in one["claims"].get("P1476", ())
    ]
    return labels + titles + [alias["value"] for alias in one["aliases"].get("en", ())]


def _matches(one: Mapping[str, Any], words: str) -> bool:
    """Whether an item has all words, a year in its dates, and all statements of a search."""
    for word in words.replace('"', "").replace("-", " ").split():
        property_, _, value = word.removeprefix("haswbstatement:").partition("=")
        if word.startswith("haswbstatement:"):
            there = [s["mainsnak"].get("datavalue", {}) for s in one["claims"].get(property_, ())]
            if not there or (value and all(v.get("value") != value for v in there)):
                return False
        elif word.isdecimal() and len(word) == 4:
            if f"+{word}" not in json.dumps(one["claims"].get("P577", "")):
                return False
        elif word.casefold() not in " ".join(_names(one)).casefold().split():
            return False
    return True


class _Handler(BaseHTTPRequestHandler):
    world: World
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with self.world.counting():
            self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.world.asked.append((parts.path, query, dict(self.headers)))
        self.world.delay()
        if self.world.faults:
            status, headers, body = self.world.faults.pop(0)
        else:
            status, answer, headers = self.world.answer(parts.path, query)
            body = b"" if answer is None else json.dumps(answer).encode()
            headers = {"Content-Type": "application/json", **headers}
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in map(bytes, zip(body, strict=True)) if self.world.pause else [body]:
            time.sleep(self.world.pause)
            self.wfile.write(piece)
        self.close_connection = "Content-Length" in headers

    def log_message(self, *_args: object) -> None:
        """Say nothing on stderr."""


@contextmanager
def serving(world: World) -> Iterator[World]:
    """Let a world be asked on loopback, for as long as the block runs."""
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    world.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()


def variables(address: str) -> dict[str, str]:
    """Return the variables that lead the program to a server."""
    return {
        "WATCHLIST_WIKIDATA_URL": f"{address}/w/api.php",
        "WATCHLIST_WIKIDATA_QUERY_URL": f"{address}/sparql",
        "WATCHLIST_TVMAZE_URL": f"{address}/tvmaze",
        "WATCHLIST_TMDB_URL": f"{address}/3",
    }
