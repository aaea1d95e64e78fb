"""JSON and XML as trees of dicts, lists and texts; their records by path (``items[].name``).

XML is read by the parser of the standard library with neither document types nor entities of its
own, so that nothing is fetched and nothing grows. An element is a dict of its attributes
(``@id``), its text (``#text``) and its children, one without these its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Final
from xml.parsers import expat

import msgspec

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sources import SourceFile

DEEPEST: Final = 100
"""How deep elements of XML may be in one another."""
_PATHS_DEEP: Final = 12
_LOOKED_AT: Final = 50
_MOST_PATHS: Final = 100
EACH: Final = "[]"
_IN_ROOT: Final = 2
"""How many elements are open around a child of the root, which is a record also when alone."""
_TEXT: Final = "#text"
_KEY: Final = "@key"
"""What the name of an item is called that has one instead of a place in a list."""


def is_json(start: str) -> bool:
    """Whether a text begins as JSON with records does."""
    return start.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def is_xml(start: str) -> bool:
    """Whether a text begins as XML does."""
    text = start.lstrip("\ufeff \t\r\n")
    return text.lower().startswith(("<?xml", "<!doctype")) or (
        text[:1] == "<" and text[1:2].isalpha()
    )


def tree_of(member: SourceFile) -> Any:
    """Return what a file of JSON or XML holds. Raises RefusedError."""
    return xml_of(member) if is_xml(member.start) else json_of(member)


def json_of(member: SourceFile) -> Any:
    """Return what a file of JSON holds. Raises RefusedError when it is damaged or too deep."""
    raw = member.raw()
    with _refused(member):
        try:
            return msgspec.json.decode(raw)
        except msgspec.DecodeError:
            if lines := _lines_in(raw):
                return lines
            raise


def items_of(member: SourceFile, *names: str) -> JsonItems:
    """Return the items of the list that a file of JSON is, or that it has under one of the names.

    What has no such list is one item. Raises RefusedError when it is damaged or too deep.
    """
    raw = member.raw()
    with _refused(member):
        fields = _fields_in(raw)
        lists = map(_list_in, (raw, *(fields[name] for name in names if name in fields)))
        listed = next(filter(None, lists), None)
    return JsonItems(member, listed or [msgspec.Raw(raw)])


def _lines_in(text: bytes) -> list[Any]:
    """Return what the lines of a text hold, if each holds JSON of its own."""
    with suppress(msgspec.DecodeError):
        return msgspec.json.Decoder().decode_lines(text)
    return []


def _list_in(text: bytes | msgspec.Raw) -> list[msgspec.Raw]:
    with suppress(msgspec.ValidationError):
        return msgspec.json.decode(text, type=list[msgspec.Raw])
    return []


def _fields_in(text: bytes) -> dict[str, msgspec.Raw]:
    with suppress(msgspec.ValidationError):
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    return {}


class JsonItems:
    """The items of a list, each decoded when it is asked for: all at once take ten times the room.

    Going through them raises RefusedError when one is damaged or too deep.
    """

    def __init__(self, member: SourceFile, texts: list[msgspec.Raw]) -> None:
        self._member = member
        self._texts = texts

    def __iter__(self) -> Iterator[Any]:
        for text in self._texts:
            with _refused(self._member):
                item = msgspec.json.decode(text)
            yield item


@contextmanager
def _refused(member: SourceFile) -> Iterator[None]:
    """Raise RefusedError for JSON that cannot be decoded."""
    try:
        yield
    except msgspec.DecodeError as error:
        raise RefusedError(f"{member.path} is damaged JSON: {error}. Export it again.") from error
    except RecursionError as error:
        raise RefusedError(
            f"{member.path} is nested too deeply: no export is like that."
        ) from error


def xml_of(member: SourceFile) -> Any:
    """Return what a file of XML holds: a dict with its root. Raises RefusedError."""
    builder = _Builder(member.path)
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(member.raw(), True)  # noqa: FBT003 -- the signature of expat
    except expat.ExpatError as error:
        raise RefusedError(
            f"{member.path} is damaged XML, at line {error.lineno}: export it again."
        ) from error
    return builder.root


class _Builder:
    """Builds the tree while the parser goes through the text."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.root: dict[str, Any] = {}
        self._open: list[tuple[dict[str, Any], list[str]]] = [(self.root, [])]

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        """Open an element. Raises RefusedError when it is too deep."""
        if len(self._open) > DEEPEST:
            raise RefusedError(f"{self._path} is nested too deeply: no export is like that.")
        self._open.append(({f"@{name}": text for name, text in attributes.items()}, []))

    def end(self, name: str) -> None:
        """Close an element, and enter it in the one around it."""
        node, texts = self._open.pop()
        text = "".join(texts).strip()
        value: Any = node or text
        if node and text:
            node[_TEXT] = text
        around = self._open[-1][0]
        if name not in around:
            is_record = len(self._open) == _IN_ROOT and isinstance(value, dict)
            around[name] = [value] if is_record else value
        elif isinstance(around[name], list):
            around[name].append(value)
        else:
            around[name] = [around[name], value]

    def data(self, text: str) -> None:
        """Keep the text of an element."""
        self._open[-1][1].append(text)

    def refuse(self, *_declared: object) -> None:
        """Raise RefusedError: what declares its own entities is no export."""
        raise RefusedError(
            f"{self._path} declares a document type of its own, which no export does: it is not "
            "read."
        )


def record_paths(tree: Any) -> dict[str, list[str]]:
    """Return the paths of the texts in the records of a tree, with some of the texts of each."""
    found: dict[str, list[str]] = {}
    for path, text in _leaves(tree, "", 0):
        if EACH in path and (path in found or len(found) < _MOST_PATHS):
            found.setdefault(path, []).append(text)
    return found


def other_paths(tree: Any) -> list[str]:
    """Return the paths of the texts in a tree that are in no record."""
    return list(
        dict.fromkeys(path for path, _ in islice(_leaves(tree, "", 0), _MOST_PATHS) if path)
    )


def _leaves(node: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _PATHS_DEEP:
        return
    items = _items_in(node)
    if items is not None and (EACH not in path or any(isinstance(o, dict | list) for o in items)):
        for one in islice(items, _LOOKED_AT):
            yield from _leaves(one, f"{path}{EACH}", depth + 1)
    elif isinstance(node, dict):
        for name, value in node.items():
            below = f"{path}.{name}" if path else str(name)
            yield from _leaves(value, path if name == _TEXT else below, depth + 1)
    else:
        yield path, text_of_leaf(node)


def _items_in(node: Any) -> list[Any] | None:
    """Return the items of a list, or of an object that has them by their numbers or ids."""
    if isinstance(node, list):
        return node
    if not isinstance(node, dict) or not all(isinstance(one, dict) for one in node.values()):
        return None
    if not node or not all(any(map(str.isdecimal, name)) for name in node):
        return None
    return [{**one, _KEY: name} for name, one in node.items()]


def text_of_leaf(value: Any) -> str:
    """Return what stands at a path as the text of a cell; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(filter(None, map(text_of_leaf, value)))
    if isinstance(value, float):
        return f"{value:g}" if value == round(value, 4) else str(value)
    return "" if isinstance(value, dict) else str(value)


def records_prefix(path: str) -> str:
    """Return the path of the records that a path is in: ``items[]`` of ``items[].name``."""
    return path[: path.rfind(EACH) + len(EACH)] if EACH in path else ""


def rows_at(tree: Any, prefix: str, paths: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts at some paths for each record below a prefix.

    A path that leads out of the records is looked up in what they are in.
    """
    steps = _steps(prefix)
    wanted = [_steps(path) for path in paths]
    shared = [_shared(steps, one) for one in wanted]
    for trail in _trails(tree, steps):
        yield [
            "; ".join(
                dict.fromkeys(filter(None, map(text_of_leaf, _at(trail[count], one[count:]))))
            )
            for one, count in zip(wanted, shared, strict=True)
        ]


def _steps(path: str) -> list[str]:
    return [step for step in path.replace(EACH, f".{EACH}").split(".") if step]


def _shared(steps: Sequence[str], others: Sequence[str]) -> int:
    """Return how many steps two paths have in common."""
    pairs = zip(steps, others, strict=False)
    return next(
        (count for count, (one, other) in enumerate(pairs) if one != other),
        min(len(steps), len(others)),
    )


def _trails(node: Any, steps: Sequence[str]) -> Iterator[list[Any]]:
    """Yield the nodes on the way to each record, the root first and the record last."""
    if not steps:
        yield [node]
        return
    for child in _children(node, steps[0]):
        for trail in _trails(child, steps[1:]):
            yield [node, *trail]


def _children(node: Any, step: str) -> Sequence[Any]:
    if step == EACH:
        items = _items_in(node)
        return [node] if items is None else items  # one record alone in XML
    if isinstance(node, dict) and step in node:
        return [node[step]]
    return []


def _at(node: Any, steps: Sequence[str]) -> list[Any]:
    """Return what stands at the end of some steps, several things behind an ``[]``."""
    nodes = [node]
    for step in steps:
        nodes = [child for one in nodes for child in _children(one, step)]
    with suppress(IndexError):
        if len(nodes) == 1 and isinstance(nodes[0], dict) and _TEXT in nodes[0]:
            return [nodes[0][_TEXT]]
    return nodes
