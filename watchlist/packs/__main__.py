"""``python -m watchlist.packs`` writes what is made from the packs: their index, the schema."""

from pathlib import Path

from watchlist.packs.schema import schema
from watchlist.packs.shelf import FOLDER, INDEX
from watchlist.packs.shipped import index_text

SCHEMA = Path(__file__).parents[2] / "docs" / "pack.schema.json"

if __name__ == "__main__":
    (FOLDER / INDEX).write_text(index_text(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
