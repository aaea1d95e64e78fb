"""Asking another machine: the only module that opens a connection, and its manners.

It says who is asking, asks one thing at a time, keeps answers (``cache``), waits as it is told
(``Retry-After``), and gives up: a request after ``REQUEST_SECONDS``, all of a film after
``FILM_SECONDS``, a busy site after ``TRIES``. It asks by https only, but on this machine, checks
certificates, goes through the proxy of the environment, follows no way to another host, and reads
no answer beyond ``MOST_BYTES``. Whatever goes wrong is a SourceError of one sentence, in which
neither the address stands nor a key.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec
import urllib3
from urllib3.exceptions import (
    HTTPError,
    MaxRetryError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as LateError,
)
from urllib3.util import Timeout, make_headers

from watchlist import __version__
from watchlist.errors import SourceError
from watchlist.sources.addresses import is_safe_address
from watchlist.sources.cache import Answers

T = TypeVar("T")
QueryFields = Mapping[str, str | int]

AGENT: Final = f"watchlist-cli/{__version__} (https://pypi.org/project/watchlist-cli/)"
TRIES: Final = 4
REQUEST_SECONDS: Final = 10.0
FILM_SECONDS: Final = 60.0
LONGEST_WAIT: Final = 60
"""Seconds; a site that wants more is to be asked another time."""
MOST_BYTES: Final = 8 * 2**20

_LONGEST_SAID: Final = 10**9
_DIGITS: Final = len(str(_LONGEST_SAID))
_HOPS: Final = 4
_PIECE: Final = 1 << 16
_MOVED: Final = (301, 302, 303, 307, 308)
_BUSY: Final = (429, 503)
_OK: Final = 200


class Site(NamedTuple):
    """Whom to ask: its name for people, its address, and the address that it is known by.

    Where a mirror stands in, what leads to the known address leads to the mirror.
    """

    name: str
    address: str
    home: str


class Question(NamedTuple):
    """What a site is asked.

    ``secret`` (fields) and ``headers`` are no part of what an answer is kept under.
    """

    site: Site
    path: str
    fields: QueryFields
    secret: QueryFields = MappingProxyType({})
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def kept_as(self) -> str:
        """What the answer is kept under."""
        return f"{self._address}?{urlencode(sorted(self.fields.items()))}"

    @property
    def url(self) -> str:
        """What is sent."""
        query = urlencode({**self.fields, **self.secret})
        return f"{self._address}?{query}" if query else self._address

    def is_told_in(self, body: bytes) -> bool:
        """Whether an answer repeats something secret of the question: it is not kept then."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        secrets = (*map(str, self.secret.values()), token)
        return any(secret.encode() in body for secret in secrets if secret)

    @property
    def _address(self) -> str:
        return f"{self.site.address.rstrip('/')}{self.path}"


class Web:
    """The connections of one run. ``asked`` is how many requests were sent."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._managers: dict[str, urllib3.PoolManager] = {}
        self._end = monotonic() + FILM_SECONDS
        self._until = self._end
        self.asked = 0

    def begin(self) -> None:
        """Begin with another film, which has its own minute."""
        self._end = monotonic() + FILM_SECONDS

    def get(
        self, question: Question, shape: type[T], check: Callable[[T], None] = lambda _: None
    ) -> T:
        """Return what a site answers, as a type of msgspec.

        ``check`` raises SourceError for an answer that is none: it is not kept. Raises SourceError.
        """
        site, asked = question.site, question.kept_as
        if kept := self._answers.get(asked):
            with suppress(SourceError):  # it was damaged, or is one of another version
                return _decoded(site, kept, shape)
        body = self._body(site, question.url, question.headers)
        answer = _decoded(site, body, shape)
        check(answer)
        if not question.is_told_in(body):
            self._answers.put(asked, body)
        return answer

    def _body(self, site: Site, url: str, headers: Mapping[str, str]) -> bytes:
        for _ in range(_HOPS):
            response = self._patiently(site, url, headers)
            if response.status not in _MOVED:
                return self._read(site, response)
            response.close()
            url = _moved_to(site, url, response.headers.get("Location", ""))
        raise SourceError(f"{site.name} sends from one address to the next without end.")

    def _patiently(
        self, site: Site, url: str, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        """Send a request, again as long as the site is busy and says to wait."""
        for attempt in range(TRIES):
            response = self._send(site, url, headers)
            if response.status not in _BUSY or attempt == TRIES - 1:
                break
            seconds = _retry_after(response)
            response.close()
            self._wait(site, 2.0**attempt if seconds is None else seconds)
        return response

    def _wait(self, site: Site, seconds: float) -> None:
        if seconds > LONGEST_WAIT or monotonic() + seconds > self._end:
            when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
            raise SourceError(
                f"{site.name} is asked too often: come back at {when.astimezone():%Y-%m-%d %H:%M}."
            )
        sleep(seconds)

    def _send(self, site: Site, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        if not is_safe_address(url):
            raise SourceError(f"{site.name} has an address that is not asked: only https:// is.")
        self.asked += 1
        seconds = self._seconds_left(site)
        self._until = monotonic() + seconds
        try:
            return self._manager(url).request(
                "GET",
                url,
                headers={"User-Agent": AGENT, "Accept-Encoding": "gzip", **headers},
                timeout=Timeout(total=seconds),
                retries=False,
                redirect=False,
                preload_content=False,
            )
        except (HTTPError, ValueError) as error:  # ValueError: a proxy whose address is none
            raise _fault(site, error) from None

    def _seconds_left(self, site: Site) -> float:
        left = min(self._end - monotonic(), REQUEST_SECONDS)
        if left <= 0:
            raise SourceError(f"{site.name} did not answer in time: a film has one minute.")
        return left

    def _manager(self, url: str) -> urllib3.PoolManager:
        """Return what keeps the connections: direct ones, or those by the proxy of a scheme."""
        parts = urlsplit(url)
        proxy = ""
        if not proxy_bypass(parts.netloc):
            proxies = getproxies()
            proxy = proxies.get(parts.scheme) or proxies.get("all", "")
        if proxy not in self._managers:
            self._managers[proxy] = _by_proxy(proxy) if proxy else urllib3.PoolManager()
        return self._managers[proxy]

    def _read(self, site: Site, response: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body of a good answer. Raises SourceError for any other."""
        body = bytearray()
        try:
            if response.status != _OK:
                raise _bad_status(site, response.status)
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > MOST_BYTES:
                    raise SourceError(f"{site.name} answers with more than 8 MB: it was not read.")
                if monotonic() > self._until:
                    raise _late(site)
        except (HTTPError, OSError) as error:
            raise _fault(site, error) from None
        finally:
            response.close()
        return bytes(body)


def _by_proxy(address: str) -> urllib3.ProxyManager:
    """Return the connections by a proxy, which may want a name and a password."""
    parts = urlsplit(address if "://" in address else f"http://{address}")
    who, at, host = parts.netloc.rpartition("@")
    headers = make_headers(proxy_basic_auth=who) if at else None
    return urllib3.ProxyManager(f"{parts.scheme}://{host}", proxy_headers=headers)


def _retry_after(response: urllib3.BaseHTTPResponse) -> float | None:
    """Return how many seconds a site wants to be left alone; None where it does not say.

    It says so in seconds or by a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.
    """
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text[:_DIGITS]), _LONGEST_SAID))
    with suppress(TypeError, ValueError):  # it is no date, or one of no time zone
        until = parsedate_to_datetime(text) - datetime.datetime.now(datetime.UTC)
        return min(max(until.total_seconds(), 0), _LONGEST_SAID)
    return None


def _moved_to(site: Site, url: str, location: str) -> str:
    """Return where an answer leads. Raises SourceError for another host."""
    try:
        target = urljoin(url, location)
        if target.startswith(f"{site.home}/"):  # also where a mirror names what it is one of
            target = f"{site.address.rstrip('/')}{target.removeprefix(site.home)}"
        wanted, here = urlsplit(target), urlsplit(url)
    except ValueError:
        raise SourceError(f"{site.name} leads to what is no address.") from None
    if (wanted.scheme, wanted.netloc) != (here.scheme, here.netloc):
        raise SourceError(f"{site.name} leads to another host, which is not asked.")
    return target


def _decoded(site: Site, body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError:
        raise unknown_shape(site) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SourceError(
            f"{site.name} answers with something that is no JSON, or breaks off in it."
        ) from None


def unknown_shape(site: Site) -> SourceError:
    """Return what to say of an answer that is not as those of a site are."""
    return SourceError(
        f"{site.name} answers in another shape than it did: a newer watchlist may know it."
    )


def _bad_status(site: Site, status: int) -> SourceError:
    if status in _BUSY:
        return SourceError(f"{site.name} is asked too often just now: try again later.", status)
    return SourceError(f"{site.name} answers with an error ({status}): try again later.", status)


def _late(site: Site) -> SourceError:
    return SourceError(f"{site.name} did not answer within {REQUEST_SECONDS:g} seconds.")


def _fault(site: Site, error: Any) -> SourceError:
    """Return what to say of a request that failed; what urllib3 says has the address in it."""
    cause = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(cause, NewConnectionError):
        return SourceError(f"{site.name} cannot be reached: there may be no network.")
    if isinstance(cause, LateError):
        return _late(site)
    if isinstance(cause, SSLError):
        return SourceError(f"{site.name} has no certificate that can be trusted: it was not asked.")
    return SourceError(f"{site.name} cannot be reached, or broke off its answer.")
