#!/bin/sh
# The John Wick films in story order, from the few facts that a fan knows.
# It uses a library of its own and throws it away; without the next three lines it fills yours.
set -e
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
export WATCHLIST_LIBRARY="$folder/library.json"

{
    watchlist add "John Wick" --release 2014-10-24 --runtime 1h41 --franchise "John Wick"
    watchlist add "John Wick: Chapter 2" --release 2017-02-10 --runtime 2h02 --sequel-to "john wick"
    watchlist add "John Wick: Chapter 3 - Parabellum" --release 2019-05-17 --runtime 2h11 --sequel-to "chapter 2"
    watchlist add "John Wick: Chapter 4" --release 2023-03-24 --runtime 2h49 --sequel-to "chapter 3"
    watchlist add "The Continental" --kind series --release 2023-09-22 --prequel-to "john wick" --before "john wick"
    watchlist add Ballerina --release 2025-06-06 --runtime 2h05 --spinoff-of "chapter 3" --between "chapter 3" "chapter 4"
} > /dev/null 2>&1

watchlist order "john wick"
