"""Print constraints for pip: each dependency at the lowest version that pyproject.toml allows."""

import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest(requirement: str) -> str:
    """Return ``name==1.0`` for ``name>=1.0``, with its marker if it has one.

    Raises ValueError for any other form.
    """
    wanted, semicolon, marker = requirement.partition(";")
    name, at_least, version = wanted.strip().partition(">=")
    if not at_least or not version.replace(".", "").isdigit():
        raise ValueError(f"“{requirement}” does not say the lowest version alone: name>=1.0")
    return f"{name}=={version}{semicolon}{marker}"


if __name__ == "__main__":
    dependencies = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    sys.stdout.writelines(f"{lowest(dependency)}\n" for dependency in dependencies)
