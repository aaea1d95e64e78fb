"""The ``.nfo`` file that Kodi and Jellyfin read beside a film: its place in an order.

Of a file that is there only ``<sorttitle>``, ``<set>`` and ``<uniqueid>`` are changed; every other
byte of it stays. expat tells where these stand; a file that declares or uses entities of its own is
refused before any is expanded. The elements are those of the Kodi wiki, *NFO files/Movies*.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from watchlist.render.text import printable

_ROOT: Final = "movie"
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)[\"']")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The marks at the beginning of a file, which stay in its text, and what they tell."""


class FilmFacts(NamedTuple):
    """What an ``.nfo`` says of a film; ``ids`` are by the names that Kodi has for the sites."""

    title: str
    year: int | None
    sort_title: str
    set_name: str
    ids: Mapping[str, str]


def new_nfo(facts: FilmFacts) -> bytes:
    """Return the file of a film that has none."""
    year = f"\n  <year>{facts.year}</year>" if facts.year else ""
    lines = "".join(f"\n  {element}" for element in _wanted(facts).values())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<{_ROOT}>\n  <title>{_text(facts.title)}</title>{year}{lines}\n</{_ROOT}>\n"
    ).encode()


def changed_nfo(content: bytes, facts: FilmFacts) -> bytes:
    """Return a file with the place of the film in it.

    Raises ValueError, with the reason, for what is no sound XML, has entities or is of no film.
    """
    text, encoding = _decoded(content)
    plain = text.encode("utf-8")
    found = _Elements(plain)
    pieces = sorted(_changes(found, facts))
    for start, end, new in reversed(pieces):
        plain = plain[:start] + new.encode() + plain[end:]
    return plain.decode("utf-8").encode(encoding, "xmlcharrefreplace")


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    declared = _DECLARED.match(content)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), encoding)
    try:
        return content.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError) as error:
        raise ValueError(f"its text is not {encoding}") from error


class _Element(NamedTuple):
    """An element directly in the root: where it stands, as bytes, its attributes and its name."""

    name: str
    start: int
    end: int
    attributes: dict[str, str]
    inner: tuple[int, int] | None = None
    """Where the ``<name>`` in it stands."""


class _Elements:
    """The elements directly in the root of a document, and where that ends."""

    def __init__(self, content: bytes) -> None:
        self.children: list[_Element] = []
        self.end = 0
        self._content = content
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._inner: tuple[int, int] | None = None
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse
        parser.SkippedEntityHandler = self._refuse
        self._parser = parser
        try:
            parser.Parse(content, True)  # noqa: FBT003 -- expat takes no names
        except expat.ExpatError as error:
            raise ValueError(f"it is no sound XML ({error})") from error

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("it has entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open and name != _ROOT:
            raise ValueError(f"it is about a <{printable(name)}>, no <{_ROOT}>")
        if len(self._open) == 1:
            self._inner = None
        self._open.append((name, self._parser.CurrentByteIndex, attributes))

    def _end(self, name: str) -> None:
        _, start, attributes = self._open.pop()
        index = self._parser.CurrentByteIndex
        closing = self._content.startswith(b"</", index)
        end = self._content.index(b">", index) + 1 if closing else index
        if not self._open:
            if not closing:
                raise ValueError(f"its <{_ROOT}> is empty")
            self.end = index
        elif len(self._open) == 1:
            self.children.append(_Element(name, start, end, attributes, self._inner))
        elif len(self._open) == 2 and name == "name":  # noqa: PLR2004 -- in the root, in an element
            self._inner = (start, end)


def _changes(found: _Elements, facts: FilmFacts) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text) of what is to be put where."""
    wanted = _wanted(facts)
    for child in found.children:
        key = child.name
        if key == "uniqueid":
            key = f"uniqueid {child.attributes.get('type', '')}"
        if (new := wanted.pop(key, "")) and key == "set" and child.inner:
            yield (*child.inner, f"<name>{_text(facts.set_name)}</name>")
        elif new:
            yield child.start, child.end, _like(new, child)
    has_default = any("default" in child.attributes for child in found.children)
    lines = [new.replace(' default="true"', "") if has_default else new for new in wanted.values()]
    if lines:
        yield found.end, found.end, "".join(f"  {line}\n" for line in lines)


def _like(new: str, child: _Element) -> str:
    """Return a new element with the attributes of the one in whose place it stands."""
    kept = "".join(f" {name}={quoteattr(value)}" for name, value in child.attributes.items())
    return re.sub(r"<(\w+)[^>]*>", lambda match: f"<{match[1]}{kept}>", new, count=1)


def _wanted(facts: FilmFacts) -> dict[str, str]:
    """Return the elements of a film, by what they are known by."""
    found = {
        "sorttitle": f"<sorttitle>{_text(facts.sort_title)}</sorttitle>",
        "set": f"<set><name>{_text(facts.set_name)}</name></set>",
    }
    for index, (site, id_) in enumerate(facts.ids.items()):
        default = "" if index else ' default="true"'
        found[f"uniqueid {site}"] = f'<uniqueid type="{site}"{default}>{_text(id_)}</uniqueid>'
    return found


def _text(text: str) -> str:
    """Return a text of which nothing takes effect in XML; what XML cannot hold is an escape."""
    return escape(printable(text))
