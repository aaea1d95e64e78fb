"""What readers make of files with the quirks of real ones: each input has a golden file beside it.

``python -m tests.formats.test_golden`` writes what is read today into the golden files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from watchlist.formats import registry
from watchlist.formats.parsing import sources
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, Item, ListEntry

FOLDER = Path(__file__).parent / "golden"
GOLDEN = ".golden"
INPUTS = sorted(
    path
    for reader in FOLDER.iterdir()
    if reader.is_dir() and not reader.name.startswith("_")
    for path in reader.iterdir()
    if path.suffix != GOLDEN
)


def golden_of(path: Path) -> Path:
    return path.with_name(path.name + GOLDEN)


def lines(path: Path, options: Options) -> Iterator[str]:
    with sources.opened(str(path)) as source:
        reader = registry.recognise(source)
        yield f"{reader.TITLE}\n"
        for item in reader.read(source, options):
            yield f"{type(item).__name__} {brief(item)}\n"


def brief(item: Item) -> str:
    """Return an item as JSON, without the fields that say nothing."""
    content = meaning(item) if isinstance(item, Entry | ListEntry) else item._asdict()
    return msgspec.json.encode(content, enc_hook=str).decode()


def meaning(record: Entry | ListEntry) -> dict[str, object]:
    defaults = {
        field.name: field.default_factory() if callable(field.default_factory) else field.default
        for field in msgspec.structs.fields(record)
    }
    content = msgspec.structs.asdict(record)
    said = {name: value for name, value in content.items() if value != defaults[name]}
    if isinstance(record, ListEntry):
        said["films"] = [(meaning(listed.entry), listed.note) for listed in record.films]
    return said | {"origin": str(record.origin)}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_recognised_and_read_as_its_golden_file_says(path: Path) -> None:
    assert "".join(lines(path, Options())) == golden_of(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_folder_of_a_file_is_the_name_of_its_reader(path: Path) -> None:
    with sources.opened(str(path)) as source:
        assert registry.recognise(source) is registry.reader(path.parent.name)


if __name__ == "__main__":
    for written in INPUTS:
        golden_of(written).write_text("".join(lines(written, Options())), encoding="utf-8")
