"""When somebody may be written to."""

from collections.abc import Iterator
from datetime import time
from functools import cache

import holidays

from tests.soak.checker.book import Book
from tests.soak.checker.violation import Violation, to

BEGINS, ENDS = time(9, 30), time(16)


@cache
def _bank_holidays(year: int) -> frozenset:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def in_hours(book: Book) -> Iterator[Violation]:
    """DESIGN 4: never at weekends, nor outside 09:30-16:00 of their zone."""
    for life, message, _standing in book.unasked():
        here = message.at.astimezone(life.zone)
        if here.weekday() > 4 or not BEGINS <= here.time() < ENDS:
            yield Violation(rule="in_hours", said=to(life, message, "out of hours"), lines=(message.n,))


def not_on_a_bank_holiday(book: Book) -> Iterator[Violation]:
    """DESIGN 4: never on bank holidays of the person's country. All who act in a soak are in England for that."""
    for life, message, _standing in book.unasked():
        day = life.day(message.at)
        if day in _bank_holidays(day.year):
            yield Violation(rule="not_on_a_bank_holiday", said=to(life, message, "a bank holiday"), lines=(message.n,))


def on_a_working_day(book: Book) -> Iterator[Violation]:
    """DESIGN 4: never outside their working days."""
    for life, message, standing in book.unasked():
        day = life.day(message.at)
        if day.weekday() < 5 and day.weekday() not in standing.days:
            yield Violation(rule="on_a_working_day", said=to(life, message, "not at work"), lines=(message.n,))


def not_while_away(book: Book) -> Iterator[Violation]:
    """DESIGN 4: never while away."""
    for life, message, standing in book.unasked():
        if standing.is_away(life.day(message.at)):
            yield Violation(rule="not_while_away", said=to(life, message, "away"), lines=(message.n,))
