"""What the sources that are asked by the network share."""

from __future__ import annotations

from functools import cached_property

from watchlist.sources.cache import Answers
from watchlist.sources.registry import FactSource
from watchlist.sources.web import Web


class OnlineSource(FactSource):
    """A source that is asked by the network, as far as its answers are not kept."""

    @cached_property
    def web(self) -> Web:
        """What asks it."""
        return Web(Answers(self.reach.cache, refresh=self.reach.refresh))

    @property
    def asked(self) -> int:
        """How many requests were sent."""
        return self.web.asked

    def begin(self) -> None:
        """Begin with another film: a minute for it begins."""
        self.web.begin()
