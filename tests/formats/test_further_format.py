"""The further format of ``docs/import.md`` costs what the page says, and works as it stands."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import Run
from watchlist.formats import registry

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = Path(__file__).parents[2] / "docs" / "import.md"


def test_one_module_and_one_line_make_a_format(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module_text, line = _BLOCK.findall(PAGE.read_text("utf-8"))
    name, path = re.findall(r'"(.*?)"', line)
    module = ModuleType(path)
    exec(module_text, vars(module))  # noqa: S102 -- the example of our own page
    monkeypatch.setitem(sys.modules, path, module)
    monkeypatch.setattr(registry, "READERS", {name: path, **registry.READERS})
    file = tmp_path / "films.txt"
    file.write_text("seen: Heat (1995)\nseen: Ronin (1998)\n", encoding="utf-8")
    result = run("import", str(file))
    assert (result.exit_code, result.stderr) == (0, "films.txt: Seen list.\n")
    assert [(v["title"], v["year"], v["watched_on"]) for v in run.json("log")] == [
        ("Heat", 1995, None),
        ("Ronin", 1998, None),
    ]
