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
        "seenit finishedwatching watchedonce watchedtwice watchedagain "
        "gesehen geschaut angesehen abgeschlossen fertig beendet schongesehen bereitsgesehen "
        "vu vue vus déjàvu dejavu visionné terminé termine achevé "
        "visto vista vistos terminado terminada completado completada finalizado "
        "completato completata finito "
        "просмотрено просмотрен просмотрел просмотрела смотрел смотрела посмотрел посмотрела "
        "посмотрено видел видела пересматриваю "
        "переглянуто бачив бачила "
        "看过 已看 看過 已看完 完成 已观看 見た 視聴済み 視聴済 みた 봤어요 "
        "obejrzane obejrzany obejrzana obejrzałem obejrzałam widziałem widziałam jáassisti yavista "
        "giàvisto gezien bekeken sett visti assistido assistida "
        "assistidos set gesett tittad katsottu nähty zhlédnuto viděno videné megnézve látott "
        "izledim izlendi izlenen seyrettim văzut vizionat είδα ראיתי شاهدته terminé terminés "
        "視聴 鑑賞済み 鑑賞済 観た 看完 看完了 已看过 已看過 봄 봤음 시청완료 관람 đãxem "
        "ดูแล้ว ditonton"
    ),
    State.TO_WATCH: (
        "towatch plantowatch planning planned planto watchlist wishlist wish wanted want "
        "wanttowatch wanttosee tosee unwatched unseen notwatched notseen notyet backlog queue "
        "queued watchlater later toview notstarted ptw "
        "inwatchlist onwatchlist onmywatchlist haventseen haventwatched notseenyet notwatchedyet "
        "needtowatch onthelist onmylist mylist onthepile tobewatched tbw stilltowatch stilltosee "
        "zusehen nochsehen willichsehen merkliste wunschliste geplant ungesehen nichtgesehen "
        "nochnichtgesehen watchliste aufderliste aufdermerkliste mussichsehen mussichnochsehen "
        "avoir àvoir envie aregarder àregarder prévu nonvu pasvu pasencorevu "
        "porver sinver novista pendiente pendientes quierover novisto paraver "
        "davedere nonvisto davisionare "
        "будусмотреть запланировано хочупосмотреть впланах непросмотрено планирую посмотреть "
        "несмотрел несмотрела невидел невидела кпросмотру "
        "хочуподивитись "
        "想看 没看过 沒看過 未看 待看 打算看 見たい 観たい 보고싶어요 "
        "doobejrzenia chcęobejrzeć nieobejrzane queroassistir queroveer querover "
        "paraassistir nãovisto nãoassistido "
        "naoassistido wilzien nogtezien nogkijken nietgezien tekijken "
        "villse attse villsesenere vilse skalses ikkesett setsenere katsottavaksi katsomatta "
        "chcividět nezhlédnuto kshlédnutí megnézendő izlenecek izleyeceğim izlemekistiyorum "
        "izlenmedi devăzut 観る予定 未視聴 未鑑賞 鑑賞予定 視聴予定 未看过 볼영화 볼예정 안봄 "
        "muốnxem"
    ),
    State.STARTED: (
        "watching inprogress started current currentlywatching onhold hold paused onpause "
        "partiallywatched partlywatched unfinished halfway begun ongoing "
        "angefangen pausiert schauegerade ambeendet amschauen laufend "
        "encours enpause viendo amedias enpausa enprogreso incorso inpausa "
        "смотрю отложено впроцессе 在看 搁置 見ている 視聴中 鑑賞中 보는중 시청중 "
        "assistindo emandamento bezig aanhetkijken oglądam wtrakcie wstrzymane izliyorum "
        "tittarpå katson sleduji gucken gucke schaue"
    ),
    State.DROPPED: (
        "dropped drop abandoned gaveup givenup quit didnotfinish dnf stopped ignored "
        "notinterested "
        "abgebrochen aufgegeben abandonné abandonne abandonado abandonada abbandonato "
        "abbandonata брошено бросил бросила закинуто 抛弃 弃 弃剧 放弃 不看了 中断 "
        "視聴中止 포기 하차 gestopt afgehaakt porzucone przerwane yarımbıraktım bıraktım "
        "avbrutet avbrutt afbrudt keskeytetty nedokončeno largado desisti"
    ),
    State.KEPT: (
        "collected owned favorite favourite favorites favourites liked none "
        "favorita favorito favori favorit"
    ),
}
_BY_WORD: Final = {
    column_key(word): state for state, words in _WORDS.items() for word in words.split()
}


MEANINGS: Final = {
    "watched": State.WATCHED,
    "watchlist": State.TO_WATCH,
    "watching": State.STARTED,
    "dropped": State.DROPPED,
    "": State.KEPT,
}
"""What the user may say that a word of another language or site means."""


def state_of(text: str) -> State | None:
    """Return the state that a word of a site or a language names; None for any other text."""
    return _BY_WORD.get(column_key(text))
