"""The configuration file: where it is, and what it and the environment say."""

from __future__ import annotations

import os
import re
from typing import Any, Final, NamedTuple

from watchlist.cli.config.settings import SETTINGS, Fault, Settings
from watchlist.cli.folders import config_folder
from watchlist.errors import ConfigError
from watchlist.files.reading import read_bytes, reason

VARIABLE: Final = "WATCHLIST_CONFIG"
NAME: Final = "config.toml"
_PLACE: Final = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)")
_FIX: Final = "Put it right with “watchlist config edit”"


class Configuration(NamedTuple):
    """The settings, and what is wrong with them as sentences with file and line."""

    settings: Settings
    faults: list[str]

    def check(self) -> Settings:
        """Return the settings. Raises ConfigError with the first thing that is wrong."""
        if self.faults:
            raise ConfigError(self.faults[0])
        return self.settings


def config_path() -> str:
    """Return the path of the configuration file, which may not exist."""
    if path := os.environ.get(VARIABLE):
        return path
    return os.path.join(config_folder(), NAME)


def load_configuration() -> Configuration:
    """Read what is set; without a file this takes no more than looking for it."""
    path = config_path()
    try:
        content = read_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        return _configuration(path, "", {})
    except OSError as error:
        return Configuration(
            Settings({}, os.environ), [f"{path} cannot be read: {reason(error, path)}."]
        )
    try:
        text = content.decode("utf-8-sig")
        return _configuration(path, text, parsed(text))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        sentence = f"{path}, line {line}: this is not valid text (UTF-8). {_FIX}."
    except ConfigError as error:
        sentence = f"{path}, {error}. {_FIX}."
    return Configuration(Settings({}, os.environ), [sentence])


def parsed(text: str) -> dict[str, Any]:
    """Return what a file says. Raises ConfigError with the line that is no TOML."""
    import tomllib  # noqa: PLC0415 -- most people have no such file, and it is slow to load

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.fullmatch(str(error))
        what = place[1] if place else str(error)
        line = int(place[2]) if place and place[2] else len(text.splitlines())
        raise ConfigError(f"line {line}: {what[:1].lower()}{what[1:]}") from error
    except RecursionError as error:
        raise ConfigError("line 1: nested too deeply") from error


def _configuration(path: str, text: str, file: dict[str, Any]) -> Configuration:
    if isinstance(library := file.get("library"), str) and library:
        # what is meant does not depend on the folder that one happens to be in
        file["library"] = os.path.join(os.path.dirname(path), os.path.expanduser(library))
    settings = Settings(file, os.environ)
    return Configuration(
        settings,
        [_fault_sentence(path, text, fault) for fault in settings.faults],
    )


def sentence(text: str) -> str:
    """Return a text as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def _fault_sentence(path: str, text: str, fault: Fault) -> str:
    """Say what is wrong under a key or in a variable, where, and how to fix it."""
    what = sentence(fault.sentence)
    if fault.is_variable:
        return f"{fault.key}: {what} Set it to another value, or unset it."
    fix = f"set {fault.key} VALUE" if fault.key in SETTINGS else f"unset {fault.key}"
    line = _line(text, fault.key)
    return f"{path}, line {line}: {what} Put it right with “watchlist config {fix}”."


def _line(text: str, key: str) -> int:
    """Return the line of a file on which a key stands, as far as that can be told."""
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    found = (n for n, line in enumerate(text.splitlines(), start=1) if begins.match(line))
    return next(found, 1)
