"""The HTML that people write in reviews and descriptions, as plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,32});")
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")
_LONGEST: Final = 20_000
_MOST_TAGS: Final = 500
"""Beyond these a text is not parsed, but only rid of its tags: parsing could take very long."""
_PARAGRAPHS: Final = ("p", "blockquote", "ul", "ol", "div")


def plain_text(html: str) -> str:
    """Return a text without tags, with its paragraphs and line breaks."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if not _MARKUP.search(html):
        return html.strip()
    if len(html) > _LONGEST or html.count("<") > _MOST_TAGS:
        return unescape(_TAG.sub("", html)).strip()
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


class _TextReader(HTMLParser):
    """Collects the text; how tags are nested does not matter to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def set_cdata_mode(self, elem: str, **_how: object) -> None:
        """Read on as anywhere else: what is in a script that never ends is somebody's text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the signature of HTMLParser
        """Begin a line where a tag does."""
        if tag in ("br", "li"):
            self.parts.append("\n")
        elif tag in _PARAGRAPHS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep the text between tags."""
        self.parts.append(data)
