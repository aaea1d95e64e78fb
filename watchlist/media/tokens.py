"""What is known of the words and marks in names of media files. Pure.

The endings, folders and suffixes of extras are those that Plex, Jellyfin and Kodi document.
"""

from __future__ import annotations

import re
from typing import Final

VIDEO: Final = frozenset(
    (
        *("mkv", "mp4", "m4v", "avi", "mov", "wmv", "mpg", "mpeg", "m2v", "ts", "m2ts", "mts"),
        *("webm", "ogv", "ogm", "flv", "f4v", "divx", "xvid", "vob", "iso", "img", "rmvb", "rm"),
        *("asf", "3gp", "3g2", "strm", "wtv", "dvr-ms"),
    )
)
EXTRA_FOLDERS: Final = frozenset(
    (
        *("sample", "samples", "extra", "extras", "featurette", "featurettes", "trailer"),
        *("trailers", "behind the scenes", "deleted scenes", "bonus", "proof", "screens"),
        *("subs", "subtitles", "sub", "video_ts", "audio_ts", "bdmv", "theme-music"),
        *("backdrops", "lost+found", "system volume information", "#recycle"),
    )
)
EXTRA_FOLDERS_OF_FILM: Final = frozenset(
    ("scenes", "shorts", "interviews", "clips", "other", "specials", "making of")
)
"""Folders of extras where they lie in that of a film: elsewhere they may hold films."""

_CASE: Final = re.IGNORECASE
EXTRA_FILE: Final = re.compile(
    r"^(?:sample|trailer|theme)(?:[\s._-]|$)|(?:^|[\s._-])(?:sample|trailer)\s*\d*$"
    r"|-(?:behindthescenes|featurette|deletedscene|deleted)\d*$",
    _CASE,
)
EXTRA_FILE_OF_FILM: Final = re.compile(r"\S-(?:interview|scene|short|clip|other|extra)\d*$", _CASE)

_SEPARATOR: Final = r"[\s._\-]"
_OPEN: Final = r"[\[({]\s*"
_CLOSE: Final = r"\s*[\])}]"
ID: Final = re.compile(
    rf"{_OPEN}(?P<site>imdb|tmdb|tvdb)(?:id)?\s*[-=:_ ]?\s*(?P<number>tt\d{{5,}}|\d+){_CLOSE}",
    _CASE,
)
BARE_IMDB: Final = re.compile(r"(?<![^\W_])tt\d{7,10}(?![^\W_])", _CASE)
SITE: Final = re.compile(r"^\s*\[?\s*www\.[\w.-]+\.[a-z]{2,}\s*\]?[\s_]*-[\s_]*(?=\S)", _CASE)
"""The address in front of what was downloaded there."""
EDITION: Final = re.compile(r"\{edition-([^}]*)\}", _CASE)
BRACKETS: Final = re.compile(r"\[(?!(?:18|19|20)\d\d\])[^\]]*\]|\{[^}]*\}")
"""Square and curly brackets, unless there is a year in them."""

_YEAR: Final = r"(?:18[89]\d|19\d\d|20[0-3]\d)"
YEAR_IN_BRACKETS: Final = re.compile(rf"[(\[]\s*(?P<year>{_YEAR})\s*[)\]]")
PLAIN: Final = re.compile(rf"(?P<title>[^\[\]{{}}()_]+) \((?P<year>{_YEAR})\)")
"""The plainest style, “Title (1999)”, in which most names are."""
LAST_YEAR: Final = re.compile(rf"(?<=[\s._\-,])(?P<year>{_YEAR})(?=[\s._\-,]|$)")
FIRST_YEAR: Final = re.compile(rf"\s*(?P<year>{_YEAR})(?:\s+-\s+|\s*[._]\s+)(?P<title>.+)")
"""A year in front that is set off: “1999 - Title”."""
YEAR_ALONE: Final = re.compile(r"\d+")

_RELEASE: Final = (
    r"\d{3,4}[pi]|4k|8k|uhd|hdr(?:10)?\+?|dolby|blu-?ray|bd-?rip|br-?rip|bd-?remux|web-?dl|web-?rip"
    r"|web(?=[\s._\-](?:x|h|dl|rip|\d))|hdtv|pdtv|dsr|dvd-?rip|dvd-?scr|dvd[59r]?|hd-?rip|hdcam"
    r"|telesync|vhs-?rip|x\.?26[45]|h\.?26[45]|hevc|avc|av1|xvid|divx|remux|10-?bit|8-?bit"
    r"|aac\d?|ac3|e-?ac-?3|dts(?:-?hd)?|ddp?\d|truehd|atmos|flac|opus|amzn|nf|dsnp|hmax|atvp"
    r"|proper|repack|internal|remastered|unrated|uncut|extended(?:[\s._-]+(?:cut|edition))?"
    r"|theatrical(?:[\s._-]+cut)?|director'?s[\s._-]+cut|final[\s._-]+cut|imax(?:[\s._-]+edition)?"
    r"|criterion|multi|dual[\s._-]audio|subbed|dubbed|hardsub|vostfr|truefrench|complete"
)
TECHNICAL: Final = re.compile(rf"(?<![^\W_])(?:{_RELEASE})(?![^\W_])", _CASE)
"""Words that a release adds behind the title."""

DISC: Final = re.compile(
    rf"(?P<disc>{_SEPARATOR}*[\[(]?\b(?:cd|disc|disk|dvd){_SEPARATOR}?(?P<number>[1-9]|[a-d])\b[\])]?)"
    rf"(?={_SEPARATOR}*(?:$|[\[({{])|(?<!dvd\d)-[a-z0-9]+$)",
    _CASE,
)
"""A disc at the end, where the group of a release may follow; its DVD5 is no fifth disc."""
PART_BEHIND_YEAR: Final = re.compile(
    rf"[(\[]?{_YEAR}[)\]]?.*?(?P<disc>{_SEPARATOR}+(?:part|pt){_SEPARATOR}?(?P<number>[1-9]|[a-d]))"
    rf"(?={_SEPARATOR}|$)",
    _CASE,
)
_BEFORE: Final = r"(?<![^\W_])"
_AFTER: Final = r"(?![^\W_])"
EPISODE_MARKS: Final = (
    re.compile(
        rf"{_BEFORE}s(?P<season>\d{{1,4}})(?:[\s._-]?|\s-\s)(?:e|ep)[\s._]?(?P<first>\d{{1,4}})"
        rf"(?:(?:[\s._]?[-~&+]?[\s._]?(?:e|ep)[\s._]?\d{{1,4}})*?"
        rf"(?:[\s._]?[-~&+]?[\s._]?(?:e|ep)[\s._]?|-)(?P<last>\d{{1,4}})|(?P<half>[a-d]))?{_AFTER}",
        _CASE,
    ),
    re.compile(
        rf"{_BEFORE}(?P<season>\d{{1,2}})x(?P<first>\d{{1,3}})"
        rf"(?:-(?:\d{{1,2}}x)?(?P<last>\d{{1,3}}))?{_AFTER}",
        _CASE,
    ),
    re.compile(
        rf"{_BEFORE}(?:season|series|staffel|saison|temporada)[\s._-]*(?P<season>\d{{1,2}})[\s._,-]*"
        rf"(?:episode|folge|episodio|épisode|ep)[\s._-]*(?P<first>\d{{1,4}}){_AFTER}",
        _CASE,
    ),
)
ABSOLUTE: Final = re.compile(
    r"(?P<title>.+?)[\s._]+-[\s._]+(?:ep?\.?\s?)?(?!(?:19|20)\d\d(?:\D|$))"
    r"(?P<first>\d{1,4})(?:v\d)?(?:[\s._(-].*)?",
    _CASE | re.DOTALL,
)
"""An episode that counts through, in a release of a group: “[Group] Title - 1071 [1080p]”."""
GROUP: Final = re.compile(r"\s*\[(?!\d{4}\])[^\]]+\][\s._-]*")
SEASON_FOLDER: Final = re.compile(
    rf"{_BEFORE}(?:season|series|staffel|saison|temporada|stagione|s)[\s._-]*(?P<season>\d{{1,4}})"
    r"(?=$|[\s._\-()\[])",
    _CASE,
)
SPECIALS_FOLDER: Final = re.compile(r"(?:specials?|season\s*0+|s0+)", _CASE)
LONE_EPISODE: Final = re.compile(
    rf"(?P<title>.*?){_BEFORE}(?:e|ep|episode|folge|épisode)[\s._-]*(?P<first>\d{{1,4}}){_AFTER}",
    _CASE,
)
BARE_NUMBER: Final = re.compile(
    r"(?:(?P<title>.*\S)[\s._]+(?:-[\s._]+)?(?=\d+$|\d+[\s._]+-))?"
    r"(?P<first>\d{1,3})(?:(?:[\s._]|\s*-)\s*.*)?",
    re.DOTALL,
)
AKA: Final = re.compile(r"\s+(?:a\.?k\.?a\.?)\s+", _CASE)
ARTICLE_BEHIND: Final = re.compile(
    r"(?P<title>.+),\s+(?P<article>the|an?|der|die|das|le|la|les|el|los|las|il)", _CASE
)
