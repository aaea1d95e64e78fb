"""What sites and people call it that a film was seen, is to be seen, or was given up."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from watchlist.formats.parsing.tables import column_key


class State(StrEnum):
    """What is said of watching a film."""

    WATCHED = "watched"
    TO_WATCH = "to watch"
    STARTED = "started"
    """Begun and not over: it is still to be watched."""
    DROPPED = "dropped"
    """Given up: kept, neither watched nor to watch."""
    KEPT = "kept"
    """Nothing is said of watching."""


_WORDS: Final = {
    State.WATCHED: (
        "watched seen viewed completed complete finished done watch watchedit alreadywatched "
        "alreadyseen rewatched rewatching repeating rewatch "
        "gesehen geschaut angesehen abgeschlossen fertig beendet "
        "vu vue vus visionné terminé termine achevé "
        "visto vista vistos terminado terminada completado completada finalizado "
        "completato completata finito "
        "просмотрено просмотрен просмотрел просмотрела смотрел смотрела посмотрел посмотрела "
        "посмотрено видел видела переглянуто бачив бачила "
        "看过 已看 看過 已看完 完成 已观看 見た 視聴済み 視聴済 みた 봤어요 "
        "obejrzane obejrzany gezien bekeken sett visti assistido assistida"
    ),
    State.TO_WATCH: (
        "towatch plantowatch planning planned planto watchlist wishlist wish wanted want "
        "wanttowatch wanttosee tosee unwatched unseen notwatched notseen notyet backlog queue "
        "queued watchlater later toview notstarted ptw "
        "onthelist onmylist mylist onthepile tobewatched tbw stilltowatch stilltosee "
        "zusehen nochsehen willichsehen merkliste wunschliste geplant ungesehen nichtgesehen "
        "nochnichtgesehen watchliste "
        "avoir àvoir envie aregarder àregarder prévu nonvu pasvu pasencorevu "
        "porver pendiente pendientes quierover novisto paraver "
        "davedere nonvisto davisionare "
        "будусмотреть запланировано хочупосмотреть впланах непросмотрено планирую посмотреть "
        "хочуподивитись "
        "想看 未看 待看 打算看 見たい 観たい 보고싶어요 "
        "doobejrzenia queroassistir queroveer wilzien"
    ),
    State.STARTED: (
        "watching inprogress started current currentlywatching onhold hold paused onpause "
        "partiallywatched partlywatched unfinished halfway begun ongoing "
        "angefangen pausiert schauegerade ambeendet amschauen laufend "
        "encours enpause viendo enpausa enprogreso incorso inpausa "
        "смотрю отложено впроцессе 在看 搁置 見ている 視聴中"
    ),
    State.DROPPED: (
        "dropped drop abandoned gaveup givenup quit didnotfinish dnf stopped ignored "
        "notinterested "
        "abgebrochen aufgegeben abandonné abandonne abandonado abandonada abbandonato "
        "abbandonata брошено бросил бросила закинуто 抛弃 弃 弃剧 放弃 不看了"
    ),
    State.KEPT: "collected owned favorite favourite favorites favourites liked none",
}
_BY_WORD: Final = {
    column_key(word): state for state, words in _WORDS.items() for word in words.split()
}


def state_of(text: str) -> State | None:
    """Return the state that a word of a site or a language names; None for any other text."""
    return _BY_WORD.get(column_key(text))
