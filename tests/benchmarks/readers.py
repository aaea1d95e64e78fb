"""Files of as many rows as wanted for each reader: ``python -m tests.benchmarks.readers``.

Measured are the processor time of twice the rows, which a busy machine leaves as it is, and the
peak memory of the import of all of them. Names of readers as arguments measure these alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.processes import Process, environment, measure, python
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM
from tests.benchmarks.titles import title

ROWS: Final = 90_000
TWICE: Final = 2.3
"""How many times longer twice the rows may take."""
MOST_MB: Final = 200


class Sample(NamedTuple):
    """A file of one format: what stands before, between and behind its rows.

    In a row ``@title``, ``@day``, ``@year`` and ``@n`` are those of a film, ``@tt`` its IMDb id.
    """

    name: str
    row: str
    head: str = ""
    between: str = ""
    foot: str = ""

    def write(self, folder: Path, rows: int) -> Path:
        """Write a file of so many rows, the same each time."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        with path.open("w", encoding="utf-8") as file:
            file.write(self.head)
            for number, row in enumerate(_filled(self.row, rows)):
                file.write(f"{self.between if number else ''}{row}\n")
            file.write(self.foot)
        return path


def _filled(row: str, count: int) -> Iterator[str]:
    chance = random.Random(count)  # noqa: S311 -- made-up films are no secret
    for number in range(1, count + 1):
        year = chance.randint(1950, 2020)
        told = {
            "@title": f"{title(chance)} {number}",
            "@day": f"{chance.randint(2021, 2024)}-{chance.randint(1, 12):02}-"
            f"{chance.randint(1, 28):02}",
            "@year": str(year),
            "@tt": f"tt{number:07}",
            "@n": str(number),
        }
        text = row
        for mark, value in told.items():
            text = text.replace(mark, value)
        yield text


SAMPLES: Final = {
    "letterboxd": Sample(
        "diary.csv",
        '@day,"@title",@year,https://boxd.it/@n,4.5,,"quiet, rain",@day',
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n",
    ),
    "imdb": Sample(
        "ratings.csv",
        '@tt,8,@day,"@title",https://www.imdb.com/title/@tt/,Movie,7.1,110,@year,"Drama, War",'
        "4000,@year-05-06,Ada Moore",
        "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
        "Num Votes,Release Date,Directors\n",
    ),
    "trakt": Sample(
        "watched-history.json",
        '{"id": @n, "watched_at": "@dayT20:15:00.000Z", "action": "watch", "type": "movie",'
        ' "movie": {"title": "@title", "year": @year, "ids": {"trakt": @n, "slug": "film-@n",'
        ' "imdb": "@tt", "tmdb": @n}}}',
        "[",
        ",",
        "]",
    ),
    "trakt CSV": Sample(
        "history.csv",
        '@dayT22:33:24.000Z,watch,movie,"@title",@year,8.1,@n,@tt,@n,,https://trakt.tv/movies/@n,'
        '@year-12-15,101,,,"action,crime"',
        "watched_at,action,type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,tvdb_id,url,"
        "released,runtime,season_number,episode_number,genres\n",
    ),
    "tmdb": Sample(
        "ratings.csv",
        '@n,@tt,movie,"@title",@year-07-20,,,7.7,9,@dayT09:29:50Z',
        "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,"
        "Date Rated\n",
    ),
    "movielens": Sample(
        "personal.csv",
        '@n,@n,@n,4.5,3.9,"@title (@year)"',
        "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n",
    ),
    "simkl": Sample(
        "SimklBackup.csv",
        '@n,"@title",movie,@year,completed,,@day 07:54,8,good,,@n,@tt',
        "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n",
    ),
    "simkl JSON": Sample(
        "SimklBackup.json",
        '{"added_to_watchlist_at":"@dayT10:00:00Z","last_watched_at":"@dayT20:00:00Z",'
        '"user_rated_at":null,"user_rating":8,"status":"completed","movie":{"title":"@title",'
        '"year":@year,"ids":{"simkl":@n,"imdb":"@tt","tmdb":"@n"}}}',
        '{"shows":[],"anime":[],"movies":[',
        ",",
        "]}",
    ),
    "movary": Sample(
        "history.csv",
        '"@title",@year,@n,@tt,@day,"so, so",Home',
        "title,year,tmdbId,imdbId,watchedAt,comment,location\n",
    ),
    "yamtrack": Sample(
        "yamtrack.csv",
        '"@n","tmdb","movie","@title","https://image/x.jpg","","","9.0","Completed","loud","",'
        '"@day 17:18:03+00:00","1","@day 14:56:48+00:00",""',
        '"media_id","source","media_type","title","image","season_number","episode_number","score",'
        '"status","notes","start_date","end_date","progress","created_at","progressed_at"\n',
    ),
    "tvtime": Sample(
        "tvtime-movies.csv",
        '0a1b-@n,@n,@tt,"@title",@year,@day 18:22:10,@day 22:10:00,true,1',
        "uuid,tvdb_id,imdb_id,title,year,created_at,watched_at,is_watched,rewatch_count\n",
    ),
    "netflix": Sample("NetflixViewingHistory.csv", '"@title","@day"', "Title,Date\n"),
    "myanimelist": Sample(
        "animelist.xml",
        "<anime><series_animedb_id>@n</series_animedb_id><series_title><![CDATA[@title]]>"
        "</series_title><series_type>Movie</series_type><series_episodes>1</series_episodes>"
        "<my_finish_date>@day</my_finish_date><my_score>8</my_score>"
        "<my_status>Completed</my_status><my_times_watched>0</my_times_watched></anime>",
        '<?xml version="1.0" encoding="UTF-8" ?>\n<myanimelist><myinfo>'
        "<user_export_type>1</user_export_type></myinfo>\n",
        foot="</myanimelist>",
    ),
    "tautulli": Sample(
        "history.csv",
        '@day 20:15:00,kim,"@title",@year,movie,97,1,@n,Roku',
        "date,friendly_name,full_title,year,media_type,percent_complete,watched_status,"
        "reference_id,platform\n",
    ),
    "jellyfin": Sample(
        "played.csv",
        '"@title",Movie,@year,true,2,@dayT20:15:00.0000000Z,@tt,@n',
        "Name,Type,ProductionYear,Played,PlayCount,LastPlayedDate,Imdb,Tmdb\n",
    ),
    "watcharr": Sample(
        "watcharr-export.json",
        '{"id":@n,"createdAt":"@dayT10:00:00Z","updatedAt":"@dayT10:00:00Z","status":"FINISHED",'
        '"rating":8,"thoughts":"kind","content":{"id":@n,"tmdbId":@n,"title":"@title",'
        '"type":"movie","releaseDate":"@year-11-17T00:00:00Z","runtime":118},"activity":[]}',
        "[",
        ",",
        "]",
    ),
    "kinorium": Sample(
        "kinopoisk.csv",
        "Фильм @n;@title;@year;США;Джим Джармуш;Адам Драйвер;драма;18+;118;8;7.3",
        "русскоязычное название;оригинальное название;год;страны;режиссёр;актёры;жанры;возраст;"
        "время;моя оценка;рейтинг КиноПоиска\n",
    ),
    "neodb": Sample(
        "movie_mark.csv",
        '"@title",year:@year imdb:@tt tmdb_movie:@n,https://neodb.social/movie/a@n '
        'https://www.imdb.com/title/@tt,@dayT10:00:00+00:00,complete,8,"slow, kind","quiet,poetry"',
        "title,info,links,timestamp,status,rating,comment,tags\n",
    ),
    "douban": Sample(
        "movie.csv",
        '"https://img/p@n.jpg","电影@n/@title","4","@day","慢","@year-12-28(美国)","美国",'
        '"https://movie.douban.com/subject/@n/"',
        "封面,标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接\n",
    ),
    "ryot": Sample(
        "export.json",
        '{"lot":"movie","source":"tmdb","source_id":"@title","identifier":"@n","collections":'
        '["Completed"],"seen_history":[{"progress":"100","started_on":"@day","ended_on":"@day"}],'
        '"reviews":[{"rating":"80"}]}',
        '{"metadata":[',
        ",",
        "]}",
    ),
    "stremio": Sample(
        "library.json",
        '{"_id":"@tt","name":"@title","type":"movie","poster":"https://p","removed":false,'
        '"temp":false,"_ctime":"@dayT00:00:00.000Z","_mtime":"@dayT00:00:00.000Z","year":"@year",'
        '"state":{"lastWatched":"@dayT21:00:00.000Z","timesWatched":1,"flaggedWatched":1,'
        '"duration":7080000,"timeOffset":0,"video_id":"@tt"}}',
        "[",
        ",",
        "]",
    ),
    "mdblist": Sample(
        "quiet-films.json",
        '{"id":@n,"rank":@n,"adult":0,"title":"@title","imdb_id":"@tt","tvdb_id":null,'
        '"language":"en","mediatype":"movie","release_year":@year,"spoken_language":"en"}',
        "[",
        ",",
        "]",
    ),
    "primevideo": Sample(
        "watch-history.csv", '@day,Movie,"@title",', "Date Watched,Type,Title,Episode\n"
    ),
    "icheckmovies": Sample(
        "list.csv",
        '"@n","@title","@year","12000","900","300","2","","https://www.imdb.com/title/@tt/",'
        '"yes","yes","no","no","no"',
        '"position","title","year","checkedcount","favouritecount","usertoplistcount",'
        '"officialtoplistcount","akatitle","imdburl","checked","favorite","disliked","watchlist",'
        '"owned"\n',
    ),
    "criticker": Sample(
        "rankings.csv",
        '85,"@title",@year,"kind",https://www.criticker.com/film/F@n/,@tt,@day',
        "Score, Film Name, Year, Mini Review, URL, IMDB ID, Date Rated\n",
    ),
    "filmaffinity": Sample(
        "watched.csv",
        "@n;6,9;@title;;Estados Unidos;@year;Jim Jarmusch;Drama;8",
        "FA movie ID;FA score;title;original title;country;year;directors;genre;user score\n",
    ),
    "markdown": Sample("list.md", "- [x] @title (@year) · @day ★★★★", "# Films\n\n"),
    "csv": Sample(
        "films.csv",
        '"@title",@year,@tt,@day,4.5,"quiet; rain","long, and kind"',
        "Title,Year,IMDb,Watched on,Rating,Tags,Note\n",
    ),
    "csv of one title": Sample(
        "films.csv", "Heat,1995,@tt,@day,4.5", "Title,Year,IMDb,Watched on,Rating\n"
    ),
    "text": Sample("titles.txt", "@title (@year)"),
    "json": Sample(
        "library.json",
        '"@n": {"title": "@title", "year": @year, "imdb": "@tt", "added": "@day", "rating": 4.5,'
        ' "viewings": [{"watched_on": "@day", "rating": 4.5}], "uid": "01HQ0000000000000000@tt"}',
        '{"schema": 2,\n"films": {\n',
        ",",
        "}\n}\n",
    ),
}
"""A file of each reader, but for a folder of notes, which has no rows."""
RECORDS: Final = Sample(
    "shelf.json",
    '{"name": "@title", "year": @year, "seen": "@day", "ids": {"imdb": "@tt"}}',
    '{"items": [',
    ",",
    "]}",
)
PATHS: Final = (
    "items[].name=title",
    "items[].year=year",
    "items[].seen=watched_on",
    "items[].ids.imdb=imdb",
)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.readers")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"how many rows ({ROWS:,})")
    parser.add_argument("names", nargs="*", help="samples to measure; all without")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(f"On {machine()}.\n\n")
        for line in lines(Path(name), options.rows, options.names):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def lines(folder: Path, count: int, names: Iterable[str] = ()) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    samples = SAMPLES | {"records": RECORDS}
    wanted = list(names) or list(samples)
    found = (_measured(folder / name, samples[name], name, count) for name in wanted)
    header = ["rows of", "ms", "times for twice", "limit", "", "MB", "limit", ""]
    yield f"{count:,} rows of each format, one run of half of them and one of all."
    yield ""
    yield from table(header, list(found))


def _measured(folder: Path, sample: Sample, name: str, count: int) -> list[str]:
    half, whole = (
        measure(import_of(sample.write(folder / str(rows), rows), folder / f"{rows}.json"))
        for rows in (count // 2, count)
    )
    times, peak = whole.busy / half.busy, whole.peak / 1024
    growth = [f"{times:.2f}", f"{TWICE}", verdict(times, TWICE)]
    return [name, milliseconds(whole.busy), *growth, f"{peak:.0f}", f"{MOST_MB}",
            verdict(peak, MOST_MB)]  # fmt: skip


def import_of(path: Path, library: Path) -> Process:
    """Return the import of a sample into a library."""
    maps = [word for one in PATHS for word in ("--map", one)] if path.name == RECORDS.name else []
    around = environment(library.parent, WATCHLIST_LIBRARY=str(library))
    return Process(python(PROGRAM, "import", str(path), *maps), around)


if __name__ == "__main__":
    main(sys.argv[1:])
