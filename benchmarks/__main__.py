"""Runs the benchmarks, one after the other, and prints DESIGN 10's table at the end: target, measured, ratio.

`--partners 10000 100000 1000000 --databases sqlite postgresql` shows how things grow; a million take some minutes on
each. Speed is told as ratios of one run, for machines differ and are busy.
"""

import argparse
import logging

import structlog

from benchmarks import answer, deadlines, drain, due, idle, pages, slash, store
from benchmarks._figures import table
from bot.domain import calendars
from bot.domain import deadlines as sentences


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--partners", type=int, nargs="+", default=[10_000], help="how many, 20 ledger rows each")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    parser.add_argument("--conversations", type=int, default=300, help="of three messages each, to be delivered")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    calendars.get_ready()
    sentences.get_ready()
    for one in (deadlines, pages, store):
        print(f"\n== {one.__name__}")
        one.main()
    print("\n== for the table")
    found = slash.figures()
    for number in given.partners:
        for kind in given.databases:
            found += due.figures(number, kind)
    found += drain.figures(given.conversations)
    found += answer.figures()
    found += idle.figures()
    print(f"\n{table(found)}")
    print("Files that an addition touches: make measure")


if __name__ == "__main__":
    main()
